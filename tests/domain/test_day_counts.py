"""Counts of days, against a plain count."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from guarantors.domain.day_counts import DayCounts

FIRST = date(2020, 1, 1)
some = st.lists(st.integers(0, 400), max_size=60).map(lambda found: [FIRST + timedelta(n) for n in found])


@given(days=some, at=st.integers(-5, 405), most=st.integers(1, 12))
def test_counts_answer_as_a_plain_count_does(days: list[date], at: int, most: int) -> None:
    plain, counts, day = Counter(days), DayCounts.of(days), FIRST + timedelta(at)

    assert counts.on(day) == plain[day]
    assert counts.up_to(day) == sum(item <= day for item in days)
    assert counts.first() == min(days, default=None)
    assert counts.before(day) == max((item for item in days if item < day), default=None)
    assert counts.after(day) == min((item for item in days if item > day), default=None)
    assert counts.busiest(most) == sorted(plain, key=lambda item: (-plain[item], item))[:most]


@given(days=some, end=st.integers(-5, 405), most=st.integers(1, 30))
def test_slots_lose_nothing_and_are_days_where_these_are_few(days: list[date], end: int, most: int) -> None:
    last = FIRST + timedelta(end)
    plain = sorted((day, count) for day, count in Counter(days).items() if day <= last)
    slots = DayCounts.of(days).in_slots(last, most)

    assert len(slots) <= most
    assert sum(count for _, count in slots) == sum(count for _, count in plain)
    assert [day for day, _ in slots] == sorted({day for day, _ in slots} & {day for day, _ in plain})
    if len(plain) <= most:
        assert slots == plain
