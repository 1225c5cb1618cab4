"""What SQLite knows of how its rows are spread: without it, it takes a poor way to the rows of a large record.

PostgreSQL gathers this by itself, soon after much was written.
"""

from django.db import connections
from django.db.backends.utils import CursorWrapper

from guarantors.models.statement import StatementVersion

_GROWN = 2
"""By how much the record has to have grown since."""


def gather_statistics(using: str) -> None:
    """Gather them where there are none, or where the record has grown much: seconds for a million rows."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    table = StatementVersion._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT coalesce(max(id), 0) FROM "{table}"')
        [rows] = cursor.fetchone()
        if rows > _GROWN * _known(cursor, table):
            cursor.execute("ANALYZE")


def _known(cursor: CursorWrapper, table: str) -> int:
    """How many rows the table had when they were gathered last; 0 where they never were."""
    cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
    if cursor.fetchone() is None:
        return 0
    cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = %s LIMIT 1", [table])
    found = cursor.fetchone()
    return int(found[0].split()[0]) if found else 0
