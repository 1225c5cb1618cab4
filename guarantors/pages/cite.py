"""The citation of a page: a line of text with an address that shows the same in ten years."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest

from guarantors.address import Address, written_moment
from guarantors.domain import dates


@dataclass(frozen=True, slots=True)
class Citation:
    text: str
    url: str


def page(request: HttpRequest, where: Address, title: str, changed_at: datetime) -> Citation:
    """A view with both clocks fixed; `changed_at` is the last change of what it shows, and so as good as now."""
    moment = where.known_at or changed_at
    fixed = where.with_(as_of=where.day, known_at=moment)
    url = request.build_absolute_uri(request.path + fixed.query())
    text = (
        f"Guarantor Tracker, “{title}”, as of {dates.long_day(where.day)}, as recorded up to {written_moment(moment)}."
    )
    return Citation(text, url)


def between(
    request: HttpRequest, where: Address, title: str, changed_at: datetime, first: date, last: date
) -> Citation:
    """What changed between two days, with both and the moment of our knowledge fixed."""
    moment = where.known_at or changed_at
    url = request.build_absolute_uri(request.path + where.with_(from_=first, to=last, known_at=moment).query())
    days = f"{dates.long_day(first)} to {dates.long_day(last)}"
    return Citation(f"Guarantor Tracker, “{title}”, {days}, as recorded up to {written_moment(moment)}.", url)


def statement(request: HttpRequest, title: str, version: int, recorded: str) -> Citation:
    """One version of a statement."""
    url = request.build_absolute_uri(f"{request.path}?known_at={recorded}")
    return Citation(f"Guarantor Tracker, “{title}”, version {version}, recorded {recorded}.", url)
