"""Periods, changes and counts."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from guarantors.domain import asof, timeline
from guarantors.domain.stance import Level
from tests.domain.records import DAY, MOMENT, Record, books

histories = books.map(lambda records: sorted(records, key=asof.order))


@given(histories)
def test_periods_hold_every_record_once_in_order(history: list[Record]) -> None:
    periods = timeline.periods(history)

    assert [record for period in periods for record in period.records] == history


@given(histories)
def test_periods_follow_each_other_without_a_hole(history: list[Record]) -> None:
    periods = timeline.periods(history)

    assert [period.until for period in periods[:-1]] == [period.since for period in periods[1:]]
    assert all(period.until is None for period in periods[-1:])


@given(histories)
def test_a_change_is_always_to_another_level(history: list[Record]) -> None:
    for change in timeline.changes(history):
        assert change.earlier is not change.record.level


@given(histories)
def test_changes_lead_from_nothing_to_the_last_level(history: list[Record]) -> None:
    changes = timeline.changes(history)

    assert [change.earlier for change in changes] == [None, *(change.record.level for change in changes)][:-1] * bool(
        changes
    )
    assert not history or changes[-1].record.level is history[-1].level


@given(st.lists(st.none() | st.sampled_from(Level)))
def test_counts_name_every_level_and_absence_apart(stances: list[Level | None]) -> None:
    counted = timeline.counts(stances)

    assert list(counted) == [*Level, None]
    assert counted[None] == stances.count(None)
    assert sum(counted.values()) == len(stances)


@given(histories)
def test_a_period_is_one_level_from_its_first_record(history: list[Record]) -> None:
    for period in timeline.periods(history):
        assert {record.level for record in period.records} == {period.level}
        assert period.since == period.records[0].effective_day
        assert all(period.until is None or record.effective_day <= period.until for record in period.records)


@given(histories)
def test_neighbouring_periods_differ(history: list[Record]) -> None:
    levels = [period.level for period in timeline.periods(history)]

    assert all(earlier is not later for earlier, later in pairwise(levels))


@given(histories)
def test_changes_are_the_records_at_which_the_level_moved(history: list[Record]) -> None:
    moved = [record for index, record in enumerate(history) if not index or history[index - 1].level != record.level]

    assert [change.record for change in timeline.changes(history)] == moved


@given(st.lists(st.none() | st.sampled_from(Level)))
def test_each_level_is_counted_alone_zeros_included(stances: list[Level | None]) -> None:
    assert {level: timeline.counts(stances)[level] for level in Level} == {
        level: stances.count(level) for level in Level
    }


def test_a_walk_back_within_a_day_makes_a_period_of_no_length() -> None:
    morning = Record(DAY, 1, MOMENT, None, Level.SUPPORTIVE)
    afternoon = Record(DAY, 2, MOMENT, None, Level.OPEN)

    assert [(period.since, period.until) for period in timeline.periods([morning, afternoon])] == [
        (DAY, DAY),
        (DAY, None),
    ]
