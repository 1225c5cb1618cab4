"""A sheet as a file: CSV (RFC 4180), JSON, and the provenance that every file carries.

Text stays text in all of them. In JSON and plain CSV every character is as it is on record. CSV meant for a
spreadsheet has a byte order mark, and an apostrophe before each text that a spreadsheet would take for a formula.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any

from guarantors.domain.dates import written_moment
from guarantors.exchange.sheet import Cell, Kind, Sheet

LICENCE = "CC-BY-4.0"
LICENCE_TITLE = "Creative Commons Attribution 4.0 International"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"

BETWEEN_ENTRIES = " | "
"""Between the entries of a list, where a cell holds one text."""

EXECUTABLE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
"""How a text begins that a spreadsheet may take for a formula (OWASP, "CSV Injection"), and the apostrophe itself, so
that taking the first apostrophe away always gives the text back."""

_CHUNK = 32 * 1024
_BATCH = 256


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a file comes from: the address that gives the same again, and its two clocks.

    What the desk takes away for itself is no part of the record, and `is_published` under no licence.
    """

    address: str
    as_of: date
    known_at: datetime
    is_published: bool = True


def text(cell: Cell) -> str:
    """A cell as one text: empty where nothing is on record, dates and moments in ISO form, true or false."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return written_moment(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return BETWEEN_ENTRIES.join(cell) if isinstance(cell, tuple) else str(cell)


def inert(cell: Cell) -> str:
    """The same for a spreadsheet: a text that might run is led by an apostrophe; numbers and dates stay as they are."""
    said = text(cell)
    return "'" + said if isinstance(cell, str | tuple) and said.startswith(EXECUTABLE) else said


def csv_chunks(sheet: Sheet, *, for_spreadsheets: bool = False) -> Iterator[bytes]:
    """The sheet as CSV in UTF-8, piece by piece: no more than some hundred rows are held at once."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    if for_spreadsheets:
        buffer.write("\ufeff")
    writer.writerow([column.name for column in sheet.columns])
    # Column by column, since a cell of its own takes ten times as long. The writer knows texts, numbers and None.
    ways = [_written(column.kind, for_spreadsheets) for column in sheet.columns]
    rows = iter(sheet.rows)
    while batch := list(islice(rows, _BATCH)):
        columns = (map(way, cells) if way else cells for way, cells in zip(ways, zip(*batch, strict=True), strict=True))
        writer.writerows(zip(*columns, strict=True))
        if buffer.tell() >= _CHUNK:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _written(kind: Kind, for_spreadsheets: bool) -> Callable[[Cell], str] | None:
    """How the cells of a column become texts; None where they are written as they are."""
    if for_spreadsheets and kind in (Kind.STRING, Kind.LIST):
        return inert
    if kind in (Kind.BOOLEAN, Kind.DATE, Kind.DATETIME):
        return lru_cache(maxsize=4 * _BATCH, typed=True)(text)  # many rows share few days
    return _joined if kind is Kind.LIST else None


def _joined(cell: Any) -> str:
    return BETWEEN_ENTRIES.join(cell) if cell else ""


def json_chunks(sheet: Sheet, provenance: Provenance) -> Iterator[bytes]:
    """The sheet as one JSON object in UTF-8, its rows as objects, one a line, in the order of the sheet."""
    head = {
        "title": sheet.title,
        "address": provenance.address,
        "as_of": provenance.as_of.isoformat(),
        "known_at": written_moment(provenance.known_at),
        **({"licence": LICENCE, "licence_address": LICENCE_ADDRESS} if provenance.is_published else {}),
        "columns": [{"name": item.name, "type": item.kind.value, "description": item.says} for item in sheet.columns],
    }
    yield _json(head)[:-1].encode() + b', "rows": ['
    names = [column.name for column in sheet.columns]
    pieces: list[str] = []
    held, between = 0, "\n"
    for row in sheet.rows:
        piece = between + _json(dict(zip(names, map(_plain, row), strict=True)))
        between = ",\n"
        pieces.append(piece)
        held += len(piece)
        if held >= _CHUNK:
            yield "".join(pieces).encode()
            pieces, held = [], 0
    yield "".join([*pieces, "\n]}\n"]).encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(cell: Cell) -> str | float | list[str] | None:
    if isinstance(cell, tuple):
        return list(cell)
    return text(cell) if isinstance(cell, date) else cell
