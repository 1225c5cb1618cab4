"""What a table of the record is: its columns, what a value of each must keep, its key, and where it points."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import Model, Q, QuerySet

from guarantors.exchange.sheet import Cell, Column, Kind, Sheet
from guarantors.queries.then import Then

GIVEN_DATE = r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?"
"""A date as given (EDTF level 0): a year, a month, a day, or two of them with a slash between."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a table is asked for: these proposals (None for all), up to a day, as known at a moment.

    `then` takes back what was amended after that moment; None for the present.
    """

    proposals: tuple[int, ...] | None
    known_at: datetime
    as_of: date = date.max
    then: Then | None = None

    def among(self, path: str) -> Q:
        """That what stands behind the path is of these proposals: no condition where all are asked for."""
        return Q() if self.proposals is None else Q(**{f"{path}__in": self.proposals})

    def until(self, path: str) -> Q:
        """That the day behind the path has come: no condition where every day counts."""
        return Q() if self.as_of == date.max else Q(**{f"{path}__lte": self.as_of})


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


Stored = tuple[Any, ...]
"""The values of a row, in the order of the attributes."""


@dataclass(frozen=True)
class Table:
    """`query` finds the stored rows; `order` ends with what makes a row unique; `amended` is how amendments name them.

    `gather` answers the rows of a table that is no query's.
    """

    name: str
    says: str
    attributes: tuple[Attribute, ...]
    query: Callable[[Scope], QuerySet[Any]]
    key: tuple[str, ...]
    order: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    amended: "Amended | None" = None
    gather: Callable[["Table", Scope], Iterable[Stored]] | None = None

    @cached_property
    def names(self) -> list[str]:
        return [attribute.column.name for attribute in self.attributes]

    @cached_property
    def paths(self) -> list[str]:
        return [attribute.path for attribute in self.attributes]

    def rows(self, scope: Scope) -> Iterable[Stored]:
        """The rows in scope, in no order, each as it stood at the moment and on the day."""
        if self.gather is not None:
            return self.gather(self, scope)
        return map(self.seen(scope), self.query(scope).order_by().values_list(*self.paths))

    def seen(self, scope: Scope) -> Callable[[Stored], Stored]:
        """What makes a stored row the one that was seen then.

        What was closed after the moment was not yet closed, what was withdrawn after the day still stood, and what was
        amended after the moment still said what it had said.
        """
        names = self.names
        closed = _place(names, "superseded_at")
        closing = {names.index(name) for name in CLOSING if name in names} if closed is not None else set()
        withdrawn = _place(names, "withdrawn_on")

        def seen(row: Stored) -> Stored:
            if scope.then is not None and self.amended is not None:
                row = self.amended.taken_back(self, scope.then, row)
            if closed is not None and row[closed] is not None and row[closed] > scope.known_at:
                row = tuple(None if place in closing else value for place, value in enumerate(row))
            if withdrawn is not None and row[withdrawn] is not None and row[withdrawn] > scope.as_of:
                row = (*row[:withdrawn], None, *row[withdrawn + 1 :])
            return row

        return seen

    def sheet(self, scope: Scope, name: str, title: str) -> Sheet:
        """The table's rows in scope, sorted alike on either database."""
        places = [self.names.index(one) for one in self.order or self.key or self.names]
        rows = [tuple(map(cell, row)) for row in self.rows(scope)]
        rows.sort(key=lambda row: [_sortable(row[place]) for place in places])
        return Sheet(name, title, tuple(attribute.column for attribute in self.attributes), rows)


@dataclass(frozen=True, slots=True)
class Amended:
    """Amendments name a row by their noun and by the values of these columns, with slashes between."""

    model: type[Model]
    named_by: tuple[str, ...]

    def taken_back(self, table: Table, then: Then, row: Stored) -> Stored:
        """The row with each amended value as it was. A value that names another row was kept by that name."""
        ref = "/".join(str(row[table.names.index(name)]) for name in self.named_by)
        was = then.fields(str(self.model._meta.model_name), ref)
        if not was:
            return row
        return tuple(
            self._value(path, was[path.split("__")[0]]) if path.split("__")[0] in was else value
            for path, value in zip(table.paths, row, strict=True)
        )

    def _value(self, path: str, was: Any) -> Any:
        value = was if "__" in path else self.model._meta.get_field(path).to_python(was)  # type: ignore[union-attr]
        return value.astimezone(UTC) if isinstance(value, datetime) else value


CLOSING = ("superseded_at", "superseded_by", "withdrawal_reason", "merged_into")


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


def cell(value: Any) -> Cell:
    """A stored value as sheets have it: None where nothing is on record."""
    if isinstance(value, list):
        return tuple(value)
    return None if value == "" else value


def _sortable(cell: Cell) -> tuple[bool, Any]:
    """Empty cells first."""
    return (cell is not None, cell)


def _place(names: list[str], name: str) -> int | None:
    return names.index(name) if name in names else None
