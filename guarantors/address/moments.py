"""Days and moments of an address: how they are read and written, and how late they may be."""

from datetime import UTC, date, datetime, time, timedelta

from guarantors.domain import dates
from guarantors.domain.dates import written_moment
from guarantors.domain.errors import Refused, refuse
from guarantors.domain.text import shown

__all__ = ["latest_day", "past_day", "past_moment", "written_moment"]


def latest_day(now: datetime) -> date:
    """The last day that may be asked for: today where the day begins first (UTC+14)."""
    return (now + timedelta(hours=14)).date()


def past_day(text: str, name: str, now: datetime) -> date:
    """A day up to today. Raises `Refused`."""
    day = dates.parse_day(text, name)
    if day > latest_day(now):
        raise refuse(
            f"{name.replace('_', '-')}-is-not-in-the-future",
            name,
            f"{dates.long_day(day)} is in the future; the latest day is today, {now.date().isoformat()}.",
        )
    return day


def past_moment(text: str, name: str, now: datetime, *, of_a_day: time = time.max) -> datetime:
    """A moment up to now; a day alone means that time of it (its end, so that all recorded on it counts).

    Raises `Refused`.
    """
    if len(text) == 10:
        moment = datetime.combine(dates.parse_day(text, name), of_a_day, UTC)
        if moment.date() > now.date():
            raise _in_the_future(text, name)
        return moment
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise refuse(
            "moment-is-possible",
            name,
            f"“{shown(text)}” is not a moment; write 2022-04-02T00:00:00Z (UTC) or a day, 2022-04-02.",
        ) from None
    if moment.year < dates.EARLIEST_YEAR:
        raise refuse("moment-is-possible", name, f"{moment.year} is before {dates.EARLIEST_YEAR}.")
    if moment > now + timedelta(minutes=1):
        raise _in_the_future(text, name)
    return moment


def _in_the_future(text: str, name: str) -> Refused:
    return refuse(
        f"{name.replace('_', '-')}-is-not-in-the-future",
        name,
        f"{shown(text)} is in the future; nothing is recorded yet.",
    )
