"""An older database, as the site left it before the desk came, is brought up to date (`python -m tests.upgrading`).

Reads the rows of a record as JSON, puts them into a database of then, migrates it, and prints what it is now.
"""

import io
import json
import os
import sys
from typing import Any

import django

THEN = "0002_search"
TOLD = ("noun", "act", "proposal__slug", "ref", "version", "reason", "recorded_at", "recorded_by")
"""What an act of the journal says, but for its number."""


def put(rows: dict[str, list[dict[str, Any]]]) -> None:
    """Into the tables and columns that were there then."""
    from django.apps import apps
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for name, listed in rows.items():
            model = apps.get_model("guarantors", name)
            table = model._meta.db_table
            if table not in there:
                continue
            columns = {column.name for column in connection.introspection.get_table_description(cursor, table)}
            fields = [field for field in model._meta.concrete_fields if field.column in columns]
            names = ", ".join(f'"{field.column}"' for field in fields)
            places = ", ".join(["%s"] * len(fields))
            for row in listed:
                values = [field.get_db_prep_save(_value(field, row[field.attname]), connection) for field in fields]
                cursor.execute(f'INSERT INTO "{table}" ({names}) VALUES ({places})', values)


def _value(field: Any, kept: Any) -> Any:
    """Bytes are kept as hexadecimal digits."""
    return bytes.fromhex(kept) if isinstance(kept, str) and "Binary" in type(field).__name__ else field.to_python(kept)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command

    from guarantors.actions.search import out_of_step
    from guarantors.models import Change, Ledger, Proposal
    from guarantors.models.triggers import installed_triggers

    call_command("migrate", "guarantors", THEN, verbosity=0)
    put(json.load(sys.stdin))
    call_command("migrate", verbosity=0)
    dumps = {}
    for slug in Proposal.objects.values_list("slug", flat=True):
        dumps[slug] = io.StringIO()
        call_command("dump_dataset", slug, stdout=dumps[slug])
    told = {"dumps": {slug: dump.getvalue() for slug, dump in dumps.items()}, "out_of_step": out_of_step()}
    told["journal"] = [[str(value) for value in row] for row in Change.objects.order_by("number").values_list(*TOLD)]
    told["numbers"] = [*Change.objects.order_by("number").values_list("number", flat=True)]
    told["last"] = Ledger.objects.get().last
    # Taken back and applied again, it tells nothing twice.
    call_command("migrate", "guarantors", "0004_api", verbosity=0)
    call_command("migrate", verbosity=0)
    told["afterwards"] = Change.objects.count()
    print(json.dumps(told | {"triggers": sorted(installed_triggers("default"))}))


if __name__ == "__main__":
    main()
