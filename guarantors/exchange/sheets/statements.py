"""What was said about a proposal, as the pages show it: one row a statement, in its version known at the moment."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache

from guarantors.domain.voice import Directness, Voice, speaks_for_the_state
from guarantors.exchange.sheet import Cell, Column, Kind, Sheet
from guarantors.exchange.sheets.clock import KEPT_FLAGS, kept_moment
from guarantors.queries import statement_past
from guarantors.queries.proposals import ProposalRow
from guarantors.queries.statement_past import SaidRow
from guarantors.queries.statements import StatementRow

COLUMNS = (
    Column("id", Kind.STRING, "The id of the statement: /statements/<id>/ is its page."),
    Column("version", Kind.INTEGER, "1 for the first version; each correction of ours adds one."),
    Column("actors", Kind.LIST, "The codes of those on whose behalf it was made."),
    Column("said_on", Kind.STRING, "When it was said, as given (EDTF)."),
    Column("said_first", Kind.DATE, "The first day on which it can have been said."),
    Column("said_last", Kind.DATE, "The last day on which it can have been said: it counts from then."),
    Column("sequence", Kind.INTEGER, "The place within the day, from 1."),
    Column("speaker", Kind.STRING, "Who spoke; empty for an unnamed voice or an institution."),
    Column("office", Kind.STRING, "The office held at the time, as the source has it."),
    Column("relayed_by", Kind.STRING, "Who passed the words on."),
    Column("relayed_office", Kind.STRING, "The office of who passed them on."),
    Column("voice", Kind.STRING, "The function of the speaker."),
    Column("identification", Kind.STRING, "Whether the source names the speaker."),
    Column("directness", Kind.STRING, "How the words reached the source."),
    Column("for_the_state", Kind.BOOLEAN, "Whether such words can set the stance of a state."),
    Column("summary", Kind.STRING, "What was said, in our words."),
    Column("quote", Kind.STRING, "The words of the source, in its language."),
    Column("quote_language", Kind.STRING, "The language of the quotation (BCP 47)."),
    Column("verified", Kind.BOOLEAN, "Whether a stored page confirmed the entry; empty where nobody has said."),
    Column("source", Kind.STRING, "The id of the source: /sources/<id>/ is its page."),
    Column("source_title", Kind.STRING, "The title of the source."),
    Column("source_publisher", Kind.STRING, "Who published it."),
    Column("source_published_on", Kind.DATE, "When it was published; empty where that is not on record."),
    Column("source_status", Kind.STRING, "Whether its publisher still stands by it."),
    Column("recorded_at", Kind.DATETIME, "When this version came into our books (UTC)."),
    Column("reason", Kind.STRING, "Why it replaces the version before; empty for a first version."),
)


def sheet(proposal: ProposalRow, *, as_of: date, known_at: datetime) -> Sheet:
    """Every statement about a proposal, oldest first."""
    found = statement_past.of_proposal(proposal.pk, as_of=as_of, known_at=known_at, then=proposal.then)
    return Sheet(f"{proposal.slug}-statements", f"{proposal.title}: statements", COLUMNS, _past(found))


def _past(found: Iterable[SaidRow]) -> Iterator[tuple[Cell, ...]]:
    """The cells of `COLUMNS`: what `cells` says of the same statements."""
    moment, day = lru_cache(maxsize=4096)(kept_moment), lru_cache(maxsize=4096)(date.fromisoformat)
    binds = {(voice.value, way.value): speaks_for_the_state(voice, way) for voice in Voice for way in Directness}
    for row in found:
        source = row.source
        yield (
            row.ref,
            row.version,
            tuple(row.actors),
            row.said_on,
            day(row.said_first),
            day(row.said_last),
            row.sequence,
            row.speaker or None,
            row.office or None,
            row.relayed_by or None,
            row.relayed_office or None,
            row.voice,
            row.identification,
            row.directness,
            binds[row.voice, row.directness],
            row.summary,
            row.quote or None,
            row.quote_language or None,
            KEPT_FLAGS[row.verified],
            source.ref,
            source.title,
            source.publisher,
            source.published_on,
            source.status.value,
            moment(row.recorded_at),
            row.reason or None,
        )


def cells(row: StatementRow) -> tuple[Cell, ...]:
    """One statement, in the order of `COLUMNS`."""
    return (
        row.ref,
        row.version,
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
        row.reason or None,
    )
