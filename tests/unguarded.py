"""The record without its triggers, for what somebody with the database's password could do."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from guarantors.models import triggers


@contextmanager
def unguarded() -> Iterator[None]:
    """Triggers stand aside, for this transaction alone, and stand again afterwards."""
    with connection.cursor() as cursor:
        for model in (*triggers.CLOSABLE, *triggers.FROZEN):
            table = model._meta.db_table
            for name in sorted(n for n in triggers.installed_triggers("default") if n.startswith(f"{table}_no_")):
                cursor.execute(
                    f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if connection.vendor == "postgresql" else "")
                )
    yield
    triggers.install_triggers(using="default")
