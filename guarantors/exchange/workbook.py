"""A sheet as an XLSX workbook: typed cells, the header frozen, and a second sheet that says where it comes from."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import IO, Any

import xlsxwriter

from guarantors.domain.dates import written_moment
from guarantors.exchange.sheet import Cell, Kind, Sheet
from guarantors.exchange.tabular import LICENCE, LICENCE_ADDRESS, LICENCE_TITLE, Provenance, text

LONGEST_CELL = 32_767
"""The limit of the format, in UTF-16 units; a longer text is cut and says so. CSV and JSON have it whole."""

_CUT = " … (cut here: a cell holds no more; the CSV and JSON have the whole text)"
_WIDTHS = {Kind.STRING: 24, Kind.LIST: 30, Kind.DATETIME: 20}
_FIRST_YEAR = 1900
"""A spreadsheet knows no earlier day; such a date is written as text."""


def write(sheet: Sheet, provenance: Provenance, file: IO[bytes]) -> None:
    """Write the workbook, row by row: memory does not grow with the sheet, and no text becomes a formula or a link."""
    book = xlsxwriter.Workbook(
        file,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    moment = provenance.known_at.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": sheet.title, "author": "Guarantor Tracker", "created": moment})
    forms = {
        Kind.DATE: book.add_format({"num_format": "yyyy-mm-dd"}),
        Kind.DATETIME: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
    }
    bold = book.add_format({"bold": True})
    data = book.add_worksheet("Data")
    data.freeze_panes(1, 0)
    for place, column in enumerate(sheet.columns):
        data.set_column(place, place, _WIDTHS.get(column.kind, 12))
        data.write_string(0, place, column.name, bold)
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        for place, cell in enumerate(row):
            _write(data, last, place, cell, forms)
    data.autofilter(0, 0, last, len(sheet.columns) - 1)
    _about(book.add_worksheet("About"), sheet, provenance, bold)
    book.close()


def _write(data: Any, row: int, place: int, cell: Cell, forms: Mapping[Kind, Any]) -> None:
    """One typed cell; nothing where nothing is on record."""
    if cell is None or cell in ("", ()):
        return
    if isinstance(cell, bool):
        data.write_boolean(row, place, cell)
    elif isinstance(cell, int | float):
        data.write_number(row, place, cell)
    elif isinstance(cell, date) and cell.year < _FIRST_YEAR:
        data.write_string(row, place, text(cell))
    elif isinstance(cell, datetime):
        data.write_datetime(row, place, cell.astimezone(UTC).replace(tzinfo=None), forms[Kind.DATETIME])
    elif isinstance(cell, date):
        data.write_datetime(row, place, cell, forms[Kind.DATE])
    else:
        data.write_string(row, place, _fitting(text(cell)))


def _fitting(said: str) -> str:
    if len(said.encode("utf-16-le")) // 2 <= LONGEST_CELL:
        return said
    kept = said.encode("utf-16-le")[: (LONGEST_CELL - len(_CUT)) * 2]
    return kept.decode("utf-16-le", errors="ignore") + _CUT


def _about(page: Any, sheet: Sheet, provenance: Provenance, bold: Any) -> None:
    page.set_column(0, 0, 20)
    page.set_column(1, 1, 100)
    facts = [
        ("Title", sheet.title),
        ("Address", provenance.address),
        ("As of", provenance.as_of.isoformat()),
        ("Known at", written_moment(provenance.known_at)),
        ("Licence", f"{LICENCE}, {LICENCE_TITLE}, {LICENCE_ADDRESS}"),
        ("Moments", "All moments are UTC."),
        ("Empty cells", "Nothing is on record. An absence is never a zero and never a position."),
    ]
    for row, (name, said) in enumerate(facts):
        page.write_string(row, 0, name, bold)
        page.write_string(row, 1, said)
    begin = len(facts) + 1
    page.write_string(begin, 0, "Column", bold)
    page.write_string(begin, 1, "What it says", bold)
    for row, column in enumerate(sheet.columns, start=begin + 1):
        page.write_string(row, 0, column.name)
        page.write_string(row, 1, column.says)
