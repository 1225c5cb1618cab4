"""Coordinates: nothing is drawn where nothing is on record, and nothing on record is lost."""

from datetime import date, timedelta
from itertools import pairwise

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


@given(day, day)
def test_ticks_name_the_first_and_last_day_and_stay_few(begin: date, end: date) -> None:
    on = chart.scale(begin, end)
    ticks = chart.ticks(on)

    assert (ticks[0].x, ticks[-1].x) == ("0%", "100%")
    assert len(ticks) <= 10
    assert len({tick.text for tick in ticks}) == len(ticks)
