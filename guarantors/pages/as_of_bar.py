"""The bar that moves the view in time: the day, the neighbouring changes, days worth a look, and a ruler."""

from dataclasses import dataclass
from datetime import date

from guarantors.address import Address, latest_day, shown_moment, worded, written_moment
from guarantors.domain import axis, chart
from guarantors.domain.day_counts import DayCounts
from guarantors.exchange.spoken import gettext as _
from guarantors.pages import counted

QUICK_DAYS = 4
TALLEST_TICK_PX = 22
TICKS_AT_MOST = 200
"""Of more days than that, spans of time have a tick: there are hardly more pixels."""


@dataclass(frozen=True, slots=True)
class Link:
    href: str
    text: str
    current: bool


@dataclass(frozen=True, slots=True)
class RulerTick:
    x: str
    y: float


@dataclass(frozen=True, slots=True)
class Bar:
    """Ready strings. `days_from_start` is where the slider stands; `earlier` and `later` are changes beside it."""

    day_iso: str
    day: str
    known: str
    known_iso: str
    is_past_knowledge: bool
    first_iso: str
    last_iso: str
    days: int
    days_from_start: int
    earlier: Link | None
    later: Link | None
    quick: tuple[Link, ...]
    ruler: tuple[RulerTick, ...]
    labels: tuple[axis.Tick, ...]
    now_x: str


def of(changed_on: DayCounts, said_on: DayCounts, where: Address, made_on: date) -> Bar:
    """The bar of a view."""
    today, day = where.now.date(), where.day
    first = min(item for item in (made_on, day, changed_on.first(), said_on.first()) if item)
    on = chart.Scale(first, max(today, day)) if first < max(today, day) else chart.scale(first, today)
    later, latest = changed_on.after(day), latest_day(where.now)
    ticks = said_on.in_slots(on.end, TICKS_AT_MOST)
    tallest = max((count for _, count in ticks), default=1)
    known_at = where.known_at
    return Bar(
        day_iso=day.isoformat(),
        day=worded.short_day(day),
        known=shown_moment(known_at) if known_at else _("latest"),
        known_iso=written_moment(known_at) if known_at else "",
        is_past_knowledge=known_at is not None,
        first_iso=on.start.isoformat(),
        last_iso=max(today, day).isoformat(),
        days=(on.end - on.start).days,
        days_from_start=(day - on.start).days,
        earlier=_step(changed_on.before(day), where),
        later=_step(later if later and later <= latest else None, where),
        quick=_quick(changed_on, where, made_on, today),
        ruler=tuple(
            RulerTick(on.x(item), round(28 - TALLEST_TICK_PX * (count / tallest) ** 0.5, 1)) for item, count in ticks
        ),
        labels=tuple(axis.ticks(on, worded)),
        now_x=on.x(day),
    )


def _step(day: date | None, where: Address) -> Link | None:
    return Link(where.with_(as_of=day).query(), worded.short_day(day), False) if day else None


def _quick(changed_on: DayCounts, where: Address, made_on: date, today: date) -> tuple[Link, ...]:
    """The day of the proposal, the days with the most changes, and the latest."""
    days = sorted({*changed_on.busiest(QUICK_DAYS - 1), made_on})
    links = [
        Link(
            where.with_(as_of=day).query(),
            f"{worded.short_day(day)}, {_why(day, changed_on, made_on)}",
            day == where.day,
        )
        for day in days
        if day <= today
    ]
    latest = Link(where.with_(as_of=None).query(), _("Latest"), where.day == today)
    return (*links, latest)


def _why(day: date, changed_on: DayCounts, made_on: date) -> str:
    moved = counted.changes(changed_on.on(day))
    if day != made_on:
        return moved
    return _("proposal made, %(changes)s") % {"changes": moved} if changed_on.on(day) else _("proposal made")
