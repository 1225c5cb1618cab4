"""What a page shows of the changes between two days: the last of them, so that it stays short whatever the history.

`changes.changes` gives the same whole, for files. Here each list is read from its end along an index.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from guarantors.domain.books import Entry, EntryKind
from guarantors.domain.stance import Level
from guarantors.models import StanceRecord, StatementVersion
from guarantors.models.counting import counted
from guarantors.queries import events, gists, stances, statements
from guarantors.queries.changes import Act, Changes, Move, asked_lines, asked_parties
from guarantors.queries.proposals import GuarantorBrief, ProposalRow
from guarantors.queries.stances import StanceRow
from guarantors.queries.statements import StatementRow

AT_MOST = 100
"""So many changes and reaffirmations are shown, up to whole days, and so many acts of ours of either kind."""

_READ_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Ends:
    """Where one line stood at the end of the first day and of the last; None where nothing was on record."""

    guarantor: GuarantorBrief
    provision: str | None
    before: Level | None
    after: Level | None

    @property
    def differs(self) -> bool:
        return self.before is not self.after


@dataclass(frozen=True, slots=True)
class Shown:
    """`changes` as `changes.changes` gives them, cut: `moves` begin with the day `begins`, the first of the two days
    where all are there, and `standings` are empty, for `ends` say what a page needs of them. Counts are of all moves.
    `more_acts` and `more_said` say whether there are earlier acts than those shown.
    """

    changes: Changes
    begins: date
    ends: tuple[Ends, ...]
    changed: int
    reaffirmed: int
    more_acts: bool
    more_said: bool


def shown(
    proposal: ProposalRow,
    *,
    first: date,
    last: date,
    known_at: datetime,
    since: datetime | None = None,
    about_from: date = date.min,
    provision: str | None = None,
    actor: str | None = None,
) -> Shown:
    """What a page shows of `changes.changes` with the same words. Raises `Refused` as it does."""
    parties, parts = asked_parties(proposal, actor)
    asked = asked_lines(proposal, provision)
    lines = _Lines(parts, asked, known_at)
    days = gists.line_days(proposal, list(parts) if actor else None, asked, known_at=known_at)
    begins = days.recorded.reaching_back(first, last, AT_MOST)
    acts = lines.acts(since, about_from, last)
    said = _said(proposal.pk, since, about_from, last, known_at, actor)
    moves = lines.moves(begins, last)
    resting = [move.record for move in moves] + [row for act in acts[:AT_MOST] for row in _rows(act.entry)]
    changed = days.changed.between(first, last)
    return Shown(
        changes=Changes(
            proposal=proposal,
            parties=parties,
            first=first,
            last=last,
            moves=tuple(moves),
            standings=(),
            acts=tuple(acts[:AT_MOST]),
            said=tuple(said[:AT_MOST]),
            events=tuple(row for row in events.events(proposal.pk, as_of=last) if row.last_day >= first),
            statements=statements.latest_by_refs({ref for row in resting for ref in row.statements}, known_at=known_at),
        ),
        begins=begins,
        ends=tuple(lines.ends(first, last)),
        changed=changed,
        reaffirmed=days.recorded.between(first, last) - changed,
        more_acts=len(acts) > AT_MOST,
        more_said=len(said) > AT_MOST,
    )


def _rows(entry: Entry[StanceRow]) -> list[StanceRow]:
    return [row for row in (entry.was, entry.became) if row]


class _Lines:
    """The lines of some parties on some provisions, as known at a moment."""

    def __init__(self, parts: dict[int, GuarantorBrief], asked: Sequence[str | None], known_at: datetime) -> None:
        self._parts, self._asked, self._known_at = parts, asked, known_at

    def moves(self, first: date, last: date) -> list[Move]:
        """Every record that came into force in these days, newest day first, within a day in the order of source."""
        found = self._records().filter(counted(last, self._known_at), self._touches("", first, last))
        rows = stances.by_ids(found.order_by().values_list("pk", flat=True), known_at=self._known_at)
        moved = list({row.guarantor_id for row in rows})
        held = stances.levels(moved, self._asked, as_of=first - timedelta(days=1), known_at=self._known_at)
        moves = []
        for row in rows:  # oldest first
            line = row.guarantor_id, row.provision
            moves.append(Move(self._parts[row.guarantor_id], held.get(line), row))
            held[line] = row.level
        parts = {pk: place for place, pk in enumerate(self._parts)}
        columns = {slug: place for place, slug in enumerate(self._asked)}
        return sorted(
            moves,
            key=lambda move: (
                -move.record.effective_day.toordinal(),
                parts[move.record.guarantor_id],
                columns[move.record.provision],
            ),
        )

    def ends(self, first: date, last: date) -> list[Ends]:
        """Where each line stood on the two days; on provisions only where something was on record."""
        before, after = (
            stances.levels(list(self._parts), self._asked, as_of=day, known_at=self._known_at) for day in (first, last)
        )
        lines = [(part, slug) for part in self._parts.values() for slug in self._asked]
        ends = [Ends(part, slug, before.get((part.pk, slug)), after.get((part.pk, slug))) for part, slug in lines]
        return [line for line in ends if line.provision is None or line.before or line.after]

    def acts(self, since: datetime | None, about_from: date, last: date) -> list[Act]:
        """The last acts of ours about these days, one more than are shown where there are more; newest first."""
        closed = self._records().filter(superseded_at__lte=self._known_at)
        if since:
            closed = closed.filter(superseded_at__gt=since)
        about = self._touches("", about_from, last) | self._touches("replaced_by__", about_from, last)
        ended = closed.filter(about).order_by("-superseded_at", "-ref", "-version")
        pairs = list(ended.values_list("pk", "replaced_by")[: AT_MOST + 1])
        made = list[int]()
        if since:
            new = self._records().filter(
                self._touches("", about_from, last), version=1, recorded_at__gt=since, recorded_at__lte=self._known_at
            )
            made = list(new.order_by("-recorded_at", "-ref").values_list("pk", flat=True)[: AT_MOST + 1])
        ids = {pk for pair in pairs for pk in pair if pk} | set(made)
        rows = {row.pk: row for row in stances.by_ids(ids, known_at=self._known_at)}
        entries = [_closing(rows[was], rows[became] if became else None) for was, became in pairs]
        entries += [Entry(EntryKind.NEW, rows[pk].recorded_at, None, rows[pk], rows[pk].reason) for pk in made]
        entries.sort(key=lambda entry: (entry.at, entry.latest.ref, entry.latest.version), reverse=True)
        return [Act(self._parts[entry.latest.guarantor_id], entry) for entry in entries[: AT_MOST + 1]]

    def _records(self) -> QuerySet[StanceRecord]:
        return StanceRecord.objects.filter(guarantor__in=list(self._parts))

    def _touches(self, path: str, first: date, last: date) -> Q:
        slugs = [slug for slug in self._asked if slug]
        on = Q(**{f"{path}provision__slug__in": slugs})
        if None in self._asked:
            on |= Q(**{f"{path}provision__isnull": True, f"{path}pk__isnull": False})
        return on & Q(**{f"{path}effective_day__gte": first, f"{path}effective_day__lte": last})


def _closing(was: StanceRow, became: StanceRow | None) -> Entry[StanceRow]:
    if became:
        return Entry(EntryKind.CORRECTION, became.recorded_at, was, became, became.reason)
    assert was.superseded_at is not None
    return Entry(EntryKind.WITHDRAWAL, was.superseded_at, was, None, was.withdrawal_reason)


def _said(
    proposal: int, since: datetime | None, about_from: date, last: date, known_at: datetime, actor: str | None
) -> list[Entry[StatementRow]]:
    """The last acts of ours on statements about these days, one more than are shown where there are more."""

    def is_asked(entry: Entry[StatementRow]) -> bool:
        row = entry.latest
        return about_from <= row.said_last <= last and (actor is None or actor in [code for code, _ in row.actors])

    versions = StatementVersion.objects.filter(statement__proposal=proposal)
    closed = versions.filter(superseded_at__lte=known_at).order_by("-superseded_at", "-statement__ref", "-version")
    new = versions.none()
    if since:
        closed = closed.filter(superseded_at__gt=since)
        new = versions.filter(version=1, recorded_at__gt=since, recorded_at__lte=known_at)
    found = _first(closed, _closings, is_asked)
    found += _first(new.order_by("-recorded_at", "-statement__ref"), _new, is_asked)
    found.sort(key=lambda entry: (entry.at, entry.latest.ref, entry.latest.version), reverse=True)
    return found[: AT_MOST + 1]


def _first(
    versions: QuerySet[StatementVersion],
    entries: Callable[[list[StatementRow]], list[Entry[StatementRow]]],
    is_asked: Callable[[Entry[StatementRow]], bool],
) -> list[Entry[StatementRow]]:
    """The first acts on these versions that are asked for, one more than are shown where there are more."""
    found, start = list[Entry[StatementRow]](), 0
    while len(found) <= AT_MOST:
        ids = list(versions.values_list("pk", flat=True)[start : start + _READ_AT_ONCE])
        if not ids:
            break
        rows = statements.by_id(ids)
        found += [entry for entry in entries([rows[pk] for pk in ids]) if is_asked(entry)]
        start += len(ids)
    return found[: AT_MOST + 1]


def _closings(rows: list[StatementRow]) -> list[Entry[StatementRow]]:
    """What closed each of these versions: the one that took its place, or its withdrawal."""
    later = statements.after(rows)
    found = []
    for row in rows:
        became = later.get((row.ref, row.version + 1))
        if became:
            found.append(Entry(EntryKind.CORRECTION, became.recorded_at, row, became, became.reason))
        elif row.superseded_at:
            found.append(Entry(EntryKind.WITHDRAWAL, row.superseded_at, row, None, row.withdrawal_reason))
    return found


def _new(rows: list[StatementRow]) -> list[Entry[StatementRow]]:
    return [Entry(EntryKind.NEW, row.recorded_at, None, row, row.reason) for row in rows]
