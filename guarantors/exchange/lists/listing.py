"""What a list is: a table of the record, what hangs on its rows, how it is filtered and ordered, and what it names.

A list shows what stood at the moment asked for. Its columns are those of the table in the data package, under the same
names; a page of it takes a fixed number of SQL queries.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from django.db.models import CharField, DateField, DateTimeField, Expression, Field, Model, QuerySet, Value

from guarantors.exchange.lists.cursor import Place, field_of, kind_of, read
from guarantors.exchange.lists.hanging import Joined
from guarantors.exchange.lists.past import columns
from guarantors.exchange.lists.pointing import Pointing, pointing
from guarantors.exchange.sheet import Column
from guarantors.exchange.tables import Table
from guarantors.exchange.tables.table import Attribute, Scope
from guarantors.models.counting import known
from guarantors.models.prepared import Given, IsOneOf, StandsAfter, answers

Row = dict[str, Any]
"""A row by the names of its columns: texts, numbers, days, moments, and lists of texts or of rows."""

Asked = Mapping[str, Any]
"""The parameters of an address that are given, by name, each read."""

ITSELF = frozenset({"sort", "fields", "expand", "format", "page_size", "cursor", "known_at", "recorded_since"})
"""Parameters that no list needs any help with."""

PLACES = ("first", "second", "third", "fourth")
"""What the values of a place are called in a query, where one is given."""


@dataclass(frozen=True, slots=True)
class Named:
    """Columns that name rows of another list: `list_` is its name; a slash parts the columns of a name."""

    list_: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """Columns of the database, none of them ever null; rows that are alike in all are parted by their id.

    `least`: where the one column is of a table that is walked along, with no two alike, a bound that all are above.
    """

    paths: tuple[str, ...]
    falling: bool = False
    least: int | None = None


@dataclass(frozen=True, slots=True)
class Computed:
    """A column that follows from the others of its row."""

    attribute: Attribute
    of: Callable[[Row], Any]


Found = tuple[list[Row], Place | None]
"""A page, and the place of its last row where more follow, or may follow some day."""


@dataclass(frozen=True)
class Listing:
    """A list; `name` is its place under /api/v1/, `one` what a single row is called.

    `filters` are parameters and the columns that they must equal; `more` narrows it by what is not one column. `orders`
    has the one by default first. `key` are the columns that name a row in its address, of which a closed one is shown
    too. `names` is what may be had with it, by the word to ask for it. `find` answers ids and the next place where more
    is asked than the list itself can answer. `until_today`: without `as_of` it reaches up to today, else to whatever is
    on record.
    `goes_on`: it is only added to, at its end, so that the last page too says where the next one begins.
    """

    name: str
    one: str
    table: Table
    orders: Mapping[str, Order]
    key: tuple[str, ...] = ()
    joined: tuple[Joined, ...] = ()
    computed: tuple[Computed, ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)
    more: Callable[[QuerySet[Any], Asked, Scope], QuerySet[Any]] | None = None
    names: Mapping[str, Named] = field(default_factory=dict)
    find: Callable[[Asked, Scope, Place | None, int], tuple[list[int], Place | None]] | None = None
    until_today: bool = False
    goes_on: bool = False

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return (
            *(item.column for item in self.table.attributes),
            *(item.attribute.column for item in self.computed),
            *(item.column for item in self.joined),
        )

    @cached_property
    def model(self) -> type[Model]:
        """Of what its rows are."""
        return self.table.query(Scope((), datetime.max.replace(tzinfo=UTC))).model

    @cached_property
    def read(self) -> Pointing:
        """How its rows are read."""
        return pointing(self.model, tuple(self.table.paths))

    @property
    def has_versions(self) -> bool:
        """Whether its rows are corrected by further versions."""
        return "superseded_at" in self.table.names

    @property
    def is_recorded(self) -> bool:
        """Whether each row says since when it is on record, so that none comes into a view of the past."""
        return "recorded_at" in self.table.names

    def page(self, scope: Scope, asked: Asked, begin: Place | None, size: int) -> Found:
        """Rows that stand, from after `begin` on."""
        if self.find is not None and not asked.keys() <= ITSELF:
            ids, last = self.find(asked, scope, begin, size)
            return self.of_ids(ids, scope), last
        order = self.order(asked.get("sort", ""))
        stored = self._stored(scope, asked, order, begin, size + 1)
        places = stored[size - 1 : size] if len(stored) > size else stored[-1:] if self.goes_on else []
        last = tuple(places[0][: len(order.paths) + 1]) if places else begin if self.goes_on else None
        return self.rows([row[len(order.paths) :] for row in stored[:size]], scope), last

    def _stored(
        self, scope: Scope, asked: Asked, order: Order, begin: Place | None, most: int
    ) -> list[tuple[Any, ...]]:
        """So many rows, each led by its place. What depends on nothing but values is built once for all of them."""
        if scope.then is not None or not asked.keys() <= {*ITSELF, "as_of", *self.filters}:
            return list(self._walk(scope, asked, order, list(map(Value, begin or (), self._fields(order))))[:most])
        clocks = _clocks(scope)
        given = {name: Given(name, CharField()) for name in self.filters if name in asked}
        given |= {name: Given(name, DateTimeField()) for name in ("recorded_since",) if name in asked}
        place = dict(zip(PLACES, begin or (), strict=False))
        fields = list(map(Given, place, self._fields(order)))
        return answers(
            (self.name, order, most, scope.proposals, *clocks, *given, *place),
            self.model,
            lambda: self._walk(replace(scope, **clocks), given, order, fields)[:most],
            **{**asked, **place, "known_at": scope.known_at, "as_of": scope.as_of},
        )

    def _walk(self, scope: Scope, asked: Asked, order: Order, place: Sequence[Expression]) -> QuerySet[Any]:
        """The rows in that order, from after that place on, if there is one."""
        found, by = columns(self._filtered(self._standing(scope), asked, scope), self.table, order.paths, scope)
        keys = [*by, "pk"] if order.least is None else by
        if place:
            found = found.filter(StandsAfter(keys, place[: len(keys)], falling=order.falling))
            # Of two bounds of one column SQLite enters the index at the first: that is to be the place.
            conditions = found.query.where.children
            conditions.insert(0, conditions.pop())
        if order.least is not None:
            found = found.filter(**{f"{by[0]}__gt": order.least})
        found = found.order_by(*(f"-{key}" if order.falling else key for key in keys))
        return found.values_list(*by, "pk", *self.read.paths)

    def order(self, sort: str) -> Order:
        """The order of that name, or the one by default."""
        return self.orders[sort or next(iter(self.orders))]

    def place(self, cursor: str, sort: str) -> Place | None:
        """Where a page begins. Raises `Refused` for a cursor that no page of the list in this order has given."""
        if not cursor:
            return None
        return read(cursor, list(map(kind_of, self._fields(self.order(sort)))))

    def _fields(self, order: Order) -> "list[Field[Any, Any]]":
        """The columns of a place in that order."""
        return [field_of(self.model, path) for path in (*order.paths, "pk")]

    def of_ids(self, ids: Sequence[int], scope: Scope) -> list[Row]:
        """These rows, in that order."""
        clocks = _clocks(scope)
        asked = replace(scope, **clocks)
        found = answers(
            (self.name, "of ids", scope.proposals, *clocks),
            self.model,
            lambda: self.table.query(asked).order_by().filter(IsOneOf("id")).values_list("pk", *self.read.paths),
            ids=ids,
            known_at=scope.known_at,
            as_of=scope.as_of,
        )
        by_id = {row[0]: row for row in found}
        return self.rows([by_id[pk] for pk in ids if pk in by_id], scope)

    def versions(self, scope: Scope, key: Mapping[str, str]) -> list[Row]:
        """Every version that came into our books by the moment, newest first; one row for what has no versions."""
        paths = dict(zip(self.table.names, self.table.paths, strict=True))
        found = self.table.query(scope).filter(**{paths[name]: value for name, value in key.items()})
        newest = ("-version",) if self.has_versions else ()
        return self.rows(list(found.order_by(*newest, "-pk").values_list("pk", *self.read.paths)), scope)

    def named(self, scope: Scope, names: Sequence[str]) -> dict[str, Row]:
        """The standing rows of these names, by name (the values of `key`, with slashes between)."""
        if not names:
            return {}
        places = [self.table.names.index(name) for name in self.key]
        parts = [set(part) for part in zip(*(name.split("/") for name in names), strict=True)]
        # Part by part, which finds a few more: a condition for each name would nest too deep for SQLite.
        near = {f"{self.table.paths[place]}__in": sorted(part) for place, part in zip(places, parts, strict=True)}
        stored = self._standing(scope).filter(**near).order_by().values_list("pk", *self.read.paths)
        called = {"/".join(str(row[place + 1]) for place in places): row for row in stored}
        wanted = sorted(called.keys() & set(names))
        return dict(zip(wanted, self.rows([called[name] for name in wanted], scope), strict=True))

    def rows(self, stored: Sequence[tuple[Any, ...]], scope: Scope) -> list[Row]:
        """Stored rows, each led by its id, as they were seen then, with what hangs on them."""
        seen, names = self.table.seen(scope), self.table.names
        rows: list[Row] = [
            dict(zip(names, [None if value == "" else value for value in seen(row[1:])], strict=True))
            for row in self.read.followed(stored)
        ]
        for item in self.computed:
            for row in rows:
                row[item.attribute.column.name] = item.of(row)
        for joined in self.joined:
            hanging = joined.find([row[0] for row in stored], scope) if stored else {}
            for (pk, *_), row in zip(stored, rows, strict=True):
                row[joined.column.name] = list(hanging.get(pk, ()))
        return rows

    def _standing(self, scope: Scope) -> QuerySet[Any]:
        found = self.table.query(scope)
        return found.filter(known(scope.known_at)) if "superseded_at" in self.table.names else found

    def _filtered(self, found: QuerySet[Any], asked: Asked, scope: Scope) -> QuerySet[Any]:
        given = [name for name in self.filters if name in asked]
        found, by = columns(found, self.table, [self.filters[name] for name in given], scope)
        found = found.filter(**{path: asked[name] for path, name in zip(by, given, strict=True)})
        if "recorded_since" in asked:
            found = found.filter(recorded_at__gte=asked["recorded_since"])
        return self.more(found, asked, scope) if self.more else found


def _clocks(scope: Scope) -> dict[str, Any]:
    """The clocks of a query that is built once, as far as they count."""
    found: dict[str, Any] = {"known_at": Given("known_at", DateTimeField())}
    return found | ({"as_of": Given("as_of", DateField())} if scope.as_of < date.max else {})
