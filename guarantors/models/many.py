"""Many rows of one table at once: COPY on PostgreSQL, a statement for hundreds of them on SQLite.

Rows go past Django's objects, so that every column has to be given, also where the model has a default. The
constraints and triggers of the database hold as ever.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import islice

from django.db import connection, models

Row = Sequence[int | str | bool | None]

# Of one statement on SQLite, which takes 32766 at most. FTS5 writes what it has gathered whenever a statement with a
# trigger ends: were it one statement a row, the search alone would cost ten times more.
_CELLS = 30_000


def reserve(model: type[models.Model], count: int) -> Sequence[int]:
    """So many new ids of the table, ascending, that nobody else is given. To be called in a transaction."""
    table, pk = model._meta.db_table, str(model._meta.pk.column)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
            cursor.execute(sequence, [table, pk, count])
            return [number for (number,) in cursor.fetchall()]
        # Whoever writes on SQLite has it alone until the transaction ends.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
    last = found[0] if found else 0
    return range(last + 1, last + 1 + count)


def insert(model: type[models.Model], fields: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows whose values stand in the order of these fields: days in ISO form, moments as `kept` writes them."""
    table = model._meta.db_table
    columns = {name: field.column for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    named = ", ".join(f'"{columns[name]}"' for name in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({named}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            given, one = iter(rows), f"({', '.join(['%s'] * len(fields))})"
            while part := list(islice(given, _CELLS // len(fields))):
                values = ", ".join([one] * len(part))
                cells = [cell for row in part for cell in row]
                cursor.execute(f'INSERT INTO "{table}" ({named}) VALUES {values}', cells)


def kept(moment: datetime) -> str:
    """A moment as the engine keeps it, so that a row of it is found by that very moment."""
    utc = moment.astimezone(UTC)
    return utc.isoformat() if connection.vendor == "postgresql" else str(utc.replace(tzinfo=None))
