"""Which lines did what was recorded after a moment move, and how did they stand before it and after it?

Asked inside a rehearsal, it tells what an act would do; both clocks are on record, so that before and after are read
from the same rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from guarantors.domain import asof, books
from guarantors.domain.books import Entry
from guarantors.domain.stance import Level
from guarantors.models import Proposal, StanceRecord, Statement, StatementVersion
from guarantors.queries import stances, statements
from guarantors.queries.matches import Filters, matches
from guarantors.queries.proposals import GuarantorBrief, ProposalRow, guarantors
from guarantors.queries.stances import StanceRow
from guarantors.queries.statements import StatementRow

DRAWN = 500
"""A chart with more statements shows their number and no more of them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A guarantor's records on the whole (None) or on one provision, oldest first, before and after.

    `entries` are what was done to them, oldest first.
    """

    guarantor: GuarantorBrief
    provision: str | None
    before: tuple[StanceRow, ...]
    after: tuple[StanceRow, ...]
    entries: tuple[Entry[StanceRow], ...]


@dataclass(frozen=True, slots=True)
class Effects:
    """The answer. `standings` are those asked with their level on the whole, before and after, as of the day.

    `said` are the versions of statements newly on record, and `withdrawn` the refs of those taken back.
    """

    lines: tuple[Line, ...]
    standings: tuple[tuple[GuarantorBrief, Level | None, Level | None], ...]
    said: tuple[StatementRow, ...]
    withdrawn: frozenset[str]

    @property
    def silent(self) -> list[StatementRow]:
        """The statements newly on record that cannot set a stance."""
        return [row for row in self.said if row.version == 1 and not row.for_the_state]


def last_change(proposal_id: int) -> datetime:
    """When anything of the proposal was last recorded: what was known then is all that is on record."""
    moment: datetime = Proposal.objects.values_list("changed_at", flat=True).get(pk=proposal_id)
    return moment


def effects(proposal: ProposalRow, *, since: datetime, began: datetime, as_of: date) -> Effects:
    """What was recorded after `since` did; none of it was before `began`. A fixed number of SQL queries.

    Quick, since it is asked while others wait for the proposal.
    """
    known_at = max(last_change(proposal.pk), since)
    parts = {part.pk: part for part in guarantors(proposal)}
    lines = _lines(proposal, parts, since, known_at)
    # Not a join: the few rows of now are found by when they were recorded, not by walking through the proposal.
    own = Exists(Statement.objects.filter(pk=OuterRef("statement_id"), proposal_id=proposal.pk))
    fresh = StatementVersion.objects.filter(own, recorded_at__gte=began).order_by("-recorded_at", "-pk")
    closed = StatementVersion.objects.filter(own, ~Q(withdrawal_reason=""), superseded_at__gte=began)
    withdrawn = closed.order_by("-superseded_at", "-pk")
    return Effects(
        lines=tuple(lines),
        standings=tuple(_standings(proposal, parts, lines, as_of, known_at)),
        said=tuple(statements.by_id(list(fresh.values_list("pk", flat=True))).values()),
        withdrawn=frozenset(withdrawn.values_list("statement__ref", flat=True)),
    )


def heard(proposal: ProposalRow, code: str, found: Effects, *, since: datetime, as_of: date) -> list[StatementRow]:
    """What would have been said on behalf of one actor, oldest first: what was known before, and what is found new.

    Of what was known, the newest that a chart can show.
    """
    newest = matches(None, Filters(proposal=proposal.slug, actor=code, last_day=as_of), since).walk(True, None)
    before = statements.by_id([pk for _, pk in newest[:DRAWN]], then=proposal.then).values()
    gone = found.withdrawn | {row.ref for row in found.said}
    new = [row for row in found.said if row.said_last <= as_of and code in [actor for actor, _ in row.actors]]
    kept = [row for row in before if row.ref not in gone]
    return sorted([*kept, *new], key=lambda row: (row.said_last, row.sequence, row.statement_id))


def _lines(proposal: ProposalRow, parts: dict[int, GuarantorBrief], since: datetime, known_at: datetime) -> list[Line]:
    recorded = Q(recorded_at__gt=since, recorded_at__lte=known_at)
    closed = Q(superseded_at__gt=since, superseded_at__lte=known_at)
    touched = StanceRecord.objects.filter(recorded | closed, guarantor__in=list(parts)).order_by()
    ids = set(touched.values_list("guarantor_id", flat=True))
    if not ids:
        return []
    was = stances.ever_known(proposal.pk, known_at=since, guarantor_ids=ids)
    became = stances.ever_known(proposal.pk, known_at=known_at, guarantor_ids=ids)
    entries = books.entries(became, since=since, until=known_at)[::-1]
    found = []
    for pk, part in parts.items():
        for provision in (None, *(item.slug for item in proposal.provisions)) if pk in ids else ():
            before = _history(was, pk, provision, since)
            after = _history(became, pk, provision, known_at)
            if [row.pk for row in before] != [row.pk for row in after]:
                found.append(Line(part, provision, before, after, _of_line(entries, pk, provision)))
    return found


def _history(rows: Sequence[StanceRow], pk: int, provision: str | None, at: datetime) -> tuple[StanceRow, ...]:
    own = (row for row in rows if (row.guarantor_id, row.provision) == (pk, provision))
    return tuple(asof.history(own, date.max, at))


def _of_line(entries: Sequence[Entry[StanceRow]], pk: int, provision: str | None) -> tuple[Entry[StanceRow], ...]:
    """What was done to the records of a line; one that was moved to another line was done to both."""
    return tuple(
        entry
        for entry in entries
        if any((row.guarantor_id, row.provision) == (pk, provision) for row in (entry.was, entry.became) if row)
    )


def _standings(
    proposal: ProposalRow,
    parts: dict[int, GuarantorBrief],
    lines: Sequence[Line],
    as_of: date,
    known_at: datetime,
) -> list[tuple[GuarantorBrief, Level | None, Level | None]]:
    """Nothing where no line on the whole moved."""
    moved = {line.guarantor.pk: line for line in lines if line.provision is None}
    if not moved:
        return []
    now = stances.current(proposal.pk, as_of=as_of, known_at=known_at)
    found = []
    for pk, part in parts.items():
        if part.is_asked_on(as_of):
            after = now[pk].level if pk in now else None
            found.append((part, _level(moved[pk].before, as_of) if pk in moved else after, after))
    return found


def _level(line: Sequence[StanceRow], as_of: date) -> Level | None:
    return next((row.level for row in reversed(line) if row.effective_day <= as_of), None)
