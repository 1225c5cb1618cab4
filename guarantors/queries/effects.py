"""Which lines did what was recorded after a moment move, and how did they stand before it and after it?

Asked inside a rehearsal, it tells what an act would do; both clocks are on record, so that before and after are read
from the same rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from guarantors.domain import asof, books
from guarantors.domain.books import Entry
from guarantors.domain.stance import Level
from guarantors.domain.voice import Directness, Voice, speaks_for_the_state
from guarantors.models import Proposal, StanceRecord, StatementVersion
from guarantors.queries import stances, statements
from guarantors.queries.proposals import GuarantorBrief, ProposalRow, guarantors
from guarantors.queries.stances import StanceRow
from guarantors.queries.statements import StatementRow


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

    `silent` are the statements newly on record that cannot set a stance, by voice and directness; `heard` is what was
    said on behalf of the first guarantors whose lines moved, by their code.
    """

    lines: tuple[Line, ...]
    standings: tuple[tuple[GuarantorBrief, Level | None, Level | None], ...]
    silent: tuple[tuple[Voice, Directness], ...]
    heard: dict[str, list[StatementRow]]


def last_change(proposal_id: int) -> datetime:
    """When anything of the proposal was last recorded: what was known then is all that is on record."""
    moment: datetime = Proposal.objects.values_list("changed_at", flat=True).get(pk=proposal_id)
    return moment


def effects(proposal: ProposalRow, *, since: datetime, as_of: date, charts: int) -> Effects:
    """What was recorded after `since` did. A fixed number of SQL queries, and three more for each of the `charts`."""
    known_at = max(last_change(proposal.pk), since)
    parts = {part.pk: part for part in guarantors(proposal)}
    lines = _lines(proposal, parts, since, known_at)
    shown = list(dict.fromkeys(line.guarantor.code for line in lines))[:charts]
    return Effects(
        lines=tuple(lines),
        standings=tuple(_standings(proposal, parts, lines, as_of, known_at)),
        silent=_silent(proposal, since, known_at),
        heard={
            code: statements.of_actor(proposal.pk, code, as_of=as_of, known_at=known_at, then=proposal.then)
            for code in shown
        },
    )


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


def _silent(proposal: ProposalRow, since: datetime, known_at: datetime) -> tuple[tuple[Voice, Directness], ...]:
    said = StatementVersion.objects.filter(
        statement__proposal_id=proposal.pk, version=1, recorded_at__gt=since, recorded_at__lte=known_at
    )
    found = [(Voice(voice), Directness(way)) for voice, way in said.values_list("voice", "directness")]
    return tuple(pair for pair in found if not speaks_for_the_state(*pair))
