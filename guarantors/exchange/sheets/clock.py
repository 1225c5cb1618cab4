"""The recorded clock of an entry, as it stood at a moment: what was closed later was not yet closed then."""

from datetime import UTC, datetime
from typing import Protocol

from guarantors.exchange.sheet import Cell, Column
from guarantors.exchange.tables.table import CLOCK

COLUMNS: tuple[Column, ...] = tuple(attribute.column for attribute in CLOCK)


class Recorded(Protocol):
    """An entry with the recorded clock."""

    @property
    def recorded_at(self) -> datetime: ...
    @property
    def recorded_by(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def superseded_at(self) -> datetime | None: ...
    @property
    def superseded_by(self) -> str: ...
    @property
    def withdrawal_reason(self) -> str: ...


def cells(row: Recorded, known_at: datetime) -> tuple[Cell, ...]:
    """The cells of `COLUMNS`."""
    opened: tuple[Cell, ...] = (row.recorded_at, row.recorded_by, row.reason or None)
    if row.superseded_at is None or row.superseded_at > known_at:
        return (*opened, None, None, None)
    return (*opened, row.superseded_at, row.superseded_by, row.withdrawal_reason or None)


KEPT_FLAGS = {None: None, "0": False, "false": False, "1": True, "true": True}
"""What a database keeps of whether something is so, as its text."""


def kept_moment(text: str) -> datetime:
    """A moment from the text that a database has of it: in UTC, said or not."""
    found = datetime.fromisoformat(text)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found
