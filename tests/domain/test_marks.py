"""Marks: every statement of the time shown is drawn, alone or counted."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from guarantors.domain import chart, marks
from guarantors.domain.stance import Level

BEGIN = date(2022, 3, 29)
ROW = 40

day = st.integers(0, 900).map(lambda count: BEGIN + timedelta(days=count))
spoken = st.lists(
    st.builds(
        marks.Spoken,
        ref=st.text("abc", min_size=1, max_size=5),
        first=st.just(BEGIN),
        last=day,
        level=st.none() | st.sampled_from(Level),
        for_the_state=st.booleans(),
        unnamed=st.booleans(),
        label=st.just("said"),
    ),
    max_size=20,
)


@given(spoken, day)
def test_no_statement_of_the_time_shown_is_lost(found: list[marks.Spoken], end: date) -> None:
    on = chart.scale(BEGIN, end)
    drawn = marks.marks(found, on=on, row_px=ROW)

    assert sum(mark.count for mark in drawn) == sum(on.start <= item.last <= on.end for item in found)
    assert {mark.level for mark in drawn} <= {item.level for item in found}


@given(spoken)
def test_marks_that_stand_together_do_not_cover_each_other(found: list[marks.Spoken]) -> None:
    drawn = marks.marks(found, on=chart.scale(BEGIN, BEGIN + timedelta(days=900)), row_px=ROW)

    places = [(mark.x, mark.y, mark.level) for mark in drawn]
    assert len(set(places)) == len(places)
