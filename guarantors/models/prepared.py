"""Questions that are asked again and again: built once, then asked with other values.

To build a query takes the ORM several times as long as the database takes to answer it, and what is built is the same
whenever the same is asked with other values. So `Given` stands in a query for a value that comes with each question,
and `answers` keeps the SQL of what was built, with the ORM's own conversion of what comes back.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import BooleanField, Expression, F, Field, Model, QuerySet, TextField
from django.db.models.sql.compiler import SQLCompiler

KEPT = 256
"""Built questions of each thread: more than the lists of the API have shapes in ordinary use."""


class Given(Expression):
    """Stands in a query for the value of that name; `field` says how it is written for the database."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        return "%s", [self]

    def written(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """The value as the database takes it."""
        return self.output_field.get_db_prep_value(value, connection)


class GivenIds(Given):
    """Stands for any number of ids, as one value."""

    def __init__(self, name: str) -> None:
        super().__init__(name, TextField())

    def written(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        text = ",".join(map(str, value))  # which the driver would write one by one
        return f"{{{text}}}" if connection.vendor == "postgresql" else f"[{text}]"


class _Whole(Expression):
    """A condition of several parts."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(BooleanField())
        self.parts = list(parts)

    def get_source_expressions(self) -> list[Any]:
        return self.parts

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        self.parts = list(exprs)


class IsOneOf(_Whole):
    """Whether a column holds one of the ids given: the same SQL for however many."""

    def __init__(self, path: str, ids: str = "ids") -> None:
        super().__init__(F(path), GivenIds(ids))

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        (column, first), (ids, second) = map(compiler.compile, self.parts)
        is_array = connection.vendor == "postgresql"
        among = f"= ANY({ids}::bigint[])" if is_array else f"IN (SELECT value FROM json_each({ids}))"
        return f"{column} {among}", [*first, *second]


class StandsAfter(_Whole):
    """Whether a row of columns comes after a row of values: one step on an index of these columns, however many are
    alike in the first of them. Both engines compare rows so, though Django does not know it of SQLite.
    """

    def __init__(self, paths: Sequence[str], values: Sequence[Expression], *, falling: bool) -> None:
        super().__init__(*map(F, paths), *values)
        self.sign = "<" if falling else ">"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        parts = list(map(compiler.compile, self.parts))
        half = len(parts) // 2
        columns, values = (", ".join(sql for sql, _ in side) for side in (parts[:half], parts[half:]))
        return f"({columns}) {self.sign} ({values})", [value for _, given in parts for value in given]


class _Built:
    """The SQL of a query whose columns are named (`values_list`)."""

    def __init__(self, found: QuerySet[Any], using: str) -> None:
        compiler = found.query.get_compiler(using)
        self.sql, params = compiler.as_sql()
        self.params = tuple(params)
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        self.converters = [(place, *of) for place, of in converters.items()]

    def rows(self, connection: BaseDatabaseWrapper, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        params = [
            item.written(values[item.name], connection) if isinstance(item, Given) else item for item in self.params
        ]
        with connection.cursor() if self.converters or connection.vendor == "sqlite" else _binary(connection) as cursor:
            cursor.execute(self.sql, params)
            stored = cursor.fetchall()
        return list(map(tuple, self._converted(stored, connection))) if self.converters else stored

    def _converted(self, stored: Sequence[Sequence[Any]], connection: BaseDatabaseWrapper) -> list[list[Any]]:
        rows = list(map(list, stored))
        for place, conversions, expression in self.converters:
            for row in rows:
                value = row[place]
                for convert in conversions:
                    value = convert(value, expression, connection)
                row[place] = value
        return rows


def _binary(connection: BaseDatabaseWrapper) -> CursorWrapper:
    """A cursor to which PostgreSQL answers in binary, which is read in half the time.

    Only for columns that the ORM takes as the driver reads them: what it converts itself, it expects as text.
    """
    connection.ensure_connection()
    driver: Any = connection.Database  # type: ignore[attr-defined]
    cursor = driver.Cursor(connection.connection)
    cursor.format = driver.pq.Format.BINARY
    return connection._prepare_cursor(cursor)  # type: ignore[attr-defined, no-any-return]


class _Shelf(threading.local):
    """What a thread has built, by database and name; what was asked last stays."""

    def __init__(self) -> None:
        self.built: OrderedDict[Hashable, _Built] = OrderedDict()


_shelf = _Shelf()


def answers(
    name: Hashable, model: type[Model], build: Callable[[], QuerySet[Any]], **values: Any
) -> list[tuple[Any, ...]]:
    """The rows that the query answers with these values in it.

    `name` must tell apart all that `build` can give: two queries of one name would be taken for one.
    """
    using = router.db_for_read(model)
    key = (using, name)
    built = _shelf.built.get(key)
    if built is None:
        built = _shelf.built[key] = _Built(build().using(using), using)
        if len(_shelf.built) > KEPT:
            _shelf.built.popitem(last=False)
    else:
        _shelf.built.move_to_end(key)
    return built.rows(connections[using], values)
