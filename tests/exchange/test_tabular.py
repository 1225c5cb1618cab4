"""A sheet as CSV, JSON and XLSX: every text comes back as it was, nothing runs, and memory stays flat."""

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantors.domain.text import text_breaches
from guarantors.exchange import workbook
from guarantors.exchange.sheet import Cell, Column, Kind, Sheet
from guarantors.exchange.tabular import EXECUTABLE, Provenance, csv_chunks, json_chunks

MOMENT = datetime(2022, 4, 2, 10, 30, 0, 250_000, tzinfo=UTC)
FROM = Provenance("https://tracker.example/x/export.csv?as_of=2022-03-30", date(2022, 3, 30), MOMENT)
NASTY = [
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "+1",
    "-1+1|cmd",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "'quoted'",
    "''=",
    'a "b", c\nd\re\r\nf',
    "<script>alert(1)</script>",
    "קול ‏רם‏",
    "{title with braces}",
    "https://example.org",
    "007",
    "1e5",
    "TRUE",
    "2022-03",
    " spaces ",
    "NA",
    "_x0041_",
    "𝔘nicode ✓",
]


def sheet_of(texts: list[str]) -> Sheet:
    return Sheet("nasty", "Nasty texts", (Column("text", Kind.STRING, "A text."),), [(text,) for text in texts])


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def cells(*kinds: Kind) -> tuple[Column, ...]:
    return tuple(Column(kind.value, kind, f"A {kind}.") for kind in kinds)


ALL_KINDS = Sheet(
    "kinds",
    "Every kind",
    cells(*Kind),
    [("a", -1, True, date(2022, 3, 30), MOMENT, ("x", "y"), -0.25), (None,) * 7],
)


def test_a_cell_of_each_kind_is_written_in_csv() -> None:
    content = b"".join(csv_chunks(ALL_KINDS))

    assert content == (
        b"string,integer,boolean,date,datetime,list,number\r\n"
        b"a,-1,true,2022-03-30,2022-04-02T10:30:00.250000Z,x | y,-0.25\r\n"
        b",,,,,,\r\n"
    )


def test_a_cell_of_each_kind_is_written_in_json() -> None:
    found = json.loads(b"".join(json_chunks(ALL_KINDS, FROM)))

    assert list(found) == [
        *("title", "address", "as_of", "known_at", "licence", "licence_address", "columns", "rows"),
    ]
    assert (found["as_of"], found["known_at"]) == ("2022-03-30", "2022-04-02T10:30:00.250000Z")
    assert found["licence"] == "CC-BY-4.0"
    assert found["columns"][1] == {"name": "integer", "type": "integer", "description": "A integer."}
    assert [list(row.values()) for row in found["rows"]] == [
        ["a", -1, True, "2022-03-30", "2022-04-02T10:30:00.250000Z", ["x", "y"], -0.25],
        [None] * 7,
    ]


def test_an_empty_sheet_is_a_file_too() -> None:
    assert b"".join(csv_chunks(sheet_of([]))) == b"text\r\n"
    assert json.loads(b"".join(json_chunks(sheet_of([]), FROM)))["rows"] == []


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1)))
def test_every_text_comes_back_from_csv_and_json(texts: list[str]) -> None:
    assert read_csv(b"".join(csv_chunks(sheet_of(texts)))) == [["text"], *([text] for text in texts)]
    assert [row["text"] for row in json.loads(b"".join(json_chunks(sheet_of(texts), FROM)))["rows"]] == texts


@given(st.lists(st.one_of(st.sampled_from(NASTY), st.text(st.sampled_from("=+-@\t\r\n'a"), min_size=1))))
def test_nothing_runs_in_a_csv_for_spreadsheets_and_nothing_is_lost(texts: list[str]) -> None:
    content = b"".join(csv_chunks(sheet_of(texts), for_spreadsheets=True))
    found = [row[0] for row in read_csv(content)[1:]]

    assert content.startswith(b"\xef\xbb\xbftext\r\n")
    assert not [text for text in found if text.startswith(EXECUTABLE) and not text.startswith("'")]
    assert [text.removeprefix("'") for text in found] == texts


def test_plain_csv_is_exact_and_has_no_mark() -> None:
    content = b"".join(csv_chunks(sheet_of(NASTY)))

    assert content.startswith(b"text\r\n=1+1\r\n")


def test_numbers_are_no_formulas() -> None:
    content = b"".join(csv_chunks(ALL_KINDS, for_spreadsheets=True))

    assert b"\r\na,-1,true,2022-03-30," in content


def opened(sheet: Sheet) -> Any:
    file = io.BytesIO()
    workbook.write(sheet, FROM, file)
    return openpyxl.load_workbook(file)


def test_a_workbook_keeps_every_text_as_text() -> None:
    data = opened(sheet_of(NASTY))["Data"]

    found = [row[0] for row in data.iter_rows(min_row=2)]

    # The format writes a carriage return as an escape, which this reader leaves as it is.
    assert [cell.value.replace("_x000D_", "\r").replace("_x005F", "") for cell in found] == NASTY
    assert {cell.data_type for cell in found} == {"s"}
    assert all(cell.hyperlink is None for cell in found)


def test_a_workbook_has_typed_cells_and_says_where_it_comes_from() -> None:
    book = opened(ALL_KINDS)
    data, about = book["Data"], book["About"]

    assert [cell.value for cell in data[1]] == list(Kind)
    assert data.freeze_panes == "A2"
    assert [cell.value for cell in data[2]] == [
        *("a", -1, True, datetime(2022, 3, 30), datetime(2022, 4, 2, 10, 30, 0, 250_000), "x | y", -0.25),
    ]
    assert {cell.value for cell in data[3]} == {None}
    facts = {row[0]: row[1] for row in about.iter_rows(values_only=True) if row[0]}
    assert (facts["Title"], facts["Address"]) == ("Every kind", FROM.address)
    assert (facts["As of"], facts["Known at"]) == ("2022-03-30", "2022-04-02T10:30:00.250000Z")
    assert facts["Licence"].startswith("CC-BY-4.0, ")
    assert facts["integer"] == "A integer."


def test_a_workbook_has_the_same_bytes_for_the_same_sheet() -> None:
    one, two = io.BytesIO(), io.BytesIO()

    workbook.write(ALL_KINDS, FROM, one)
    workbook.write(ALL_KINDS, FROM, two)

    assert one.getvalue() == two.getvalue()


def test_a_day_that_no_spreadsheet_knows_is_written_as_text() -> None:
    old = Sheet("old", "Old", cells(Kind.DATE), [(date(1815, 6, 9),)])

    assert opened(old)["Data"]["A2"].value == "1815-06-09"


def test_a_text_too_long_for_a_cell_says_that_it_is_cut() -> None:
    found = opened(sheet_of(["𝔘" * 20_000]))["Data"]["A2"].value

    assert found.startswith("𝔘" * 16_000)
    assert found.endswith("the CSV and JSON have the whole text)")
    assert len(found.encode("utf-16-le")) // 2 <= workbook.LONGEST_CELL


def large(rows: int) -> Sheet:
    def stream() -> Iterator[tuple[Cell, ...]]:
        for number in range(rows):
            yield f"record-{number}", number, True, date(2022, 3, 30), MOMENT, ("a" * 100, "b" * 100), number / 4

    return Sheet("large", "Large", cells(*Kind), stream())


@pytest.mark.parametrize("write", [lambda sheet: csv_chunks(sheet), lambda sheet: json_chunks(sheet, FROM)])
def test_memory_does_not_grow_with_the_sheet(write: Any) -> None:
    tracemalloc.start()
    size = sum(len(chunk) for chunk in write(large(30_000)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert size > 7_000_000
    assert peak < 1_000_000


def test_what_may_be_stored_may_be_written() -> None:
    assert [text for text in NASTY if list(text_breaches("text", text))] == []
