"""Dates as given: days, months, years and intervals of the Extended Date/Time Format (ISO 8601-2, level 0).

An imprecise date stays as given and counts from the last day that it covers, so that nothing is claimed before it can
have been said (DESIGN section 2, rule 4).
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from guarantors.domain.errors import gettext_noop, refuse

_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_LONG_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTHS = tuple(name[:3] for name in _LONG_MONTHS)
EARLIEST_YEAR = 1800
"""Older dates are refused as slips of the keyboard: no guarantee that this tracker follows is older."""


@dataclass(frozen=True, slots=True)
class GivenDate:
    """A date as the source gives it: the text, and the first and last day that it covers."""

    text: str
    first: date
    last: date

    @property
    def is_day(self) -> bool:
        return self.first == self.last

    def __str__(self) -> str:
        """As the sentence of a refusal has it."""
        return long(self)


@lru_cache(maxsize=2048)  # many entries share few days
def parse(text: str, field: str = "date") -> GivenDate:
    """Read `2022`, `2022-03`, `2022-03-30` or an interval `2022-03-28/2022-03-30`.

    Raises `Refused` (rule `date-is-possible`) with what is wrong and the form to use.
    """
    first_text, slash, last_text = text.partition("/")
    first = _cover(first_text, text, field)
    if not slash:
        return GivenDate(text, *first)
    last = _cover(last_text, text, field)
    if last[1] <= first[0] or last == first:
        wording = gettext_noop("“%(text)s” ends before it begins or is one day; write one date.")
        raise refuse("date-is-possible", field, wording, text=_short(text))
    return GivenDate(text, first[0], last[1])


def given_day(day: date) -> GivenDate:
    """A day of the calendar, as if it were given."""
    return GivenDate(day.isoformat(), day, day)


def parse_day(text: str, field: str = "date") -> date:
    """Read a full calendar day, `2022-03-30`. Raises `Refused` (rule `date-is-possible`)."""
    match = _PART.fullmatch(text)
    if not match or not match[3]:
        wording = gettext_noop("“%(text)s” is not a day; write it as 2022-03-30.")
        raise refuse("date-is-possible", field, wording, text=_short(text))
    return parse(text, field).first


def _cover(part: str, whole: str, field: str) -> tuple[date, date]:
    match = _PART.fullmatch(part)
    if not match:
        wording = gettext_noop("“%(text)s” is not a date; write 2022-03-30, 2022-03 or 2022.")
        raise refuse("date-is-possible", field, wording, text=_short(whole))
    year, month, day = (int(group) if group else 0 for group in match.groups())
    if year < EARLIEST_YEAR:
        wording = gettext_noop("%(year)s is before %(earliest)s; check the year.")
        raise refuse("date-is-possible", field, wording, year=year, earliest=EARLIEST_YEAR)
    if not match[2]:
        return date(year, 1, 1), date(year, 12, 31)
    if not 1 <= month <= 12:
        wording = gettext_noop("“%(text)s”: there is no month %(month)s; months run 01 to 12.")
        raise refuse("date-is-possible", field, wording, text=_short(whole), month=match[2])
    days = monthrange(year, month)[1]
    if not match[3]:
        return date(year, month, 1), date(year, month, days)
    if not 1 <= day <= days:
        wording = gettext_noop("“%(text)s”: there is no day %(day)s in %(month)s; it has %(days)s days.")
        in_month = parse(f"{match[1]}-{match[2]}")
        raise refuse("date-is-possible", field, wording, text=_short(whole), day=match[3], month=in_month, days=days)
    return date(year, month, day), date(year, month, day)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


def latest_possible(given: GivenDate, published_on: date | None) -> date:
    """The last day on which the words can have been spoken: the last day covered, or the day that the source appeared.

    Raises `Refused` (rule `said-before-published`) when every day covered is later than the source.
    """
    if published_on is None or given.last <= published_on:
        return given.last
    if given.first > published_on:
        wording = gettext_noop(
            "%(said)s is after the source was published, %(published)s; check the date of speech or the source's date."
        )
        published = given_day(published_on)
        raise refuse("said-before-published", "said_on", wording, said=given, published=published)
    return published_on


def counted_from(given: GivenDate, last: date) -> str:
    """The date from which a stance that rests on words of `given` counts: as given, or `last` where the source's date
    leaves fewer days (`latest_possible`)."""
    return given.text if given.last == last else last.isoformat()


def short_day(day: date) -> str:
    """30 Mar 2022."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def long_day(day: date) -> str:
    """30 March 2022."""
    return f"{day.day} {_LONG_MONTHS[day.month - 1]} {day.year}"


def day_without_year(day: date) -> str:
    """30 Mar."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def short_month(day: date) -> str:
    """Mar 2022."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def short(given: GivenDate) -> str:
    """As given, for tables: 30 Mar 2022, Mar 2022, 2022, 28 Mar 2022 to 30 Mar 2022."""
    return _in_words(given.text, _MONTHS)


def long(given: GivenDate) -> str:
    """As given, for sentences: 30 March 2022, March 2022, 2022."""
    return _in_words(given.text, _LONG_MONTHS)


def _in_words(text: str, months: Sequence[str]) -> str:
    words = []
    for part in text.split("/"):
        year, _, rest = part.partition("-")
        month, _, day = rest.partition("-")
        named = [months[int(month) - 1]] if month else []
        words.append(" ".join([*([str(int(day))] if day else []), *named, year]))
    return " to ".join(words)


def days_between(first: date, last: date) -> int:
    """Whole days from `first` to `last`, 0 on the same day."""
    return (last - first).days


def span(days: int) -> tuple[int, str]:
    """A length of time as a reader grasps it at once: so many of day, week, month or year; 0 within one day."""
    if days < 1:
        return 0, "day"
    for size, name, upto in ((1, "day", 21), (7, "week", 70), (30.44, "month", 731), (365.25, "year", 10**7)):
        if days < upto:
            return int(days / size), name
    raise AssertionError("unreachable: the last bound holds every day of the calendar")


def span_in_words(days: int) -> str:
    """The same in words: the same day, 3 days, 5 weeks, 4 months, 2 years."""
    count, unit = span(days)
    return f"{count} {unit}{'' if count == 1 else 's'}" if count else "the same day"


def day_after(day: date) -> date:
    """The next calendar day."""
    return day + timedelta(days=1)


def written_moment(moment: datetime) -> str:
    """A recorded moment in UTC, as short as it can be exactly: 2022-04-02T00:00:00Z."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
