"""From counts to a stacked step area: how many stood at each level on each day, as x in percent and y in pixels.

Levels are stacked, the strongest for on top, because they are counted and not because ranks can be added. Who has no
stance on record is apart: a lane of its own beneath the base line, which hangs from it and is never part of the stack.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guarantors.domain.chart import ROWS, Scale
from guarantors.domain.stance import Level
from guarantors.domain.timeline import DayCounts

LANE_GAP_PX = 8
TALLEST_PX = 176
"""How high the stack and the lane are together, at most, while one guarantor has at least `THINNEST_PX`."""

THICKEST_PX = 16
THINNEST_PX = 2
TICKS_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Band:
    """`count` guarantors at a level for a stretch of days; `level` None lies in the lane of those without a stance."""

    x: str
    width: str
    y: int
    height: int
    level: Level | None
    count: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled line of the count axis."""

    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Stack:
    """The bands by level, strongest for first, each oldest first; the lane begins at `lane` px, under the base."""

    bands: tuple[Band, ...]
    marks: tuple[Mark, ...]
    base: int
    lane: int
    height: int


def stack(days: Sequence[DayCounts], *, on: Scale) -> Stack:
    """The area of `timeline.counts_by_day`; each entry holds from its day to the next, the last to the scale's end."""
    total = max((sum(entry.at.values()) for entry in days), default=0)
    unit = max(THINNEST_PX, min(THICKEST_PX, TALLEST_PX // max(1, total)))
    tallest = max(1, *(entry.with_a_stance for entry in days)) if days else 1
    base = tallest * unit
    lane = base + LANE_GAP_PX
    bands = [band for level in (*ROWS, None) for band in _bands(days, level, on, unit, lane if level is None else base)]
    absent = max((entry.at[None] for entry in days), default=0)
    return Stack(tuple(bands), _marks(tallest, unit), base, lane, lane + absent * unit)


def _bands(days: Sequence[DayCounts], level: Level | None, on: Scale, unit: int, edge: int) -> list[Band]:
    """The stretches of one level that are drawn as one piece: equally many, at the same height."""
    runs: list[tuple[date, date, int, int]] = []
    for index, entry in enumerate(days):
        until = days[index + 1].day if index + 1 < len(days) else on.end
        count = entry.at[level]
        beneath = 0 if level is None else sum(entry.at[other] for other in ROWS[ROWS.index(level) :])
        begin = entry.day
        if runs and runs[-1][2:] == (beneath, count):
            begin = runs.pop()[0]
        runs.append((begin, until, beneath, count))
    return [
        Band(on.x(begin), on.width(begin, until), edge - beneath * unit, count * unit, level, count)
        for begin, until, beneath, count in runs
        if count and begin < until
    ]


def _marks(tallest: int, unit: int) -> tuple[Mark, ...]:
    """The count axis: at most so many labels, each at a round number, the base line included."""
    every = next(
        digit * 10**power for power in range(9) for digit in (1, 2, 5) if tallest / (digit * 10**power) < TICKS_AT_MOST
    )
    return tuple(Mark((tallest - count) * unit, str(count)) for count in range(0, tallest + 1, every))
