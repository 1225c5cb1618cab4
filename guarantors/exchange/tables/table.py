"""What a table of the record is: its columns, what a value of each must keep, its key, and where it points."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from guarantors.exchange.sheet import Cell, Column, Kind, Sheet

GIVEN_DATE = r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?"
"""A date as given (EDTF level 0): a year, a month, a day, or two of them with a slash between."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a table is asked for: these proposals, up to a day, as known at a moment."""

    proposals: tuple[int, ...]
    known_at: datetime
    as_of: date = date.max


@dataclass(frozen=True, slots=True)
class Attribute:
    """A column, and `path`: where the stored row has its value. `words` are all that it can be."""

    column: Column
    path: str
    required: bool = True
    words: tuple[str, ...] = ()
    pattern: str = ""
    least: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """These columns name a row of that table by those columns of its own."""

    columns: tuple[str, ...]
    table: str
    named_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` answers the stored values in the order of the attributes; `order` ends with what makes a row unique."""

    name: str
    says: str
    attributes: tuple[Attribute, ...]
    rows: Callable[["Table", Scope], Iterable[tuple[Any, ...]]]
    key: tuple[str, ...]
    order: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def names(self) -> list[str]:
        return [attribute.column.name for attribute in self.attributes]

    def sheet(self, scope: Scope, name: str, title: str) -> Sheet:
        """The table's rows in scope, sorted alike on either database."""
        places = [self.names.index(one) for one in self.order or self.key or self.names]
        rows = [tuple(map(_cell, row)) for row in self.rows(self, scope)]
        rows.sort(key=lambda row: [_sortable(row[place]) for place in places])
        return Sheet(name, title, tuple(attribute.column for attribute in self.attributes), rows)


def stored(query: Callable[[Scope], QuerySet[Any]]) -> Callable[[Table, Scope], Iterable[tuple[Any, ...]]]:
    """The rows of a query as they are stored."""
    return lambda table, scope: query(scope).order_by().values_list(*(item.path for item in table.attributes))


def with_clock(query: Callable[[Scope], QuerySet[Any]]) -> Callable[[Table, Scope], Iterable[tuple[Any, ...]]]:
    """The same for rows with the recorded clock: what was closed after the moment was not yet closed then."""

    def rows(table: Table, scope: Scope) -> Iterable[tuple[Any, ...]]:
        names = ("superseded_at", "superseded_by", "withdrawal_reason", "merged_into")
        closing = [table.names.index(name) for name in names if name in table.names]
        for row in stored(query)(table, scope):
            closed_at = row[closing[0]]
            if closed_at is not None and closed_at > scope.known_at:
                yield tuple(None if place in closing else value for place, value in enumerate(row))
            else:
                yield row

    return rows


def text(name: str, says: str, path: str = "", *, required: bool = True, pattern: str = "") -> Attribute:
    return Attribute(Column(name, Kind.STRING, says), path or name, required, pattern=pattern)


def given(name: str, says: str) -> Attribute:
    """A date as its source gives it."""
    return text(name, says, pattern=GIVEN_DATE)


def word(name: str, says: str, vocabulary: type[StrEnum], *, required: bool = True) -> Attribute:
    return Attribute(Column(name, Kind.STRING, says), name, required, tuple(vocabulary))


def number(name: str, says: str, path: str = "", *, least: int) -> Attribute:
    return Attribute(Column(name, Kind.INTEGER, says), path or name, least=least)


def flag(name: str, says: str) -> Attribute:
    """Whether; empty where nobody has said."""
    return Attribute(Column(name, Kind.BOOLEAN, says), name, required=False)


def day(name: str, says: str, *, required: bool = True) -> Attribute:
    return Attribute(Column(name, Kind.DATE, says), name, required)


def moment(name: str, says: str, *, required: bool = True) -> Attribute:
    return Attribute(Column(name, Kind.DATETIME, says), name, required)


def several(name: str, says: str) -> Attribute:
    return Attribute(Column(name, Kind.LIST, says), name, required=False)


CLOCK: tuple[Attribute, ...] = (
    moment("recorded_at", "When this version came into our books (UTC)."),
    text("recorded_by", "Who recorded it."),
    text("reason", "Why it replaces the version before; empty for a first version.", required=False),
    moment("superseded_at", "When it was closed: replaced or withdrawn; empty while it stands.", required=False),
    text("superseded_by", "Who closed it.", required=False),
    text("withdrawal_reason", "Why it was withdrawn; empty if it was not.", required=False),
)
"""The recorded clock of whatever has versions."""


def _cell(value: Any) -> Cell:
    if isinstance(value, list):
        return tuple(value)
    return None if value == "" else value


def _sortable(cell: Cell) -> tuple[bool, Any]:
    """Empty cells first."""
    return (cell is not None, cell)
