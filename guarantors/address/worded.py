"""Days, spans and numbers in the language of the page: in English as the domain words them, in others as CLDR does.

The names are those of `domain.dates`. What goes to programs, files and citations is in English and asks the domain.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent

from guarantors.address.languages import active
from guarantors.domain import dates
from guarantors.domain.dates import GivenDate
from guarantors.domain.text import folded
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import ngettext


def capital(text: str) -> str:
    """The text as it begins a sentence. A Turkish i keeps its dot."""
    first = "İ" if text[:1] == "i" and active() == "tr" else text[:1].upper()
    return first + text[1:]


def short_day(day: date) -> str:
    """30 Mar 2022."""
    code = active()
    return _worded(day, "medium", code) if code else dates.short_day(day)


def long_day(day: date) -> str:
    """30 March 2022."""
    code = active()
    return _worded(day, "long", code) if code else dates.long_day(day)


def day_without_year(day: date) -> str:
    """30 Mar."""
    code = active()
    return _worded(day, "MMMd", code) if code else dates.day_without_year(day)


def day_in_a_sentence(day: date) -> str:
    """30 Mar; where an abbreviated month has a stop, which a sentence would double, the whole one."""
    code = active()
    return _worded(day, "MMMMd", code) if code else dates.day_without_year(day)


def short_month(day: date) -> str:
    """Mar 2022."""
    code = active()
    return _worded(day, "yMMM", code) if code else dates.short_month(day)


def short(given: GivenDate) -> str:
    """As given, for tables: 30 Mar 2022, Mar 2022, 2022, 28 Mar 2022 to 30 Mar 2022."""
    code = active()
    return _as_given(given, ("", "yMMM", "medium"), code) if code else dates.short(given)


def long(given: GivenDate) -> str:
    """As given, for sentences: 30 March 2022, March 2022, 2022."""
    code = active()
    return _as_given(given, ("", "yMMMM", "long"), code) if code else dates.long(given)


def _as_given(given: GivenDate, widths: tuple[str, str, str], code: str) -> str:
    words = []
    for part in given.text.split("/"):
        width = widths[part.count("-")]
        day = date.fromisoformat(f"{part}-01-01"[:10])
        words.append(_worded(day, width, code) if width else part)
    return words[0] if len(words) == 1 else _("%(first)s to %(last)s") % {"first": words[0], "last": words[1]}


_FORMATS = ("medium", "long")
_ABBREVIATED_YEAR = "\u202fр."
"""Ukrainian's word for a year: the day is as clear without it, and its stop would double the one of a sentence."""


@lru_cache(maxsize=8192)  # a page has the same days many times
def _worded(day: date, width: str, code: str) -> str:
    said = format_date(day, width, locale=code) if width in _FORMATS else format_skeleton(width, day, locale=code)
    return said.removesuffix(_ABBREVIATED_YEAR)


def month_named(name: str) -> int | None:
    """Which month that is in the language of the page, by any of its names there; none in English, whose are known."""
    return _months(active()).get(_bare(name))


@lru_cache
def _months(code: str) -> dict[str, int]:
    kinds = [kind for use in Locale.parse(code).months.values() for kind in use.values()] if code else []
    return {_bare(name): number for kind in kinds for number, name in kind.items() if not name.isdigit()}


def _bare(name: str) -> str:
    return folded(name).rstrip(".")


def span_in_words(days: int) -> str:
    """A length of time that a reader grasps at once: the same day, 3 days, 5 weeks, 4 months, 2 years."""
    count, unit = dates.span(days)
    if not count:
        return _("the same day")
    wording = _SPANS[unit](count)
    return wording % {"count": count}


_SPANS: dict[str, Callable[[int], str]] = {
    "day": lambda count: ngettext("%(count)s day", "%(count)s days", count),
    "week": lambda count: ngettext("%(count)s week", "%(count)s weeks", count),
    "month": lambda count: ngettext("%(count)s month", "%(count)s months", count),
    "year": lambda count: ngettext("%(count)s year", "%(count)s years", count),
}


def figure(count: int) -> str:
    """`1,200`."""
    code = active()
    return format_decimal(count, locale=code) if code else f"{count:,}"


def decimal(value: float, digits: int) -> str:
    """`0.815`, `−0.050`: with a sign that is as wide as a digit."""
    code = active()
    if not code:
        return f"{value:.{digits}f}".replace("-", "−")
    return format_decimal(value, format="0." + "0" * digits, locale=code).replace("-", "−")


def percent(share: float, digits: int) -> str:
    """`83.2%`."""
    code = active()
    if not code:
        return f"{share:.{digits}%}"
    return format_percent(share, locale=code, format=_percent_of(code, digits))


@lru_cache
def _percent_of(code: str, digits: int) -> str:
    pattern: str = Locale.parse(code).percent_formats[None].pattern
    return pattern.replace("#,##0", "0" + ("." + "0" * digits if digits else ""))
