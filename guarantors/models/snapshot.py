"""Everything that is read inside is of one moment, whatever is written meanwhile; nobody waits for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """One view of the default database. Inside a transaction or a snapshot that is open already, that one's."""
    if connection.in_atomic_block or (connection.vendor == "sqlite" and _has_begun()):
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        # Django's own transactions take the lock of writers at once (settings: IMMEDIATE), and would keep them out.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            cursor.execute("SELECT 1 FROM sqlite_master").fetchone()  # the moment is that of the first question
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def _has_begun() -> bool:
    connection.ensure_connection()
    begun: bool = connection.connection.in_transaction
    return begun
