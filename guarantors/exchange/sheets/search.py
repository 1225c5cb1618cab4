"""`/statements/` as a table: one statement a row, found and put in order as on the page."""

from collections.abc import Iterator
from datetime import datetime

from guarantors.exchange.sheet import Cell, Column, Kind, Sheet
from guarantors.exchange.sheets import statements
from guarantors.queries.search import MOST_COUNTED, Sort, Wanted, every
from guarantors.queries.then import Then

COLUMNS = (Column("proposal", Kind.STRING, "Slug of the proposal that it is about."), *statements.COLUMNS)


def sheet(wanted: Wanted, *, known_at: datetime, then: Then | None = None) -> Sheet:
    """The statements that the page of the same question lists, all its pages one after the other.

    By best match that is the newest 1,000 that match, as on the page, and the title says so.
    """
    title = f"Statements with “{wanted.q}”" if wanted.q else "Statements"
    if wanted.q and wanted.order is Sort.RELEVANCE:
        title += f", best match first (the newest {MOST_COUNTED:,} at most)"
    return Sheet("statements", title, COLUMNS, _rows(wanted, known_at, then))


def _rows(wanted: Wanted, known_at: datetime, then: Then | None) -> Iterator[tuple[Cell, ...]]:
    for row in every(wanted, known_at=known_at, then=then):
        yield row.proposal_slug, *statements.cells(row)
