"""The index of the full-text search: derived from the record, and made anew from it whenever that is wished.

Each version of a statement has one row with its folded tokens (`domain.search.indexed`). The engine's own index stands
on that row and follows it by itself, in the same transaction: on SQLite an FTS5 table kept in step by triggers, on
PostgreSQL a generated column of type `tsvector` under a GIN index. Neither splits or folds a text by its own rules.
"""

from datetime import date

from django.db import DatabaseError, connections, models

from guarantors.models.statement import StatementVersion

FTS = "guarantors_searchtext_fts"
"""The FTS5 table on SQLite."""

_PLACES = 2**9
_IDS = 2**32


def position(said_last: date, sequence: int, version_id: int) -> int:
    """Where a version stands in time, as one number: day of speech, place within the day, order of recording.

    Bits 41 and up hold the day, the next 9 the place (from the 512th on all the same), the last 32 the version's id.
    """
    return (said_last.toordinal() * _PLACES + min(sequence, _PLACES - 1)) * _IDS + version_id


class SearchText(models.Model):
    """The tokens of one version; `position` puts them in order on both engines, and is the row's id in FTS5."""

    position = models.BigIntegerField(primary_key=True)
    version = models.OneToOneField(StatementVersion, on_delete=models.PROTECT, related_name="search")
    text = models.TextField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text


TABLE = SearchText._meta.db_table

_SQLITE_TRIGGERS = {
    f"{TABLE}_indexed": f"AFTER INSERT ON {TABLE} BEGIN "
    f"INSERT INTO {FTS}(rowid, text) VALUES (NEW.position, NEW.text); END",
    f"{TABLE}_unindexed": f"AFTER DELETE ON {TABLE} BEGIN "
    f"INSERT INTO {FTS}({FTS}, rowid, text) VALUES ('delete', OLD.position, OLD.text); END",
    f"{TABLE}_reindexed": f"AFTER UPDATE ON {TABLE} BEGIN "
    f"INSERT INTO {FTS}({FTS}, rowid, text) VALUES ('delete', OLD.position, OLD.text); "
    f"INSERT INTO {FTS}(rowid, text) VALUES (NEW.position, NEW.text); END",
}

SEARCH_TRIGGERS = frozenset(_SQLITE_TRIGGERS)
"""The names of the triggers that must stand on SQLite."""

# Tokens are all that is indexed: `ascii` splits at ASCII separators alone and leaves every other character as it is.
# Neither places nor sizes are kept, since phrases are found in the row's text and the order is our own. Beginnings of
# words have entries of their own, since without one all matches of a beginning are merged before the first is known.
_SQLITE_INDEX = (
    f"CREATE VIRTUAL TABLE {FTS} USING fts5(text, content='{TABLE}', content_rowid='position', "
    "tokenize='ascii', detail=none, columnsize=0, prefix='2 3 4 5 6 7 8 9 10')"
)

_POSTGRES_INDEX = (
    f"ALTER TABLE {TABLE} ADD COLUMN words tsvector "
    "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(btrim(text), ' '))) STORED",
    f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin (words)",
)


def install_search(using: str) -> bool:
    """Make the engine's index on that database where it is missing, and its triggers anew: after every migration.

    SQLite drops a table's triggers whenever a migration rebuilds the table, and knows nothing of the FTS5 table.
    False where the database has no table for the search.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if TABLE not in tables:
            if FTS in tables:  # migrated back to before the search
                cursor.execute(f"DROP TABLE {FTS}")
            return False
        if connection.vendor == "postgresql":
            columns = {column.name for column in connection.introspection.get_table_description(cursor, TABLE)}
            for sql in _POSTGRES_INDEX if "words" not in columns else ():
                cursor.execute(sql)
            return True
        for name in _SQLITE_TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        if FTS not in tables:
            cursor.execute(_SQLITE_INDEX)
            cursor.execute(f"INSERT INTO {FTS}({FTS}) VALUES ('rebuild')")
        for name, body in _SQLITE_TRIGGERS.items():
            cursor.execute(f"CREATE TRIGGER {name} {body}")
    return True


def remove_index(using: str) -> None:
    """Take SQLite's index away with its triggers, to be installed anew; PostgreSQL's cannot differ from its rows."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name in _SQLITE_TRIGGERS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(f"DROP TABLE IF EXISTS {FTS}")


def is_in_step(using: str) -> bool:
    """Whether the engine's own index says what the rows say."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        try:
            cursor.execute(f"INSERT INTO {FTS}({FTS}, rank) VALUES ('integrity-check', 1)")
        except DatabaseError:
            return False
    return True
