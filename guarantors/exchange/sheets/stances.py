"""The stance records of a proposal on both clocks: those that count, and those that we have superseded or withdrawn."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache

from guarantors.domain.stance import ORDER
from guarantors.exchange.sheet import Cell, Column, Kind, Sheet
from guarantors.exchange.sheets import clock
from guarantors.queries import proposals, stance_past
from guarantors.queries.proposals import GuarantorBrief, ProposalRow
from guarantors.queries.stance_past import PastRow
from guarantors.queries.stances import ConditionRow, StanceRow

COLUMNS = (
    Column("id", Kind.STRING, "The id of the record within its proposal, the same for each of its versions."),
    Column("version", Kind.INTEGER, "1 for the first version; each correction of ours adds one."),
    Column("actor_code", Kind.STRING, "ISO 3166-1 alpha-3 for a state, an own code for an organisation."),
    Column("actor_name", Kind.STRING, "The name of the guarantor."),
    Column("provision", Kind.STRING, "The provision; empty for the whole proposal."),
    Column("effective_on", Kind.STRING, "From when the stance is in force, as given (EDTF)."),
    Column("effective_day", Kind.DATE, "The last day that the date covers: the stance counts from then."),
    Column("sequence", Kind.INTEGER, "The place within the day, from 1."),
    Column("level", Kind.STRING, "The level assessed."),
    Column("order", Kind.INTEGER, "The rank of the level, 3 to -2: to compare and sort by, never to add."),
    Column("basis", Kind.STRING, "Why it is noncommittal, where that is known."),
    Column("legal_status", Kind.STRING, "How a committed guarantor has bound itself."),
    Column("confidence", Kind.STRING, "How sure the editors are of the level."),
    Column("rationale", Kind.STRING, "Why the words were read so."),
    Column("conditions", Kind.LIST, "What the stance hangs on, each as “kind (status): text”."),
    Column("statements", Kind.LIST, "The ids of the statements that it rests on."),
    Column("verified", Kind.BOOLEAN, "Whether a stored page confirmed the entry; empty where nobody has said."),
    Column("review", Kind.STRING, "How it was reviewed before it was published; empty where it was loaded."),
    *clock.COLUMNS,
)

_RANK = {level.value: order for level, order in ORDER.items()}


def sheet(proposal: ProposalRow, *, as_of: date, known_at: datetime) -> Sheet:
    """Every version of every record that had come into our books by the moment, by guarantor, oldest first."""
    parts = {part.pk: part for part in proposals.guarantors(proposal)}
    found = stance_past.ever_known(list(parts), as_of=as_of, known_at=known_at)
    return Sheet(
        name=f"{proposal.slug}-stances",
        title=f"{proposal.title}: stance records on both clocks",
        columns=COLUMNS,
        rows=_past(found, parts, known_at),
    )


def _past(
    found: Iterable[PastRow], parts: Mapping[int, GuarantorBrief], known_at: datetime
) -> Iterator[tuple[Cell, ...]]:
    """The cells of `COLUMNS`, in the order given: what `rows` says of the same records."""
    moment = lru_cache(maxsize=4096)(clock.kept_moment)  # many records share few days and publications
    day = lru_cache(maxsize=4096)(date.fromisoformat)
    named = {pk: (part.code, part.name) for pk, part in parts.items()}
    for row in found:
        closed = moment(row.superseded_at) if row.superseded_at else None
        if closed is not None and closed > known_at:
            closed = None
        yield (
            row.ref,
            row.version,
            *named[row.guarantor_id],
            row.provision,
            row.effective_on,
            day(row.effective_day),
            row.sequence,
            row.level,
            _RANK[row.level],
            row.basis or None,
            row.legal_status or None,
            row.confidence,
            row.rationale,
            tuple([written_condition(*item) for item in row.conditions]) if row.conditions else (),
            tuple(row.statements),
            clock.KEPT_FLAGS[row.verified],
            row.review or None,
            moment(row.recorded_at),
            row.recorded_by,
            row.reason or None,
            closed,
            row.superseded_by if closed else None,
            row.withdrawal_reason or None if closed else None,
        )


def condition(item: ConditionRow) -> str:
    """A condition in one text: `consent (open): only if Russia takes part`."""
    return written_condition(item.kind, item.status, item.text)


def written_condition(kind: str, status: str, text: str) -> str:
    """The same of its parts."""
    return f"{kind} ({status}): {text}"


def rows(held: Iterable[StanceRow], parts: Mapping[int, GuarantorBrief], known_at: datetime) -> list[tuple[Cell, ...]]:
    """The cells of `COLUMNS`, in the order given."""
    return [
        (
            row.ref,
            row.version,
            parts[row.guarantor_id].code,
            parts[row.guarantor_id].name,
            row.provision,
            row.effective_on.text,
            row.effective_day,
            row.sequence,
            row.level,
            ORDER[row.level],
            row.basis,
            row.legal_status,
            row.confidence,
            row.rationale,
            tuple(condition(item) for item in row.conditions),
            row.statements,
            row.verified,
            row.review,
            *clock.cells(row, known_at),
        )
        for row in held
    ]
