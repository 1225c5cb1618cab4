"""Many rows of one table at once: COPY on PostgreSQL, a statement for hundreds of them on SQLite.

Rows go past Django's objects, so that every column has to be given, also where the model has a default. The
constraints and triggers of the database hold as ever.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain, islice

from django.db import connection, models

Row = Sequence[int | str | bool | bytes | None]

# Of one statement on SQLite, which takes 32766 at most. FTS5 writes what it has gathered whenever a statement with a
# trigger ends: were it one statement a row, the search alone would cost ten times more.
_CELLS = 30_000


def reserve(model: type[models.Model], count: int) -> Sequence[int]:
    """So many new ids of the table, ascending, that nobody else is given. To be called in a transaction."""
    table, pk = model._meta.db_table, str(model._meta.pk.column)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Its name is asked first: within the other question it would be looked up for each number.
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, pk])
            (sequence,) = cursor.fetchone()
            cursor.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [sequence, count])
            return [number for (number,) in cursor.fetchall()]
        # Whoever writes on SQLite has it alone until the transaction ends.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
    last = found[0] if found else 0
    return range(last + 1, last + 1 + count)


def insert(model: type[models.Model], fields: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows whose values stand in the order of these fields: days in ISO form, moments as `kept` writes them."""
    named = _named(model, tuple(fields))
    if connection.vendor == "postgresql":
        # What the driver's COPY raises goes past Django's cursor.
        with (
            connection.cursor() as cursor,
            connection.wrap_database_errors,
            cursor.copy(f"COPY {named} FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)
        return
    given = iter(rows)
    connection.ensure_connection()
    # Past Django's cursor, which would go through each text for its placeholders; SQLite keeps what it has prepared.
    with connection.wrap_database_errors:
        while part := list(islice(given, _CELLS // len(fields))):
            connection.connection.execute(_values(named, len(part), len(fields)), list(chain.from_iterable(part)))


@lru_cache(maxsize=64)
def _named(model: type[models.Model], fields: tuple[str, ...]) -> str:
    """The table and the columns of these fields."""
    columns = {name: field.column for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    named = ", ".join(f'"{columns[name]}"' for name in fields)
    return f'"{model._meta.db_table}" ({named})'


@lru_cache(maxsize=64)
def _values(named: str, rows: int, cells: int) -> str:
    """What inserts so many rows on SQLite: the very same text again, so that it is known to be prepared."""
    one = f"({', '.join('?' * cells)})"
    return f"INSERT INTO {named} VALUES {', '.join([one] * rows)}"


def kept(moment: datetime) -> str:
    """A moment as the engine keeps it, so that a row of it is found by that very moment."""
    utc = moment.astimezone(UTC)
    return utc.isoformat() if connection.vendor == "postgresql" else str(utc.replace(tzinfo=None))
