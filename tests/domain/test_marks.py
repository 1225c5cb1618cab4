"""Marks: every statement of the time shown is drawn, alone or counted."""

import random
from datetime import date, timedelta
from itertools import pairwise

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


busy = st.lists(
    st.builds(
        marks.Spoken,
        ref=st.integers(0, 10**6).map(str),
        first=st.integers(-20, 60).map(lambda count: BEGIN + timedelta(days=count)),
        last=st.integers(60, 70).map(lambda count: BEGIN + timedelta(days=count)),
        level=st.sampled_from([None, Level.OPEN, Level.OPPOSED]),
        for_the_state=st.booleans(),
        unnamed=st.booleans(),
        label=st.just("said"),
    ),
    max_size=16,
    unique_by=lambda item: item.ref,
)
QUARTER = chart.Scale(BEGIN, BEGIN + timedelta(days=100))


@given(busy)
def test_at_most_three_marks_stand_on_each_other_around_their_row(found: list[marks.Spoken]) -> None:
    alone = [mark for mark in marks.marks(found, on=QUARTER, row_px=ROW) if mark.count == 1]

    for place in {(mark.x, mark.level) for mark in alone}:
        stack = [mark.y for mark in alone if (mark.x, mark.level) == place]
        assert len(stack) <= marks.STACK_AT_MOST
        assert all(abs(y - chart.row_y(place[1], ROW)) <= marks.STACK_PX for y in stack)
        assert all(below - above >= marks.STACK_PX for above, below in pairwise(sorted(stack)))


@given(busy)
def test_a_mark_alone_is_its_statement_at_its_latest_day_with_a_whisker_where_uncertain(
    found: list[marks.Spoken],
) -> None:
    by_ref = {item.ref: item for item in found}

    for mark in marks.marks(found, on=QUARTER, row_px=ROW):
        item = by_ref[mark.ref]
        assert mark.level is item.level
        if mark.count == 1:
            whisker = QUARTER.x(item.first) if item.first < item.last else None
            assert (mark.x, mark.whisker_x, mark.label) == (QUARTER.x(item.last), whisker, item.label)
            assert (mark.for_the_state, mark.unnamed) == (item.for_the_state, item.unnamed)


@given(busy)
def test_a_counted_mark_stands_for_more_than_a_stack_and_says_so(found: list[marks.Spoken]) -> None:
    for mark in marks.marks(found, on=QUARTER, row_px=ROW):
        if mark.count > 1:
            assert mark.count > (1 if mark.level is None else marks.STACK_AT_MOST)
            assert mark.label == ""
            assert mark.y == chart.row_y(mark.level, ROW)


@given(busy, st.randoms())
def test_marks_do_not_hang_on_the_order_of_entry(found: list[marks.Spoken], chance: random.Random) -> None:
    shuffled = chance.sample(found, len(found))

    assert sorted(marks.marks(shuffled, on=QUARTER, row_px=ROW), key=str) == sorted(
        marks.marks(found, on=QUARTER, row_px=ROW), key=str
    )


def test_three_of_one_day_are_one_mark_and_two_are_a_stack_within_the_row() -> None:
    four = [marks.Spoken(ref, BEGIN, BEGIN, Level.OPEN, True, False, "said") for ref in "abcd"]

    assert [mark.count for mark in marks.marks(four, on=QUARTER, row_px=ROW)] == [4]
    assert [mark.count for mark in marks.marks(four[:3], on=QUARTER, row_px=ROW)] == [3]
    assert [mark.y for mark in marks.marks(four[:2], on=QUARTER, row_px=ROW)] == [90, 110]
    assert marks.marks(four, on=QUARTER, row_px=ROW)[0].days == (BEGIN, BEGIN)


def test_a_counted_mark_speaks_for_the_state_when_one_does_and_is_nameless_only_when_all_are() -> None:
    state = [marks.Spoken(ref, BEGIN, BEGIN, Level.OPEN, True, True, "said") for ref in "abcd"]
    mixed = [*state, marks.Spoken("e", BEGIN, BEGIN, Level.OPEN, False, False, "said")]

    assert [(m.for_the_state, m.unnamed) for m in marks.marks(state, on=QUARTER, row_px=ROW)] == [(True, True)]
    assert [(m.for_the_state, m.unnamed) for m in marks.marks(mixed, on=QUARTER, row_px=ROW)] == [(True, False)]


def test_the_lane_beneath_the_rows_counts_and_never_stacks() -> None:
    two = [marks.Spoken(ref, BEGIN, BEGIN, None, False, False, "said") for ref in "ab"]

    assert [(mark.count, mark.y) for mark in marks.marks(two, on=QUARTER, row_px=ROW)] == [(2, 260)]


def test_a_certain_day_has_no_whisker() -> None:
    certain = marks.Spoken("a", BEGIN, BEGIN, Level.OPEN, True, False, "said")

    assert [mark.whisker_x for mark in marks.marks([certain], on=QUARTER, row_px=ROW)] == [None]
