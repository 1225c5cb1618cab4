"""`/sources/` as a table: one source a row, filtered and in order as on the page."""

from datetime import datetime

from guarantors.exchange.sheet import Column, Kind, Sheet
from guarantors.queries.sources import Wanted, listing

COLUMNS = (
    Column("id", Kind.STRING, "Stable id of the source."),
    Column("kind", Kind.STRING, "What was read: article, official, treaty, interview or post."),
    Column("title", Kind.STRING, "Title of the source."),
    Column("publisher", Kind.STRING, "Publisher of the source."),
    Column("authors", Kind.LIST, "Authors, as the source names them."),
    Column("published_on", Kind.DATE, "Day on which it appeared; empty where it is not on record."),
    Column("language", Kind.STRING, "Language of the source."),
    Column("url", Kind.STRING, "Address at which it was read."),
    Column("status", Kind.STRING, "Whether its publisher stands by it, corrected it or withdrew it."),
    Column("verified", Kind.BOOLEAN, "Whether a stored page confirms the entry; empty where nobody has said."),
    Column("statements", Kind.INTEGER, "How many statements it carries or corroborates."),
)


def sources(wanted: Wanted, *, known_at: datetime) -> Sheet:
    """The sources that the page of the same question lists, all its pages one after the other."""
    rows = (
        (
            line.ref,
            line.kind.value,
            line.title,
            line.publisher,
            line.authors,
            line.published_on,
            line.language,
            line.url or None,
            line.status.value,
            line.verified,
            line.statements,
        )
        for line in listing(wanted, known_at=known_at)
    )
    return Sheet("sources", "Sources", COLUMNS, rows)
