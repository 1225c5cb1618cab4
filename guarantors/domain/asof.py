"""The two clocks: what a state held on a day (effective), as we knew it at a moment (recorded).

DESIGN section 2, rule 6: among records with effective date <= as_of, recorded_at <= known_at and not superseded by
known_at, the stance is the last by (effective date, sequence, recorded_at).
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol, TypeVar


class Dated(Protocol):
    """What the two clocks need of a record. `effective_day` is the last day that the effective date covers."""

    @property
    def effective_day(self) -> date: ...
    @property
    def sequence(self) -> int: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def superseded_at(self) -> datetime | None: ...


Record = TypeVar("Record", bound=Dated)


def known(record: Dated, known_at: datetime) -> bool:
    """Whether the record stood in our books at that moment."""
    return record.recorded_at <= known_at and (record.superseded_at is None or record.superseded_at > known_at)


def order(record: Dated) -> tuple[date, int, datetime]:
    """The one order of records: by effective day, then sequence within the day, then when it was recorded."""
    return record.effective_day, record.sequence, record.recorded_at


def history(records: Iterable[Record], as_of: date, known_at: datetime) -> list[Record]:
    """The records that count on both clocks, oldest first. The order in which they are given never matters."""
    return sorted(
        (record for record in records if record.effective_day <= as_of and known(record, known_at)), key=order
    )


def stance(records: Iterable[Record], as_of: date, known_at: datetime) -> Record | None:
    """The record in force on that day as known at that moment; None is the honest answer where nothing is on record."""
    counted = history(records, as_of, known_at)
    return counted[-1] if counted else None
