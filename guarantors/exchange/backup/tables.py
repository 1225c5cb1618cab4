"""A digest of every table, whatever the order of its rows: two copies of one database have the same."""

import hashlib
from collections.abc import Iterator

from django.db import connection

from guarantors.models.search import FTS

LEFT_OUT = frozenset({"django_session", "guarantors_session", "cache"})
"""Who is signed in, and what counts for the limits: a restored site begins without them."""

_SIZE = 2**256
_AT_ONCE = 5_000


def digests() -> dict[str, str]:
    """The rows of each table of the default database, counted and summed. Values are as the driver gives them, so that
    only copies on the same engine can be compared."""
    return {table: _digest(table) for table in names()}


def names() -> list[str]:
    """Every table of which a copy holds the rows; not what the engine keeps of its own beside them."""
    with connection.cursor() as cursor:
        found = connection.introspection.table_names(cursor)
    # The index of the search on SQLite is some tables more, which hold what SearchText holds.
    return sorted(name for name in found if name not in LEFT_OUT and not name.startswith(FTS))


def _digest(table: str) -> str:
    count, total = 0, 0
    for row in _rows(table):
        count += 1
        total += int.from_bytes(hashlib.sha256(repr(row).encode()).digest(), "big")
    return f"{count}:{total % _SIZE:064x}"


def _rows(table: str) -> Iterator[tuple[object, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        while rows := cursor.fetchmany(_AT_ONCE):
            for row in rows:
                yield tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)
