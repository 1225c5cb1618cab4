"""What an address says, as one value: the parameters of a view, and the canonical query string that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from guarantors.address.moments import written_moment

TABLE_PARAMETERS: tuple[str, ...] = ("as_of", "known_at", "provision", "level", "role", "q", "sort")
"""What the guarantor table takes, and with it whatever shows the same rows: the API's list and the files."""


@dataclass(frozen=True, slots=True)
class Address:
    """The parameters of a view. None or "" means: not given; `now` stands in for the two clocks then.

    `from_` and `to` bound days of speech or of effect, `since` is a moment on the recorded clock (what is new to a
    reader who came last then), `g` names guarantors side by side, `after` is where a page of a list begins, `bom` says
    whether a CSV is meant for a spreadsheet. From `recorded_since` on: what only programs ask.
    """

    now: datetime
    as_of: date | None = None
    known_at: datetime | None = None
    since: datetime | None = None
    from_: date | None = None
    to: date | None = None
    proposal: str | None = None
    g: tuple[str, ...] = ()
    actor: str | None = None
    provision: str | None = None
    level: str | None = None
    role: str | None = None
    voice: str | None = None
    identification: str | None = None
    directness: str | None = None
    kind: str | None = None
    source: str | None = None
    q: str = ""
    sort: str = ""
    after: str = ""
    bom: str | None = None
    recorded_since: datetime | None = None
    statement: str | None = None
    noun: str | None = None
    act: str | None = None
    status: str | None = None
    obligation: str | None = None
    relation: str | None = None
    fields: tuple[str, ...] = ()
    expand: tuple[str, ...] = ()
    page_size: int | None = None
    cursor: str = ""
    format: str | None = None

    @property
    def day(self) -> date:
        """The day shown: `as_of`, or today (UTC)."""
        return self.as_of or self.now.date()

    @property
    def moment(self) -> datetime:
        """The moment of our knowledge: `known_at`, or now."""
        return self.known_at or self.now

    @property
    def is_permanent(self) -> bool:
        """Whether both clocks are fixed, the effective one on a day or on two, so that the view is always the same.

        A search is never: it finds by the words of now, and a source's title may be amended.
        """
        fixed = self.as_of is not None or (self.from_ is not None and self.to is not None and not self.q)
        return fixed and self.known_at is not None

    def fixed(self, changed_at: datetime) -> "Address":
        """The same view with both clocks fixed: what is cited and kept.

        `changed_at` is the last change of what the view shows, and so as good as now; unlike now, it stays the same
        until there is something new.
        """
        return self.with_(as_of=self.day, known_at=self.known_at or changed_at)

    def with_(self, **changes: Any) -> "Address":
        """The same view with some parameters changed."""
        return replace(self, **changes)

    def given(self) -> list[tuple[str, str]]:
        """Each parameter that is given, by its name in the address and as written there, in canonical order."""
        pairs: list[tuple[str, str]] = []
        for attribute, name in _NAMES:
            value = getattr(self, attribute)
            if value:
                pairs += [(name, _written(one)) for one in (value if name == "g" else (value,))]
        return pairs

    def asked(self) -> dict[str, Any]:
        """The value of each parameter that is given, by its name in the address."""
        return {name: value for attribute, name in _NAMES if (value := getattr(self, attribute))}

    def query(self) -> str:
        """The canonical query string, with its question mark; empty when everything is as by default."""
        return written_query(self.given())

    def only(self, *names: str) -> "Address":
        """Nothing but the named attributes, for links to another page."""
        return Address(now=self.now, **{name: getattr(self, name) for name in names})

    def clocks(self) -> "Address":
        """Only the two clocks, for links to another page of the same view."""
        return self.only("as_of", "known_at")


_NAMES = tuple((field.name, field.name.removesuffix("_")) for field in fields(Address) if field.name != "now")
"""Each attribute with its name in the address, in canonical order."""


def written_query(pairs: Sequence[tuple[str, str]]) -> str:
    """The query string of these parameters, with its question mark; empty for none."""
    return "?" + urlencode(pairs, safe=":") if pairs else ""


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, datetime):
        return written_moment(value)
    return value.isoformat() if isinstance(value, date) else str(value)
