"""CSV is written column by column, and is what a writer of one cell after the other would write."""

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantors.exchange.sheet import Cell, Column, Kind, Sheet
from guarantors.exchange.tabular import csv_chunks, inert, text

TEXTS = st.text(st.sampled_from("=+-@\t\r\n'\",a é"))
CELLS: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.STRING: TEXTS,
    Kind.INTEGER: st.integers(-9, 10**12),
    Kind.BOOLEAN: st.booleans(),
    Kind.DATE: st.dates(date(1800, 1, 1)),
    Kind.DATETIME: st.datetimes(datetime(1900, 1, 1), timezones=st.just(UTC)),
    Kind.LIST: st.lists(TEXTS, max_size=3).map(tuple),
    Kind.NUMBER: st.floats(allow_nan=False, allow_infinity=False),
}


def plainly(rows: list[tuple[Cell, ...]], *, for_spreadsheets: bool) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(list(Kind))
    for row in rows:
        writer.writerow([inert(cell) if for_spreadsheets else text(cell) for cell in row])
    return ("\ufeff" if for_spreadsheets else "").encode() + buffer.getvalue().encode()


@pytest.mark.parametrize("for_spreadsheets", [False, True])
@given(st.lists(st.tuples(*(st.none() | CELLS[kind] for kind in Kind)), max_size=5), st.integers(1, 200))
def test_column_by_column_is_as_cell_by_cell(for_spreadsheets: bool, rows: list[tuple[Cell, ...]], times: int) -> None:
    columns = tuple(Column(kind.value, kind, "A column.") for kind in Kind)
    sheet = Sheet("plain", "Plain", columns, iter(rows * times))

    assert b"".join(csv_chunks(sheet, for_spreadsheets=for_spreadsheets)) == plainly(
        rows * times, for_spreadsheets=for_spreadsheets
    )
