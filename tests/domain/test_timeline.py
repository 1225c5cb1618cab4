"""Periods, changes and counts."""

from hypothesis import given
from hypothesis import strategies as st

from guarantors.domain import asof, timeline
from guarantors.domain.stance import Level
from tests.domain.records import Record, books

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
