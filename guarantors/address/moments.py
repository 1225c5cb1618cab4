"""Days and moments of an address: how they are read and written, and how late they may be."""

from datetime import UTC, date, datetime, time, timedelta

from guarantors.address import worded
from guarantors.domain import dates
from guarantors.domain.dates import written_moment as written_moment  # one word for every face
from guarantors.domain.errors import Refused, gettext_noop, refuse
from guarantors.domain.text import shown


def shown_moment(moment: datetime) -> str:
    """A recorded moment as a sentence has it: 2 April 2022, 00:00 UTC."""
    utc = moment.astimezone(UTC)
    return f"{worded.long_day(utc.date())}, {utc:%H:%M} UTC"


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
            gettext_noop("%(day)s is in the future; the latest day is today, %(today)s."),
            day=dates.parse(day.isoformat()),
            today=now.date().isoformat(),
        )
    return day


def past_moment(text: str, name: str, now: datetime, *, of_a_day: time = time.max) -> datetime:
    """A moment up to now; a day alone means that time of it (its end, so that all recorded on it counts).

    Today has no end yet: it means now, so that the address made from it is one that can be asked for again.
    Raises `Refused`.
    """
    if len(text) == 10:
        day = dates.parse_day(text, name)
        if day > now.date():
            raise _in_the_future(text, name)
        return min(datetime.combine(day, of_a_day, UTC), now)
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        wording = gettext_noop("“%(text)s” is not a moment; write 2022-04-02T00:00:00Z (UTC) or a day, 2022-04-02.")
        raise refuse("moment-is-possible", name, wording, text=shown(text)) from None
    if moment.year < dates.EARLIEST_YEAR:
        wording = gettext_noop("%(year)s is before %(earliest)s.")
        raise refuse("moment-is-possible", name, wording, year=moment.year, earliest=dates.EARLIEST_YEAR)
    if moment > now + timedelta(minutes=1):
        raise _in_the_future(text, name)
    return moment


def _in_the_future(text: str, name: str) -> Refused:
    return refuse(
        f"{name.replace('_', '-')}-is-not-in-the-future",
        name,
        gettext_noop("%(text)s is in the future; nothing is recorded yet."),
        text=shown(text),
    )
