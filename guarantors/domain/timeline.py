"""From records to what changed: periods at one level, changes, reaffirmations, and counts over time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar

from guarantors.domain.stance import Level


class Assessed(Protocol):
    """A record with a level, from a day on (the last that its effective date covers)."""

    @property
    def effective_day(self) -> date: ...
    @property
    def level(self) -> Level: ...


Record = TypeVar("Record", bound=Assessed)


@dataclass(frozen=True, slots=True)
class Period(Generic[Record]):
    """A stretch of one level: `records` are the first assessment and its reaffirmations, `until` the next change.

    A walk-back within a day makes a period of no length: `since == until`. The last period has `until` None.
    """

    level: Level
    since: date
    until: date | None
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Change(Generic[Record]):
    """A move from one level to another; `earlier` is None for the first stance on record."""

    earlier: Level | None
    record: Record


def periods(history: Sequence[Record]) -> list[Period[Record]]:
    """Group a history (oldest first, as `asof.history` gives it) into stretches of one level."""
    runs: list[list[Record]] = []
    for record in history:
        if runs and runs[-1][-1].level is record.level:
            runs[-1].append(record)
        else:
            runs.append([record])
    ends: list[date | None] = [run[0].effective_day for run in runs[1:]]
    return [
        Period(run[0].level, run[0].effective_day, until, tuple(run))
        for run, until in zip(runs, [*ends, None], strict=False)
    ]


def changes(history: Sequence[Record]) -> list[Change[Record]]:
    """Every record that moved the level, oldest first; reaffirmations are left out."""
    found: list[Change[Record]] = []
    for period in periods(history):
        found.append(Change(found[-1].record.level if found else None, period.records[0]))
    return found


def counts(stances: Iterable[Level | None]) -> Mapping[Level | None, int]:
    """How many stand at each level, zeros included; None counts those without a statement."""
    counted: Counter[Level | None] = Counter(stances)
    return {key: counted[key] for key in (*Level, None)}


@dataclass(frozen=True, slots=True)
class DayCounts:
    """How many stood at each level at the end of a day, zeros included; None counts those with nothing on record."""

    day: date
    at: Mapping[Level | None, int]

    @property
    def with_a_stance(self) -> int:
        return sum(count for level, count in self.at.items() if level is not None)


@dataclass(frozen=True, slots=True)
class Asked(Generic[Record]):
    """One of those counted: its history, oldest first, and the days between which it counts (None: no bound known)."""

    history: Sequence[Record]
    since: date | None
    until: date | None


def counts_by_day(asked: Iterable[Asked[Record]], *, begin: date, end: date) -> list[DayCounts]:
    """The counts at the end of `begin`, and of each later day up to `end` on which a count changes, oldest first.

    The counts of a day hold until the next entry: on every day they equal `counts` of `asof.stance` for those asked by
    that day and not yet gone.
    """
    moves: dict[date, Counter[Level | None]] = defaultdict(Counter)
    for one in asked:
        held: tuple[Level | None, ...] = ()
        for day in sorted({begin, *_turns(one)}):
            if begin <= day <= end:
                stands = _stands(one, day)
                moves[day].subtract(held)
                moves[day].update(stands)
                held = stands
    counted: Counter[Level | None] = Counter()
    found: list[DayCounts] = []
    for day in sorted({begin, *moves}):
        counted.update(moves[day])
        at = {key: counted[key] for key in (*Level, None)}
        if not found or at != found[-1].at:
            found.append(DayCounts(day, at))
    return found


def _turns(one: Asked[Record]) -> set[date]:
    """The days on which it can begin to count otherwise."""
    gone = [one.until + timedelta(days=1)] if one.until else []
    return {*(record.effective_day for record in one.history), *([one.since] if one.since else []), *gone}


def _stands(one: Asked[Record], day: date) -> tuple[Level | None, ...]:
    """What it adds to the counts of a day: its level, None for no stance, nothing at all while it is not asked."""
    if (one.since and day < one.since) or (one.until and day > one.until):
        return ()
    return (next((record.level for record in reversed(one.history) if record.effective_day <= day), None),)


def government_left(history: Sequence[Record], changes_of_government: Iterable[date]) -> date | None:
    """The day on which the government that holds the stance left, None while none did or after a reaffirmation.

    DESIGN section 1, Event: a change of government marks a stance as a previous government's until it is reaffirmed.
    Any later record of the line reaffirms or replaces it. A record of the very day of the change does not: nobody can
    tell which government it is of. An imprecise date of a change counts from its last day (section 2, rule 4).
    `history` is oldest first and reaches, like the changes, up to the day shown.
    """
    if not history:
        return None
    return min((day for day in changes_of_government if day >= history[-1].effective_day), default=None)
