"""The days that are named under a plot: as many as have room, the first and the last before all others."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from guarantors.domain import dates
from guarantors.domain.chart import Scale
from guarantors.domain.lettering import PLOT_PX, SPACE_PX, WIDE_PX, span

DAYS_AT_MOST = 62
"""Up to this many days are named as days, more as months and years."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on the time axis; `anchor` keeps the outermost inside the plot, `minor` ones go first when narrow."""

    x: str
    text: str
    anchor: str
    minor: bool


class DayWords(Protocol):
    """How days are worded: as `domain.dates` does, or in another language."""

    def day_without_year(self, day: date) -> str: ...
    def short_month(self, day: date) -> str: ...
    def short_day(self, day: date) -> str: ...


Place = tuple[float, str, str]
"""Where in percent, what, and by which end it is held."""


def ticks(on: Scale, worded: DayWords = dates, narrow_px: float = PLOT_PX) -> list[Tick]:
    """At most nine labels: days, months or years, whichever fits; the first and the last day are always named.

    `narrow_px` is how wide the plot is at least. Where two labels do not fit on it, the last day stands above it.
    """
    by_day = (on.end - on.start).days <= DAYS_AT_MOST
    first = worded.day_without_year(on.start) if by_day else worded.short_month(on.start)
    last = worded.day_without_year(on.end) if by_day else worded.short_day(on.end)
    places: list[Place] = [(0, first, "start")]
    for day in _inner_days(on):
        text = worded.day_without_year(day) if by_day else str(day.year) if day.month == 1 else worded.short_month(day)
        places.append((on.percent(day), text, "middle"))
    places.append((100, last, "end"))
    wide = _with_room(places, WIDE_PX)
    narrow = _with_room(wide, narrow_px)
    return [Tick(f"{place[0]:g}%", place[1], place[2], place not in narrow) for place in wide]


def _with_room(places: list[Place], plot_px: float) -> list[Place]:
    """The first, the last and what has room between them from the left; the first alone where it leaves no room."""
    first, *inner, last = places
    taken = [first]
    end = span(*last, plot_px)[0] - SPACE_PX
    for place in inner:
        left, right = span(*place, plot_px)
        if left >= span(*taken[-1], plot_px)[1] + SPACE_PX and right <= end:
            taken.append(place)
    return [*taken, last] if span(*first, plot_px)[1] <= end else [first]


def _inner_days(on: Scale) -> list[date]:
    length = (on.end - on.start).days
    if length <= DAYS_AT_MOST:
        every = next(size for size in (1, 2, 7, 14) if length / size <= 8)
        return [on.start + timedelta(days=offset) for offset in range(every, length, every)]
    for months in (1, 2, 3, 6, 12, 24, 60, 120, 240, 480):
        if length / (months * 30.44) <= 8:
            break
    at = on.start.year * 12 + on.start.month - 1
    at += months - at % months
    days = []
    while (day := date(at // 12, at % 12 + 1, 1)) < on.end:
        days.append(day)
        at += months
    return days
