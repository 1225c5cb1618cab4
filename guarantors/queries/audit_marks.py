"""Where a page of the audit list ends: the moment, the table and the row of its last act."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from guarantors.domain.errors import gettext_noop, refuse

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = 10**17


class Mark(NamedTuple):
    """The place of an act in the order of the list: newest first, then by table, then newest row first."""

    at: datetime
    table: int
    pk: int

    def __str__(self) -> str:
        return f"{(self.at - _BEGINNING) // timedelta(microseconds=1)}.{self.table}.{self.pk}"

    @classmethod
    def read(cls, text: str) -> "Mark":
        """The mark as an address has it. Raises `Refused`."""
        parts = text.split(".")
        if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) <= 18 for part in parts):
            raise _no_mark()
        at, table, pk = map(int, parts)
        if at > _LATEST:
            raise _no_mark()
        return cls(_BEGINNING + timedelta(microseconds=at), table, pk)


def _no_mark() -> Exception:
    wording = gettext_noop("is no place in this list; begin at its first page.")
    return refuse("place-in-the-list-is-known", "after", wording)
