"""The audit list as a table: who did what, when, why, from what to what."""

from collections.abc import Iterator

from guarantors.exchange.sheet import Cell, Column, Kind, Sheet
from guarantors.queries import audit
from guarantors.queries.audit import Wanted

COLUMNS = (
    Column("at", Kind.DATETIME, "When it was done, UTC."),
    Column("by", Kind.STRING, "Who did it; empty where the record does not say."),
    Column("verb", Kind.STRING, "What was done."),
    Column("noun", Kind.STRING, "To what kind of thing."),
    Column("ref", Kind.STRING, "The id of that thing."),
    Column("proposal", Kind.STRING, "The proposal that it is about; empty for what belongs to no one proposal."),
    Column("version", Kind.INTEGER, "The version that the act made or ended; empty for things without versions."),
    Column("why", Kind.STRING, "The reason given."),
    Column("changes", Kind.LIST, "What it changed: each field, what it was and what it became."),
)


def sheet(wanted: Wanted) -> Sheet:
    """Every act that is asked for, newest first, read as it is written out."""
    return Sheet("audit", "Audit list", COLUMNS, _rows(wanted))


def _rows(wanted: Wanted) -> Iterator[tuple[Cell, ...]]:
    for deed in audit.every(wanted):
        yield (
            deed.at,
            deed.by or None,
            deed.verb,
            deed.noun,
            deed.ref,
            deed.proposal or None,
            deed.version,
            deed.why or None,
            tuple(str(change) for change in deed.changes),
        )
