"""Counts over time equal the plain rule on every day, and a stance outlives its government only until reaffirmed."""

from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from guarantors.domain import asof, timeline
from guarantors.domain.stance import Level
from tests.domain.records import DAY, MOMENT, Record, books, days, moments

END = DAY + timedelta(days=8)


def on(day: date, sequence: int, level: Level) -> Record:
    return Record(day, sequence, MOMENT, None, level)


@st.composite
def asked(draw: st.DrawFn) -> tuple[list[Record], date | None, date | None]:
    """A book, and the days between which its guarantor counts."""
    since = draw(st.none() | days)
    until = draw(st.none() | st.integers(0, 6).map(lambda length: (since or DAY) + timedelta(days=length)))
    return draw(books), since, until


everybody = st.lists(asked(), max_size=5)


def counted(
    guarantors: list[tuple[list[Record], date | None, date | None]], begin: date, moment: datetime
) -> list[timeline.DayCounts]:
    parts = [timeline.Asked(asof.history(book, END, moment), since, until) for book, since, until in guarantors]
    return timeline.counts_by_day(parts, begin=begin, end=END)


@given(everybody, days, moments)
def test_the_counts_of_any_day_are_the_stances_of_those_asked_by_it(
    guarantors: list[tuple[list[Record], date | None, date | None]], begin: date, moment: datetime
) -> None:
    found = counted(guarantors, begin, moment)

    for offset in range((END - begin).days + 1):
        day = begin + timedelta(days=offset)
        stances = [
            asof.stance(book, day, moment)
            for book, since, until in guarantors
            if (since is None or since <= day) and (until is None or day <= until)
        ]
        in_force = [entry for entry in found if entry.day <= day][-1]

        assert in_force.at == timeline.counts(stance and stance.level for stance in stances)


@given(everybody, days)
def test_an_entry_stands_only_for_a_day_on_which_a_count_changes(
    guarantors: list[tuple[list[Record], date | None, date | None]], begin: date
) -> None:
    found = counted(guarantors, begin, MOMENT)

    assert found[0].day == begin
    assert all(earlier.day < later.day for earlier, later in pairwise(found))
    assert all(earlier.at != later.at for earlier, later in pairwise(found))
    assert all(count >= 0 for entry in found for count in entry.at.values())


def test_two_that_change_places_on_a_day_change_no_count() -> None:
    later = DAY + timedelta(days=2)
    one = [on(DAY, 1, Level.OPEN), on(later, 1, Level.OPPOSED)]
    other = [on(DAY, 1, Level.OPPOSED), on(later, 1, Level.OPEN)]

    parts = [timeline.Asked(one, None, None), timeline.Asked(other, None, None)]
    assert [entry.day for entry in timeline.counts_by_day(parts, begin=DAY, end=END)] == [DAY]


def test_a_walk_back_within_a_day_counts_as_the_day_ended() -> None:
    walked_back = timeline.Asked([on(DAY, 1, Level.SUPPORTIVE), on(DAY, 2, Level.OPEN)], None, None)
    found = timeline.counts_by_day([walked_back], begin=DAY, end=END)

    assert [(entry.day, entry.with_a_stance, entry.at[Level.OPEN]) for entry in found] == [(DAY, 1, 1)]


def test_a_change_of_government_marks_the_stance_until_a_later_record() -> None:
    held = [on(DAY, 1, Level.OPEN)]
    change = DAY + timedelta(days=3)

    assert timeline.government_left(held, []) is None
    assert timeline.government_left(held, [change]) == change
    assert timeline.government_left([*held, on(change + timedelta(days=1), 1, Level.OPEN)], [change]) is None


def test_a_record_of_the_very_day_does_not_reaffirm() -> None:
    assert timeline.government_left([on(DAY, 1, Level.OPEN)], [DAY]) == DAY


def test_the_first_change_since_the_record_ended_its_government() -> None:
    first, second = DAY + timedelta(days=3), DAY + timedelta(days=9)

    assert timeline.government_left([on(DAY, 1, Level.OPEN)], [second, first, DAY - timedelta(days=9)]) == first


def test_nothing_on_record_is_nobodys_stance() -> None:
    assert timeline.government_left([], [DAY]) is None


@given(books, st.lists(days))
def test_a_stance_is_of_its_own_government_exactly_when_no_change_came_since(
    book: list[Record], changes: list[date]
) -> None:
    history = asof.history(book, END, MOMENT + timedelta(hours=9))
    left = timeline.government_left(history, changes)

    assert (left is None) == (not history or all(day < history[-1].effective_day for day in changes))
    assert left is None or left in changes
