"""A database as a released version left it is brought up to date (`python -m tests.released`).

Reads a file of `tests/releases` as JSON, prints what became of it.
"""

import json
import os
import sys
from typing import Any

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.apps import apps
    from django.contrib.auth import authenticate
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.core.serializers.json import DjangoJSONEncoder
    from django.db import connection

    from guarantors.exchange.verify import verify
    from tests.upgrading import put

    class Exact(DjangoJSONEncoder):
        def default(self, o: Any) -> Any:
            if isinstance(o, bytes | memoryview):
                return bytes(o).hex()
            return o.isoformat() if hasattr(o, "isoformat") else super().default(o)

    given = json.load(sys.stdin)
    call_command("migrate", "guarantors", given["migration"], verbosity=0)
    call_command("migrate", "auth", verbosity=0)
    if "guarantors_ledger" in connection.introspection.table_names():  # a new database's own
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM guarantors_ledger")
    put(given["rows"])
    User.objects.bulk_create(User(**user) for user in given["users"])
    if connection.vendor == "postgresql":
        _numbers_go_on()
    call_command("migrate", verbosity=0)
    rows = {
        name: list(apps.get_model("guarantors", name)._default_manager.order_by("pk").values(*listed[0]))
        for name, listed in given["rows"].items()
        if listed
    }
    report = verify()
    told = {
        "rows": json.loads(json.dumps(rows, cls=Exact)),
        "found": [str(finding) for finding in report.found],
        "record": report.record.hex(),
        "acts": report.number,
        "signed_in": [authenticate(username="ada", password="a password of long ago") is not None],
    }
    print(json.dumps(told))


def _numbers_go_on() -> None:
    """What was put with its ids is not given them again."""
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection

    there = set(connection.introspection.table_names())
    models = [model for model in apps.get_app_config("guarantors").get_models() if model._meta.db_table in there]
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(sql)


if __name__ == "__main__":
    main()
