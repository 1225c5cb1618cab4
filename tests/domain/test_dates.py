"""Dates as given."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantors.domain import dates
from guarantors.domain.errors import Breach, Refused

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
        ("2022-03-00", "there is no day 00 in March 2022"),
        ("2022-13", "there is no month 13"),
        ("2022-00-01", "there is no month 00"),
        ("30.03.2022", "is not a date; write 2022-03-30"),
        ("2022-3-30", "is not a date"),
        ("0001-01-01", "is before 1800"),
        ("2022-03-30/2022-03-28", "ends before it begins"),
        ("2022-03-30/2022-03-30", "one day; write one date"),
        ("2022-03-31/2022-03", "one day; write one date"),
        ("2022-03/2022-03-01", "one day; write one date"),
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
    with pytest.raises(Refused, match="is not a day; write it as"):
        dates.parse_day("2022-03")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "the same day"),
        (1, "1 day"),
        (2, "2 days"),
        (20, "20 days"),
        (21, "3 weeks"),
        (70, "2 months"),
        (69, "9 weeks"),
        (729, "23 months"),
        (730, "23 months"),
        (731, "2 years"),
    ],
)
def test_a_span_is_said_in_the_unit_that_fits(days: int, said: str) -> None:
    assert dates.span_in_words(days) == said


@given(st.integers(0, 200_000))
def test_a_longer_span_is_never_said_in_a_smaller_unit(days: int) -> None:
    units = ["the same day", "day", "week", "month", "year"]

    def unit(count: int) -> int:
        return units.index(dates.span_in_words(count).split()[-1].removesuffix("s"))

    assert unit(days) <= unit(days + 1)
    assert dates.days_between(date(2022, 1, 1), date(2022, 1, 1) + timedelta(days=days)) == days


nearly = st.from_regex(r"[0-9]{1,5}([-/.][0-9]{1,3}){0,3}[ \n]?(/[0-9]{4}(-[0-9]{2}){0,2})?", fullmatch=True)
parts = calendar.flatmap(lambda day: st.sampled_from([day.isoformat(), f"{day:%Y-%m}", f"{day:%Y}"]))
SIZES = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}


@given(nearly | st.text(), st.sampled_from([dates.parse, dates.parse_day]))
def test_what_is_no_date_is_refused_at_its_field_by_one_rule(
    text: str, read: Callable[[str, str], dates.GivenDate | date]
) -> None:
    found: list[Breach] = []
    try:
        read(text, "said_on")
    except Refused as refused:
        found += refused.breaches

    assert [(breach.rule, breach.field) for breach in found] in ([], [("date-is-possible", "said_on")])


@given(calendar)
def test_a_day_a_month_and_a_year_cover_all_their_days_and_no_other(day: date) -> None:
    for text, shared in ((f"{day}", ("day", "month", "year")), (f"{day}"[:7], ("month", "year")), (f"{day}"[:4], ())):
        found = dates.parse(text)

        assert found.text == text
        assert found.first <= day <= found.last
        assert found.is_day == ("day" in shared)
        for inside in (found.first, found.last):
            assert all(getattr(inside, name) == getattr(day, name) for name in shared)
        assert (found.last - found.first).days + 1 in {3: (1,), 2: (28, 29, 30, 31), 0: (365, 366)}[len(shared)]


@given(parts, parts)
def test_an_interval_runs_from_the_first_day_of_one_to_the_last_day_of_the_other(one: str, other: str) -> None:
    first, last = dates.parse(one).first, dates.parse(other).last
    if first >= last or one == other:
        with pytest.raises(Refused, match="ends before it begins or is one day"):
            dates.parse(f"{one}/{other}")
        return
    found = dates.parse(f"{one}/{other}")

    assert (found.text, found.first, found.last) == (f"{one}/{other}", first, last)
    assert not found.is_day


@given(parts, calendar)
def test_words_count_from_the_last_day_on_which_they_can_have_been_said(text: str, published: date) -> None:
    said = dates.parse(text)
    covered = [day for day in (said.last, published) if said.first <= day <= min(said.last, published)]
    if covered:
        assert dates.latest_possible(said, published) == max(covered)
    else:
        with pytest.raises(Refused) as caught:
            dates.latest_possible(said, published)
        assert caught.value.breaches[0].rule == "said-before-published"


def test_a_span_is_never_said_longer_than_it_is_nor_a_week_shorter_than_the_day_before() -> None:
    def at_least(count: int) -> float:
        number, unit = dates.span_in_words(count).split()
        assert (number == "1") != unit.endswith("s")
        return int(number) * SIZES[unit.removesuffix("s")]

    for days in range(1, 2000):
        assert at_least(days) <= days
        assert at_least(days) < at_least(days + 1) + 7


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("2022-03-05", "5 Mar 2022", "5 March 2022"),
        ("2022-03", "Mar 2022", "March 2022"),
        ("2022", "2022", "2022"),
        ("2021-12/2022-01-05", "Dec 2021 to 5 Jan 2022", "December 2021 to 5 January 2022"),
    ],
)
def test_a_date_is_said_as_given(text: str, short: str, long: str) -> None:
    assert (dates.short(dates.parse(text)), dates.long(dates.parse(text))) == (short, long)


@given(calendar.filter(lambda day: day < date.max))
def test_every_day_is_written_alike_by_every_face(day: date) -> None:
    said = dates.parse(day.isoformat())

    assert dates.short_day(day) == dates.short(said) == f"{dates.day_without_year(day)} {day.year}"
    assert dates.short_day(day) == f"{day.day} {dates.short_month(day)}"
    assert dates.long_day(day) == dates.long(said)
    assert dates.days_between(day, dates.day_after(day)) == 1
