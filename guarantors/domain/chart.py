"""From dates to coordinates: the step chart of one guarantor, as x in percent and y in pixels (STYLE, chart geometry).

Time is linear in days. The six rows are equally high because they are rows of a list, not because the steps are equal
in meaning. Nothing is drawn where nothing is on record.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from guarantors.domain.stance import Level

ROWS: tuple[Level, ...] = tuple(Level)
STALE_AFTER_DAYS = 90
"""Without a statement for this long the line thins: the stance still stands, but nobody has said so lately."""

LABEL_GAP_PERCENT = 12.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Days from `start` to `end`, `end` after `start`."""

    start: date
    end: date

    def percent(self, day: date) -> float:
        """Where the day lies, 0 to 100; days outside lie on the edge."""
        if day <= self.start:
            return 0.0
        if day >= self.end:
            return 100.0
        first = self.start.toordinal()
        return round(100 * ((day.toordinal() - first) / (self.end.toordinal() - first)), 2)

    def x(self, day: date) -> str:
        return f"{self.percent(day):g}%"

    def width(self, first: date, last: date) -> str:
        return f"{round(self.percent(last) - self.percent(first), 2):g}%"


def scale(begin: date, end: date) -> Scale:
    """The scale from a tenth of the span (at least a day) before `begin`, or before `end` where that is earlier."""
    begin = min(begin, end)
    return Scale(begin - timedelta(days=max(1, (end - begin).days // 10)), end)


@dataclass(frozen=True, slots=True)
class Step:
    """What the line needs of a record."""

    day: date
    level: Level
    low_confidence: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """A horizontal piece of the line."""

    x1: str
    x2: str
    y: float
    level: Level
    low: bool
    stale: bool


@dataclass(frozen=True, slots=True)
class Riser:
    """The upright between two levels."""

    x: str
    y1: float
    y2: float


@dataclass(frozen=True, slots=True)
class Gap:
    """The time asked without a statement on record; `label_x` is set when it is wide enough for words."""

    x: str
    width: str
    label_x: str | None


@dataclass(frozen=True, slots=True)
class Tip:
    """The glyph at the end of the line."""

    x: str
    y: float
    level: Level


@dataclass(frozen=True, slots=True)
class Line:
    """A stance over time: empty tuples and no tip where nothing is on record."""

    segments: tuple[Segment, ...]
    risers: tuple[Riser, ...]
    gap: Gap | None
    tip: Tip | None


def row_y(level: Level | None, row_px: float) -> float:
    """The middle of a level's row; None is the lane beneath the six rows."""
    index = len(ROWS) if level is None else ROWS.index(level)
    return index * row_px + row_px / 2


def line(
    steps: Sequence[Step],
    *,
    on: Scale,
    row_px: float,
    asked_on: date | None,
    said_days: Iterable[date] | None = (),
    first_day: date | None = None,
) -> Line:
    """The step line of a history (oldest first): each stance holds from its day to the next or to the scale's end.

    `asked_on` is when the guarantor was asked, None if that day is unknown: no gap is hatched then, for the beginning
    of the silence is not known. `said_days` are the days of its statements, which keep the line thick; None where it is
    drawn too small to thin. `first_day` is that of the first record, where `steps` are only the last ones: between the
    two nothing is drawn.
    """
    segments: list[Segment] = []
    risers: list[Riser] = []
    spoken = None if said_days is None else sorted({*said_days, *(step.day for step in steps)})
    for index, step in enumerate(steps):
        y = row_y(step.level, row_px)
        until = steps[index + 1].day if index + 1 < len(steps) else on.end
        segments += [
            Segment(on.x(first), on.x(last), y, step.level, step.low_confidence, stale)
            for first, last, stale in _by_staleness(max(step.day, on.start), until, spoken)
        ]
        if index and step.day >= on.start and steps[index - 1].level is not step.level:
            before, after = sorted((row_y(steps[index - 1].level, row_px), y))
            risers.append(Riser(on.x(step.day), before, after))
    tip = Tip("100%", row_y(steps[-1].level, row_px), steps[-1].level) if steps else None
    return Line(
        tuple(segments), tuple(risers), _gap(first_day or (steps[0].day if steps else on.end), on, asked_on), tip
    )


def _by_staleness(first: date, last: date, spoken: Sequence[date] | None) -> list[tuple[date, date, bool]]:
    """Cut [first, last] into fresh and stale pieces, by the days, in order, on which something was said."""
    if spoken is None:
        return [(first, last, False)] if first < last else []
    after = bisect_right(spoken, first)
    heard = [spoken[after - 1] if after else first, *spoken[after : bisect_left(spoken, last)]]
    pieces: list[tuple[date, date, bool]] = []
    for said, until in zip(heard, [*heard[1:], last], strict=True):
        fresh_until = min(said + timedelta(days=STALE_AFTER_DAYS), until)
        for begin, end, stale in ((max(said, first), fresh_until, False), (max(fresh_until, first), until, True)):
            if begin >= end:
                continue
            if pieces and pieces[-1][2] is stale:
                begin = pieces.pop()[0]
            pieces.append((begin, end, stale))
    return pieces


def _gap(until: date, on: Scale, asked_on: date | None) -> Gap | None:
    if asked_on is None:
        return None
    if until <= max(asked_on, on.start):
        return None
    left, right = on.percent(asked_on), on.percent(until)
    label_x = f"{round((right + left) / 2, 2):g}%" if right - left >= LABEL_GAP_PERCENT else None
    return Gap(f"{left:g}%", f"{round(right - left, 2):g}%", label_x)
