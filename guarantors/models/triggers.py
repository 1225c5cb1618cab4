"""Append-only in the database itself: no published row is changed or deleted, whoever asks.

A record may be closed once (when, by whom and, if withdrawn, why), a submission decided once, a lock released once and
an act of an older journal given its digests once; nothing else of them may move.
Triggers are made anew after every migration, because SQLite drops a table's triggers whenever it rebuilds the table.
"""

from collections.abc import Collection
from typing import Any

from django.db import connections, models

from guarantors.models.amendment import Amendment
from guarantors.models.desk import AuditEntry, CodingSheet, Lock, Submission
from guarantors.models.journal import Change
from guarantors.models.stance import Condition, Evidence, StanceRecord
from guarantors.models.statement import (
    Coding,
    Corroboration,
    Statement,
    StatementActor,
    StatementRelation,
    StatementVersion,
)

CLOSABLE: dict[type[models.Model], tuple[str, ...]] = {
    StanceRecord: ("superseded_at", "superseded_by", "withdrawal_reason"),
    StatementVersion: ("superseded_at", "superseded_by", "withdrawal_reason", "merged_into_id"),
    Submission: ("decided_at", "decided_by", "outcome", "reason", "statement_id"),
    Lock: ("released_at", "released_by", "release_reason"),
    Change: ("digest", "content"),
}
"""What may be closed, once, and the columns that say so: the first is null until then."""

FROZEN: tuple[type[models.Model], ...] = (
    Amendment,
    AuditEntry,
    Coding,
    CodingSheet,
    Condition,
    Corroboration,
    Evidence,
    Statement,
    StatementActor,
    StatementRelation,
)
_POSTGRES_FUNCTIONS = """
CREATE OR REPLACE FUNCTION guarantors_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append-only: % of % is refused', lower(TG_OP), TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE FUNCTION guarantors_only_close() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(OLD) ->> TG_ARGV[0] IS NOT NULL OR to_jsonb(NEW) ->> TG_ARGV[0] IS NULL
     OR to_jsonb(OLD) - TG_ARGV IS DISTINCT FROM to_jsonb(NEW) - TG_ARGV THEN
    RAISE EXCEPTION 'append-only: a record of % may only be closed, once', TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""


def trigger_names(table: str) -> set[str]:
    """The names of the triggers that must stand on the table, on the engine that has fewer of them."""
    return {f"{table}_no_update", f"{table}_no_delete"}


def statements(vendor: str, model: type[models.Model], there: Collection[str]) -> list[str]:
    """The SQL that makes the triggers of one table anew; `there` are its columns, which may not yet be all of now."""
    table = model._meta.db_table
    closing = tuple(column for column in CLOSABLE.get(model, ()) if column in there)
    return (
        _sqlite(table, closing, [column for column in there if column not in closing])
        if vendor == "sqlite"
        else _postgres(table, closing)
    )


def _sqlite(table: str, closing: tuple[str, ...], kept: Collection[str]) -> list[str]:
    unchanged = " AND ".join(f'OLD."{column}" IS NEW."{column}"' for column in kept)
    when = f"WHEN NOT (OLD.{closing[0]} IS NULL AND NEW.{closing[0]} IS NOT NULL AND {unchanged})" if closing else ""
    return [
        f'DROP TRIGGER IF EXISTS "{table}_no_update"',
        f'CREATE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}" {when} '
        f"BEGIN SELECT RAISE(ABORT, 'append-only: update of {table} is refused'); END",
        f'DROP TRIGGER IF EXISTS "{table}_no_delete"',
        f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, 'append-only: delete from {table} is refused'); END",
    ]


def _postgres(table: str, closing: tuple[str, ...]) -> list[str]:
    columns = ", ".join(f"'{column}'" for column in closing)
    function = f"guarantors_only_close({columns})" if closing else "guarantors_refuse()"
    return [
        f'CREATE OR REPLACE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}" '
        f"FOR EACH ROW EXECUTE FUNCTION {function}",
        f'CREATE OR REPLACE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" '
        f"FOR EACH ROW EXECUTE FUNCTION guarantors_refuse()",
        f'CREATE OR REPLACE TRIGGER "{table}_no_truncate" BEFORE TRUNCATE ON "{table}" '
        f"FOR EACH STATEMENT EXECUTE FUNCTION guarantors_refuse()",
    ]


def install_triggers(using: str, **_: Any) -> None:
    """Make every trigger anew on that database; a receiver of `post_migrate`. Tables not yet there are passed over."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTIONS)
        for model in (*CLOSABLE, *FROZEN):
            if model._meta.db_table in tables:
                columns = connection.introspection.get_table_description(cursor, model._meta.db_table)
                for sql in statements(connection.vendor, model, [column.name for column in columns]):
                    cursor.execute(sql)


def installed_triggers(using: str) -> set[str]:
    """The names of the triggers that stand on that database."""
    connection = connections[using]
    catalogue = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        return {name for (name,) in cursor.fetchall()}
