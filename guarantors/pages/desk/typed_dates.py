"""Dates as people type or paste them, in the form in which they are kept: `30 March 2022` is 2022-03-30, and so is
`30 березня 2022` on a page in Ukrainian."""

import re

from guarantors.address import worded
from guarantors.address.languages import active

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_IN_WORDS = [
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        rf"(?:{_DAY}\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        r"(?P<year>\d{4})-(?P<numbered>\d{1,2})-(?P<day>\d{1,2})",
    )
]
_IN_A_LANGUAGE = re.compile(r"(?:(?P<day>\d{1,2})(?:\.|er)?\s+)?(?P<month>[^\W\d]+\.?)\s+(?P<year>\d{4})(?:\s*р\.?)?")
_WITH_STOPS = re.compile(r"(?P<day>\d{1,2})\.(?P<numbered>\d{1,2})\.(?P<year>\d{4})", re.ASCII)
"""Where dates are written so, the day comes first; in English it need not."""


def edtf(text: str) -> str:
    """Each date of the text, or both of an interval, in figures; what is no date stays as it is, to be refused."""
    parts = [part for part in re.split(r"\s*/\s*|\s+to\s+", text.strip()) if part]
    return "/".join(_one(part) for part in parts)


def _one(part: str) -> str:
    for pattern in _IN_WORDS:
        match = pattern.fullmatch(part)
        if match:
            named = match.groupdict().get("month")
            return _written(match, _MONTHS.index(named.lower()) + 1 if named else int(match["numbered"]))
    match = _IN_A_LANGUAGE.fullmatch(part)
    if match and (month := worded.month_named(match["month"])):
        return _written(match, month)
    match = _WITH_STOPS.fullmatch(part) if active() else None
    return _written(match, int(match["numbered"])) if match else part


def _written(match: re.Match[str], month: int) -> str:
    day = f"-{int(match['day']):02}" if match["day"] else ""
    return f"{match['year']}-{month:02}{day}"
