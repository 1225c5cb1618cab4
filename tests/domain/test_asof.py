"""The two clocks."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from guarantors.domain import asof
from guarantors.domain.stance import Level
from tests.domain.records import DAY, MOMENT, Record, books, days, moments, record


def plainly(records: list[Record], as_of: date, known_at: datetime) -> Record | None:
    """DESIGN section 2, rule 6, word for word."""
    counted = []
    for item in records:
        effective = item.effective_day <= as_of
        recorded = item.recorded_at <= known_at
        superseded = item.superseded_at is not None and item.superseded_at <= known_at
        if effective and recorded and not superseded:
            counted.append(item)
    counted.sort(key=lambda item: (item.effective_day, item.sequence, item.recorded_at))
    return counted[-1] if counted else None


@given(books, days, moments)
def test_stance_is_the_plain_reading_of_the_rule(records: list[Record], as_of: date, known_at: datetime) -> None:
    assert asof.stance(records, as_of, known_at) == plainly(records, as_of, known_at)


@given(books, days, moments, st.randoms())
def test_the_order_of_entry_never_matters(
    records: list[Record], as_of: date, known_at: datetime, chance: random.Random
) -> None:
    shuffled = chance.sample(records, len(records))

    assert asof.history(shuffled, as_of, known_at) == asof.history(records, as_of, known_at)


@given(books, record(), days, moments)
def test_a_later_record_never_changes_what_was_known_before_it(
    records: list[Record], later: Record, as_of: date, known_at: datetime
) -> None:
    later = replace(later, recorded_at=known_at + timedelta(seconds=1), superseded_at=None)

    assert asof.stance([*records, later], as_of, known_at) == asof.stance(records, as_of, known_at)


@given(books.filter(bool), st.data(), days, moments)
def test_a_later_correction_never_changes_what_was_known_before_it(
    records: list[Record], data: st.DataObject, as_of: date, known_at: datetime
) -> None:
    index = data.draw(st.integers(0, len(records) - 1))
    when = known_at + timedelta(seconds=1)
    wrong = records[index]
    closed = replace(wrong, superseded_at=wrong.superseded_at or when)
    successor = replace(wrong, recorded_at=when, superseded_at=None, level=Level.OPPOSED)
    before = asof.stance(records, as_of, known_at)

    after = asof.stance([*records[:index], closed, *records[index + 1 :], successor], as_of, known_at)

    assert (after is None) == (before is None)
    if before and after:
        assert replace(after, superseded_at=None) == replace(before, superseded_at=None)


def test_the_last_of_a_day_is_its_highest_sequence() -> None:
    morning = Record(DAY, 1, MOMENT + timedelta(hours=1), None, Level.SUPPORTIVE)
    afternoon = Record(DAY, 2, MOMENT, None, Level.OPEN)

    found = asof.stance([afternoon, morning], DAY, MOMENT + timedelta(hours=2))

    assert found == afternoon


def test_nothing_on_record_is_none() -> None:
    assert asof.stance([Record(DAY, 1, MOMENT, None, Level.OPEN)], DAY - timedelta(days=1), MOMENT) is None


def as_assessed(record: Record) -> tuple[date, int, datetime, Level]:
    return record.effective_day, record.sequence, record.recorded_at, record.level


WEEK = [DAY + timedelta(days=count) for count in range(7)]


@given(books, record(), moments, moments)
def test_a_record_added_later_changes_no_day_as_known_before(
    records: list[Record], late: Record, added_at: datetime, known_at: datetime
) -> None:
    late = replace(late, recorded_at=added_at + timedelta(hours=1), superseded_at=None)
    known_at = min(known_at, late.recorded_at - timedelta(microseconds=1))

    for as_of in WEEK:
        assert asof.history([*records, late], as_of, known_at) == asof.history(records, as_of, known_at)


@given(books.filter(bool), record(), st.data())
def test_a_correction_changes_no_day_as_known_before_and_holds_from_its_moment(
    records: list[Record], successor: Record, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(records) - 1))
    wrong = replace(records[index], superseded_at=None)
    records = [*records[:index], wrong, *records[index + 1 :]]
    at = wrong.recorded_at + timedelta(minutes=data.draw(st.integers(1, 600)))
    successor = replace(successor, recorded_at=at, superseded_at=None)
    corrected = [*records[:index], replace(wrong, superseded_at=at), *records[index + 1 :], successor]
    before = data.draw(moments.filter(lambda moment: moment < at) | st.just(at - timedelta(microseconds=1)))

    for as_of in WEEK:
        now_read = [as_assessed(item) for item in asof.history(corrected, as_of, before)]
        assert now_read == [as_assessed(item) for item in asof.history(records, as_of, before)]
        held = asof.history(corrected, as_of, at)
        assert as_assessed(wrong) not in [as_assessed(item) for item in held]
        assert (successor in held) == (successor.effective_day <= as_of)


@given(books, days, moments)
def test_the_stance_is_the_last_of_its_history(records: list[Record], as_of: date, known_at: datetime) -> None:
    history = asof.history(records, as_of, known_at)

    assert asof.stance(records, as_of, known_at) == (history[-1] if history else None)
    assert sorted(history, key=as_assessed) == history
