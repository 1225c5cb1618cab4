"""Dates as people type or paste them, in the form in which they are kept: `30 March 2022` is 2022-03-30."""

import re

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


def edtf(text: str) -> str:
    """Each date of the text, or both of an interval, in figures; what is no date stays as it is, to be refused."""
    parts = [part for part in re.split(r"\s*/\s*|\s+to\s+", text.strip()) if part]
    return "/".join(_one(part) for part in parts)


def _one(part: str) -> str:
    for pattern in _IN_WORDS:
        match = pattern.fullmatch(part)
        if match:
            found = match.groupdict()
            named = found.get("month")
            month = _MONTHS.index(named.lower()) + 1 if named else int(found["numbered"])
            day = f"-{int(found['day']):02}" if found["day"] else ""
            return f"{found['year']}-{month:02}{day}"
    return part
