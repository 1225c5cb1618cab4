"""The one grammar of the query string, shared by every face: what is shown is what the address says.

An unknown or repeated parameter, an unknown word, an impossible date or an overlong text is refused with the allowed
ones named; an empty parameter is the same as an absent one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from guarantors.domain import dates
from guarantors.domain.errors import Breach, Refused, refuse, refuse_any
from guarantors.domain.stance import NO_STATEMENT, Level, Role
from guarantors.queries.guarantor_table import Sort

LONGEST_TEXT = 200
"""Longer than any name or phrase that a reader looks for, short enough to be shown back."""

LEVELS: tuple[str, ...] = (*Level, NO_STATEMENT)
ROLES: tuple[str, ...] = tuple(Role)


SORTS: tuple[str, ...] = tuple(sign + word for word in Sort for sign in ("", "-"))

PARAMETERS: tuple[str, ...] = ("as_of", "known_at", "provision", "level", "role", "q", "sort")


@dataclass(frozen=True, slots=True)
class Address:
    """The parameters of a view. None means: not given; `today` and `now` are what stands in for the two clocks then."""

    now: datetime
    as_of: date | None = None
    known_at: datetime | None = None
    provision: str | None = None
    level: str | None = None
    role: str | None = None
    q: str = ""
    sort: str = Sort.LEVEL.value

    @property
    def day(self) -> date:
        """The day shown: `as_of`, or today (UTC)."""
        return self.as_of or self.now.date()

    @property
    def moment(self) -> datetime:
        """The moment of our knowledge: `known_at`, or now."""
        return self.known_at or self.now

    def with_(self, **changes: Any) -> "Address":
        """The same view with some parameters changed."""
        return replace(self, **changes)

    def query(self) -> str:
        """The canonical query string, with its question mark; empty when everything is as by default."""
        given = {
            "as_of": self.as_of.isoformat() if self.as_of else "",
            "known_at": written_moment(self.known_at) if self.known_at else "",
            "provision": self.provision or "",
            "level": self.level or "",
            "role": self.role or "",
            "q": self.q,
            "sort": "" if self.sort == Sort.LEVEL else self.sort,
        }
        kept = {name: value for name, value in given.items() if value}
        return "?" + urlencode(kept, safe=":") if kept else ""

    def clocks(self) -> "Address":
        """Only the two clocks, for links to another page of the same view."""
        return Address(now=self.now, as_of=self.as_of, known_at=self.known_at)


def written_moment(moment: datetime) -> str:
    """A recorded moment in UTC, as short as it can be exactly: 2022-04-02T00:00:00Z."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def read(
    given: Mapping[str, Sequence[str]],
    *,
    now: datetime,
    allowed: Iterable[str] = PARAMETERS,
    provisions: Iterable[str] | None = None,
) -> Address:
    """Read the parameters of a request, each given as the list of its values.

    `provisions` are the slugs of the proposal shown, None where they do not matter. Raises `Refused` with every fault.
    """
    known_names = tuple(allowed)
    faults = [_unknown(name, known_names) for name in given if name not in known_names]
    values: dict[str, Any] = {}
    readers: dict[str, Callable[[str], Any]] = {
        "as_of": lambda text: _as_of(text, now),
        "known_at": lambda text: _known_at(text, now),
        "provision": lambda text: one_of(text, provisions, "provision") if provisions is not None else text,
        "level": lambda text: one_of(text, LEVELS, "level"),
        "role": lambda text: one_of(text, ROLES, "role"),
        "q": searched_text,
        "sort": lambda text: one_of(text, SORTS, "sort"),
    }
    for name in known_names:
        texts = given.get(name, [])
        try:
            text = single(name, texts)
            if text and name in readers:
                values[name] = readers[name](text)
        except Refused as refused:
            faults += refused.breaches
    refuse_any(faults)
    return Address(now=now, **values)


def has_empty(given: Mapping[str, Sequence[str]]) -> bool:
    """Whether a form sent parameters without a value: the page then redirects to the address that says the same."""
    return any(not value.strip() for values in given.values() for value in values)


def single(name: str, texts: Sequence[str]) -> str:
    """The one value of a parameter, "" if it is absent. Raises `Refused` if it is given twice."""
    if len(texts) > 1:
        raise refuse("parameter-is-given-once", name, f"given {len(texts)} times; give it once.")
    return texts[0].strip() if texts else ""


def one_of(text: str, words: Iterable[str], name: str) -> str:
    """The text, if it is one of the words. Raises `Refused` (rule `word-is-known`) that lists them."""
    choices = tuple(words)
    if text in choices:
        return text
    allowed = ", ".join(choices) if choices else "none on this proposal"
    raise refuse("word-is-known", name, f"there is no {name} “{shown(text)}”; the allowed ones are: {allowed}.")


def searched_text(text: str) -> str:
    """A text to look for. Raises `Refused` when it is overlong or holds a control character."""
    if len(text) > LONGEST_TEXT:
        raise refuse(
            "text-is-short", "q", f"the text has {len(text)} characters; at most {LONGEST_TEXT} are looked for."
        )
    if any(ord(character) < 32 or ord(character) == 127 for character in text):
        raise refuse("text-is-printable", "q", "the text holds a control character; take it out.")
    return text


def shown(text: str) -> str:
    """A refused value as it may be shown back: cut short, nothing invisible in it."""
    clean = "".join(character if character.isprintable() else "�" for character in text[:61])
    return clean if len(text) <= 60 else clean[:60] + "…"


def _unknown(name: str, allowed: Sequence[str]) -> Breach:
    here = f"the allowed ones are: {', '.join(allowed)}." if allowed else "this address takes none."
    return Breach("parameter-is-known", shown(name) or "(empty)", f"there is no such parameter here; {here}")


def latest_day(now: datetime) -> date:
    """The last day that may be asked for: today where the day begins first (UTC+14)."""
    return (now + timedelta(hours=14)).date()


def _as_of(text: str, now: datetime) -> date:
    day = dates.parse_day(text, "as_of")
    if day > latest_day(now):
        raise refuse(
            "as-of-is-not-in-the-future",
            "as_of",
            f"{dates.long_day(day)} is in the future; the latest day is today, {now.date().isoformat()}.",
        )
    return day


def _known_at(text: str, now: datetime) -> datetime:
    """A moment; a day alone means its end, so that all that was recorded on it is shown."""
    if len(text) == 10:
        moment = datetime.combine(dates.parse_day(text, "known_at"), time.max, UTC)
        if moment.date() > now.date():
            raise _in_the_future(text)
        return moment
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise refuse(
            "moment-is-possible",
            "known_at",
            f"“{shown(text)}” is not a moment; write 2022-04-02T00:00:00Z (UTC) or a day, 2022-04-02.",
        ) from None
    if moment.year < dates.EARLIEST_YEAR:
        raise refuse("moment-is-possible", "known_at", f"{moment.year} is before {dates.EARLIEST_YEAR}.")
    if moment > now + timedelta(minutes=1):
        raise _in_the_future(text)
    return moment


def _in_the_future(text: str) -> Refused:
    return refuse(
        "known-at-is-not-in-the-future", "known_at", f"{shown(text)} is in the future; nothing is recorded yet."
    )
