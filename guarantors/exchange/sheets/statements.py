"""`/statements/` as a table: one statement a row, found and put in order as on the page."""

from collections.abc import Iterator
from datetime import datetime

from guarantors.exchange.sheet import Cell, Column, Kind, Sheet
from guarantors.queries.search import MOST_COUNTED, Sort, Wanted, every
from guarantors.queries.statements import StatementRow

COLUMNS = (
    Column("id", Kind.STRING, "Stable id of the statement."),
    Column("version", Kind.INTEGER, "Counts our corrections of the entry, from 1."),
    Column("proposal", Kind.STRING, "Slug of the proposal that it is about."),
    Column("actors", Kind.LIST, "Codes of the actors on whose behalf it was made."),
    Column("said_on", Kind.STRING, "Day, month, year or interval of speech, as given (EDTF)."),
    Column("said_first", Kind.DATE, "First day on which it can have been made."),
    Column("said_last", Kind.DATE, "Last day on which it can have been made; an imprecise date counts from it."),
    Column("sequence", Kind.INTEGER, "Place within the day, from 1."),
    Column("speaker", Kind.STRING, "Name of the speaker; empty where the source names none."),
    Column("office", Kind.STRING, "Office held at the time, as the source gives it."),
    Column("relayed_by", Kind.STRING, "Who spoke for the speaker."),
    Column("relayed_office", Kind.STRING, "Office of whoever spoke for the speaker."),
    Column("voice", Kind.STRING, "Function of the speaker."),
    Column("identification", Kind.STRING, "Whether the source says who spoke."),
    Column("directness", Kind.STRING, "How the words reached the source."),
    Column("speaks_for_the_state", Kind.BOOLEAN, "Whether such words can set a stance."),
    Column("summary", Kind.STRING, "What was said, in our words."),
    Column("quote", Kind.STRING, "The words themselves, in their language."),
    Column("quote_language", Kind.STRING, "Language of the quotation."),
    Column("verified", Kind.BOOLEAN, "Whether a stored page confirms the entry; empty where nobody has said."),
    Column("source", Kind.STRING, "Id of the source."),
    Column("source_title", Kind.STRING, "Title of the source."),
    Column("publisher", Kind.STRING, "Publisher of the source."),
    Column("published_on", Kind.DATE, "Day on which the source appeared."),
    Column("source_status", Kind.STRING, "Whether its publisher still stands by the source."),
    Column("recorded_at", Kind.DATETIME, "When this version came into our books (UTC)."),
)


def statements(wanted: Wanted, *, known_at: datetime) -> Sheet:
    """The statements that the page of the same question lists, all its pages one after the other.

    By best match that is the newest 1,000 that match, as on the page, and the title says so.
    """
    title = f"Statements with “{wanted.q}”" if wanted.q else "Statements"
    if wanted.q and wanted.order is Sort.RELEVANCE:
        title += f", best match first (the newest {MOST_COUNTED:,} at most)"
    return Sheet("statements", title, COLUMNS, _rows(wanted, known_at))


def _rows(wanted: Wanted, known_at: datetime) -> Iterator[tuple[Cell, ...]]:
    for row in every(wanted, known_at=known_at):
        yield cells(row)


def cells(row: StatementRow) -> tuple[Cell, ...]:
    """One statement, in the order of `COLUMNS`."""
    return (
        row.ref,
        row.version,
        row.proposal_slug,
        tuple(code for code, _ in row.actors),
        row.said_on.text,
        row.said_first,
        row.said_last,
        row.sequence,
        row.speaker or None,
        row.office or None,
        row.relayed_by or None,
        row.relayed_office or None,
        row.voice.value,
        row.identification.value,
        row.directness.value,
        row.for_the_state,
        row.summary,
        row.quote or None,
        row.quote_language or None,
        row.verified,
        row.source.ref,
        row.source.title,
        row.source.publisher,
        row.source.published_on,
        row.source.status.value,
        row.recorded_at,
    )
