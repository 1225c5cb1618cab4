"""What a row of the guarantor table needs of a long history: a bounded part of it, and what would be lost by cutting.

Pure. What is drawn from it is the same as from the whole, but for the steps that are left out, and these are counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Generic, TypeVar

from guarantors.domain import timeline
from guarantors.domain.chart import STALE_AFTER_DAYS

STEPS_AT_MOST = 12
"""So many of the last records of a line are drawn in a sparkline: more could not be told apart in 100 pixels."""

Record = TypeVar("Record", bound=timeline.Assessed)


@dataclass(frozen=True, slots=True)
class LineGist(Generic[Record]):
    """A line that is not empty: its last records, oldest first, how many came before them, and the day of the first.

    `since` is the record that began the present level, `before` the last one of another level on the same day: a
    walk-back, None where the level moved but once on that day.
    """

    steps: tuple[Record, ...]
    left_out: int
    first_day: date
    since: Record
    before: Record | None


def of_line(history: Sequence[Record]) -> LineGist[Record]:
    """The gist of a history, oldest first as `asof.history` gives it. `history` must not be empty."""
    level, place = history[-1].level, len(history) - 1
    while place and history[place - 1].level is level:
        place -= 1
    since = history[place]
    before = history[place - 1] if place and history[place - 1].effective_day == since.effective_day else None
    steps = tuple(history[-STEPS_AT_MOST:])
    return LineGist(steps, len(history) - len(steps), history[0].effective_day, since, before)


def thinned(days: Sequence[date]) -> list[date]:
    """The fewest days, of these in ascending order, that keep a line as fresh and as stale as all of them do.

    A day is left out where its neighbours are near enough to each other that it bridges nothing (`chart.line`).
    """
    kept = list(days[:1])
    for day, following in pairwise(days[1:]):
        if following - kept[-1] > timedelta(days=STALE_AFTER_DAYS):
            kept.append(day)
    return kept + list(days[1:][-1:])
