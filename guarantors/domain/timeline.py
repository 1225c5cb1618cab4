"""From records to what changed: periods at one level, changes, reaffirmations, and counts over time."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from guarantors.domain import asof
from guarantors.domain.stance import Level


class Assessed(asof.Dated, Protocol):
    """A dated record with a level."""

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
