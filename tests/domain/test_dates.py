"""Dates as given."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantors.domain import dates
from guarantors.domain.errors import Refused

calendar = st.dates(min_value=date(dates.EARLIEST_YEAR, 1, 1))


@pytest.mark.parametrize(
    ("text", "first", "last", "short"),
    [
        ("2022-03-30", date(2022, 3, 30), date(2022, 3, 30), "30 Mar 2022"),
        ("2022-03", date(2022, 3, 1), date(2022, 3, 31), "Mar 2022"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "Feb 2024"),
        ("1994", date(1994, 1, 1), date(1994, 12, 31), "1994"),
        ("2022-03-28/2022-03-30", date(2022, 3, 28), date(2022, 3, 30), "28 Mar 2022 to 30 Mar 2022"),
    ],
)
def test_a_date_covers_its_days_and_stays_as_given(text: str, first: date, last: date, short: str) -> None:
    found = dates.parse(text)

    assert (found.text, found.first, found.last, dates.short(found)) == (text, first, last, short)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2022-02-30", "there is no day 30 in February 2022; it has 28 days"),
        ("2022-13", "there is no month 13"),
        ("2022-00-01", "there is no month 00"),
        ("30.03.2022", "is not a date; write 2022-03-30"),
        ("2022-3-30", "is not a date"),
        ("0001-01-01", "is before 1800"),
        ("2022-03-30/2022-03-28", "ends before it begins"),
        ("2022-03-30/2022-03-30", "one day; write one date"),
        ("", "is not a date"),
        ("２０２２-03-30", "is not a date"),
        ("2022-03-30/", "is not a date"),
    ],
)
def test_an_impossible_date_is_refused_with_the_fact(text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        dates.parse(text, "as_of")


@given(st.text(max_size=24) | st.from_regex(r"\d{4}-\d{2}-\d{2}(/.*)?", fullmatch=True))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = dates.parse(text)
    except Refused:
        return
    assert found.first <= found.last


@given(calendar)
def test_every_day_of_the_calendar_is_read_back(day: date) -> None:
    assert dates.parse_day(day.isoformat()) == day


@given(calendar, calendar, calendar)
def test_the_latest_possible_day_is_covered_and_not_after_publication(one: date, other: date, published: date) -> None:
    first, last = min(one, other), max(one, other)
    given_date = dates.GivenDate("x", first, last)
    if first > published:
        with pytest.raises(Refused, match="after the source was published"):
            dates.latest_possible(dates.GivenDate(first.isoformat(), first, last), published)
        return
    assert first <= dates.latest_possible(given_date, published) <= min(last, published)
    assert dates.latest_possible(given_date, None) == last


def test_a_day_alone_is_asked_for_where_a_month_is_given() -> None:
    with pytest.raises(Refused, match="is not a single day"):
        dates.parse_day("2022-03")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (1, "1 day"),
        (20, "20 days"),
        (21, "3 weeks"),
        (70, "2 months"),
        (729, "23 months"),
        (731, "2 years"),
    ],
)
def test_a_span_is_said_in_the_unit_that_fits(days: int, said: str) -> None:
    assert dates.span_in_words(days) == said


@given(st.integers(0, 200_000))
def test_a_longer_span_is_never_said_in_a_smaller_unit(days: int) -> None:
    units = ["today", "day", "week", "month", "year"]

    def unit(count: int) -> int:
        return units.index(dates.span_in_words(count).split()[-1].removesuffix("s"))

    assert unit(days) <= unit(days + 1)
    assert dates.days_between(date(2022, 1, 1), date(2022, 1, 1) + timedelta(days=days)) == days
