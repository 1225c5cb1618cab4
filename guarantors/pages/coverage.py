"""Coverage in words: what was read, and what that does not claim. What is not known is said to be not recorded."""

from datetime import date

from guarantors.domain import dates
from guarantors.models.carried import SourcesRead
from guarantors.models.gist_counts import Entries
from guarantors.pages.words import count_of

NOT_RECORDED = "not recorded"


def sentence(read: SourcesRead) -> str:
    """`Coverage: 46 sources, published from 17 Mar 2022 to 22 Aug 2025.`"""
    if not read.count:
        return "Coverage: no source is on record yet."
    undated = f"; {read.undated} without a date on record" if read.undated else ""
    return f"Coverage: {count_of(read.count, 'source')}{_published(read.first, read.last)}{undated}."


def facts(read: SourcesRead, own: Entries, name: str) -> list[tuple[str, str]]:
    """Terms and what is on record of each, for the page of one guarantor."""
    found = [
        ("Searched", f"{count_of(read.count, 'source')} of the proposal{_published(read.first, read.last)}"),
        (
            f"With words of {name}",
            f"{count_of(own.sources, 'source')}{_published(own.first_published, own.last_published)}",
        ),
    ]
    moments = (
        ("First entry", own.first_recorded),
        ("Latest entry", own.last_recorded),
        ("Last changed", own.last_changed),
        ("Sources last checked", read.checked_at),
    )
    return [*found, *((term, dates.short_day(at.date()) if at else NOT_RECORDED) for term, at in moments)]


def _published(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    if first == last:
        return f", published {dates.short_day(first)}"
    return f", published from {dates.short_day(first)} to {dates.short_day(last)}"
