"""Coordinates: nothing is drawn where nothing is on record, and nothing on record is lost."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantors.domain import chart
from guarantors.domain.stance import Level

BEGIN = date(2022, 3, 29)
ROW = 40

offsets = st.integers(0, 900)
day = offsets.map(lambda count: BEGIN + timedelta(days=count))
steps = st.lists(
    st.builds(chart.Step, day=day, level=st.sampled_from(Level), low_confidence=st.booleans()), max_size=8
).map(lambda found: sorted(found, key=lambda step: step.day))


def percent(x: str) -> float:
    return float(x.removesuffix("%"))


@given(day, day, day)
def test_later_days_lie_further_right_within_the_plot(end: date, one: date, other: date) -> None:
    on = chart.scale(BEGIN, end)
    first, last = sorted((one, other))

    assert 0 <= on.percent(first) <= on.percent(last) <= 100
    assert on.percent(on.end) == 100


@given(steps, day)
def test_the_line_runs_from_the_first_step_to_the_end_without_a_hole(found: list[chart.Step], end: date) -> None:
    on = chart.scale(BEGIN, end)
    drawn = chart.line([step for step in found if step.day <= end], on=on, row_px=ROW, asked_on=BEGIN)

    ends = [(percent(piece.x1), percent(piece.x2)) for piece in drawn.segments]
    assert all(left[1] == right[0] for left, right in pairwise(ends))
    if ends:
        assert ends[-1][1] == 100


@given(steps, day)
def test_the_line_lies_only_on_rows_of_levels_on_record(found: list[chart.Step], end: date) -> None:
    held = [step for step in found if step.day <= end]
    drawn = chart.line(held, on=chart.scale(BEGIN, end), row_px=ROW, asked_on=BEGIN)

    assert {piece.level for piece in drawn.segments} <= {step.level for step in held}
    assert (drawn.tip is None) == (not held)


@given(steps, day)
def test_the_gap_ends_where_the_line_begins(found: list[chart.Step], end: date) -> None:
    held = [step for step in found if step.day <= end]
    on = chart.scale(BEGIN, end)
    drawn = chart.line(held, on=on, row_px=ROW, asked_on=BEGIN)
    begins = on.percent(held[0].day) if held else 100

    if drawn.gap:
        assert percent(drawn.gap.x) + percent(drawn.gap.width) <= begins + 0.02
    assert chart.line(held, on=on, row_px=ROW, asked_on=None).gap is None


def test_the_line_thins_after_ninety_days_of_silence_and_thickens_with_the_next_word() -> None:
    on = chart.Scale(BEGIN, BEGIN + timedelta(days=400))
    step = chart.Step(BEGIN, Level.OPEN, False)
    spoke = BEGIN + timedelta(days=200)

    drawn = chart.line([step], on=on, row_px=ROW, asked_on=None, said_days=[spoke])

    assert [(piece.x1, piece.x2, piece.stale) for piece in drawn.segments] == [
        ("0%", "22.5%", False),
        ("22.5%", "50%", True),
        ("50%", "72.5%", False),
        ("72.5%", "100%", True),
    ]


PLOT = chart.Scale(BEGIN, BEGIN + timedelta(days=1000))
"""A thousand days: every day lies on a round tenth of a percent, so that drawings are compared exactly."""

plot_day = st.integers(-200, 1000).map(lambda count: BEGIN + timedelta(days=count))
plot_steps = st.lists(
    st.builds(chart.Step, day=plot_day, level=st.sampled_from(Level), low_confidence=st.booleans()), max_size=6
).map(lambda found: sorted(found, key=lambda step: step.day))
asked = st.none() | plot_day
said = st.lists(plot_day, max_size=8)


def drawn_day(piece: chart.Segment, day: date) -> bool:
    return percent(piece.x1) <= percent(PLOT.x(day)) < percent(piece.x2)


@given(plot_steps, st.none() | said)
def test_each_day_is_drawn_once_as_the_record_in_force_and_thin_after_ninety_days_without_a_word(
    held: list[chart.Step], said_days: list[date] | None
) -> None:
    drawn = chart.line(held, on=PLOT, row_px=ROW, asked_on=None, said_days=said_days)

    for day in (PLOT.start + timedelta(days=count) for count in range(1000)):
        found = [(piece.level, piece.low, piece.y, piece.stale) for piece in drawn.segments if drawn_day(piece, day)]
        in_force = [step for step in held if step.day <= day][-1:]
        spoken = [word for word in [*(said_days or ()), *(step.day for step in held)] if word <= day]
        thin = said_days is not None and bool(spoken) and (day - max(spoken)).days >= 90
        assert found == [(step.level, step.low_confidence, chart.row_y(step.level, ROW), thin) for step in in_force]


@given(plot_steps, said)
def test_the_line_begins_with_the_first_step_and_ends_with_the_plot(
    held: list[chart.Step], said_days: list[date]
) -> None:
    drawn = chart.line(held, on=PLOT, row_px=ROW, asked_on=None, said_days=said_days)

    ends = [(percent(piece.x1), percent(piece.x2)) for piece in drawn.segments]
    assert all(left < right for left, right in ends)
    assert all(left[1] == right[0] for left, right in pairwise(ends))
    if held and held[0].day < PLOT.end:
        assert (ends[0][0], ends[-1][1]) == (PLOT.percent(held[0].day), 100)
    assert drawn.tip == (chart.Tip("100%", chart.row_y(held[-1].level, ROW), held[-1].level) if held else None)


@given(plot_steps)
def test_an_upright_stands_at_every_change_within_the_plot_and_nowhere_else(held: list[chart.Step]) -> None:
    drawn = chart.line(held, on=PLOT, row_px=ROW, asked_on=None)

    moved = [(one, two) for one, two in pairwise(held) if one.level != two.level and two.day >= PLOT.start]
    assert [(riser.x, {riser.y1, riser.y2}) for riser in drawn.risers] == [
        (PLOT.x(two.day), {chart.row_y(one.level, ROW), chart.row_y(two.level, ROW)}) for one, two in moved
    ]
    assert all(riser.y1 < riser.y2 for riser in drawn.risers)


@given(plot_steps, asked)
def test_the_gap_is_the_time_from_being_asked_to_the_first_stance(
    held: list[chart.Step], asked_on: date | None
) -> None:
    gap = chart.line(held, on=PLOT, row_px=ROW, asked_on=asked_on).gap
    until = held[0].day if held else PLOT.end
    if asked_on is None or until <= max(asked_on, PLOT.start):
        assert gap is None
        return

    assert gap is not None
    begin, end = PLOT.percent(asked_on), PLOT.percent(until)
    assert (percent(gap.x), round(percent(gap.x) + percent(gap.width), 2)) == (begin, end)
    assert (gap.label_x is not None) == (round(end - begin, 2) >= chart.LABEL_GAP_PERCENT)
    assert gap.label_x is None or abs(percent(gap.label_x) - (begin + end) / 2) <= 0.01


@given(day, day)
def test_the_scale_begins_a_tenth_of_the_span_and_at_least_a_day_before(begin: date, end: date) -> None:
    on = chart.scale(begin, end)
    span = max((end - begin).days, 0)

    assert on.end == end
    assert (min(begin, end) - on.start).days == max(1, span // 10)


def test_the_six_rows_are_equally_high_with_committed_on_top_and_a_lane_beneath() -> None:
    places = [chart.row_y(row, ROW) for row in (*Level, None)]

    assert places == [20, 60, 100, 140, 180, 220, 260]


def test_words_in_quick_succession_leave_the_line_in_one_piece() -> None:
    said_days = [BEGIN + timedelta(days=count) for count in range(0, 1000, 90)]

    drawn = chart.line([chart.Step(BEGIN, Level.OPEN, False)], on=PLOT, row_px=ROW, asked_on=None, said_days=said_days)

    assert [(piece.x1, piece.x2, piece.stale) for piece in drawn.segments] == [("0%", "100%", False)]


@pytest.mark.parametrize(("days", "labelled"), [(119, False), (120, True), (121, True)])
def test_a_gap_is_labelled_from_twelve_percent_on(days: int, labelled: bool) -> None:
    step = chart.Step(BEGIN + timedelta(days=days), Level.OPEN, False)
    gap = chart.line([step], on=PLOT, row_px=ROW, asked_on=BEGIN).gap

    assert gap is not None
    assert (gap.label_x is not None) is labelled


def test_a_silence_that_ended_before_the_plot_is_not_drawn() -> None:
    step = chart.Step(BEGIN - timedelta(days=50), Level.OPEN, False)

    assert chart.line([step], on=PLOT, row_px=ROW, asked_on=BEGIN - timedelta(days=100)).gap is None
