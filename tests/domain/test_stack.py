"""The stacked step area: it holds what was counted, piece by piece, and absence never stands in the stack."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from guarantors.domain import asof, chart, timeline
from guarantors.domain.stack import LANE_GAP_PX, TICKS_AT_MOST, Stack, stack
from guarantors.domain.stance import Level
from tests.domain.records import DAY, MOMENT, Record, books

END = DAY + timedelta(days=10)
SCALE = chart.Scale(DAY, END)


def drawn(guarantors: list[list[Record]]) -> tuple[list[timeline.DayCounts], Stack]:
    moment = MOMENT + timedelta(hours=9)
    parts = [timeline.Asked(asof.history(book, END, moment), None, None) for book in guarantors]
    counted = timeline.counts_by_day(parts, begin=DAY, end=END)
    return counted, stack(counted, on=SCALE)


def at(area: Stack, day: date) -> dict[Level | None, int]:
    """What the picture shows at noon of a day: a reader's ruler laid upright."""
    x = SCALE.percent(day) + 5
    found = {}
    for band in area.bands:
        left = float(band.x.rstrip("%"))
        if left <= x < left + float(band.width.rstrip("%")):
            assert band.level not in found
            found[band.level] = band.count
    return found


@given(st.lists(books, max_size=6))
def test_the_area_shows_the_counts_of_every_day(guarantors: list[list[Record]]) -> None:
    counted, area = drawn(guarantors)

    for offset in range(10):
        day = DAY + timedelta(days=offset)
        entry = [entry for entry in counted if entry.day <= day][-1]
        assert at(area, day) == {level: count for level, count in entry.at.items() if count}


@given(st.lists(books, max_size=6))
def test_levels_lie_on_the_base_line_and_absence_hangs_beneath_it(guarantors: list[list[Record]]) -> None:
    _, area = drawn(guarantors)

    assert area.lane == area.base + LANE_GAP_PX
    for band in area.bands:
        if band.level is None:
            assert band.y == area.lane
            assert band.y + band.height <= area.height
        else:
            assert 0 <= band.y < band.y + band.height <= area.base


@given(st.integers(0, 400))
def test_the_axis_names_round_numbers_and_few_of_them(count: int) -> None:
    record = Record(DAY, 1, MOMENT, None, Level.OPEN)
    _, area = drawn([[record]] * count)

    assert len(area.marks) <= TICKS_AT_MOST
    assert (area.marks[0].text, area.marks[0].y) == ("0", area.base)
    assert all(0 <= mark.y <= area.base for mark in area.marks)


def test_the_strongest_for_is_on_top() -> None:
    _, area = drawn([[Record(DAY, 1, MOMENT, None, level)] for level in Level])

    assert [band.level for band in sorted(area.bands, key=lambda band: band.y)] == list(Level)


def test_nobody_asked_draws_nothing() -> None:
    assert stack([], on=SCALE).bands == ()
