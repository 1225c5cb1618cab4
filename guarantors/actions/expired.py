"""What has run its time and does nothing any more."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection, transaction

from guarantors.actions.answers import KEPT
from guarantors.actions.publication import now
from guarantors.models import KeptAnswer, Session, Token

SHOWN = timedelta(days=30)
"""So long an expired token is still listed, and who sends it is told that it is expired."""


@transaction.atomic
def clear(*, dry_run: bool = False) -> Mapping[str, int]:
    """Delete it, and answer how many rows of what; with `dry_run` only count. What still holds is never touched."""
    moment = now()
    rows: dict[str, Any] = {
        "sessions": Session.objects.filter(expire_date__lt=moment),
        "tokens": Token.objects.filter(expiry__lt=moment - SHOWN),
        "answers kept for requests sent again": KeptAnswer.objects.filter(made_at__lt=moment - KEPT),
    }
    found = {name: each.count() if dry_run else each.delete()[0] for name, each in rows.items()}
    return {**found, "counts of limits": _counts(dry_run=dry_run)}


def _counts(*, dry_run: bool) -> int:
    """Counts whose window is over, where the database keeps them; a shared cache forgets by itself."""
    cache = caches["default"]
    if not isinstance(cache, DatabaseCache):
        return 0
    table = connection.ops.quote_name(cache._table)  # type: ignore[attr-defined]
    what = "SELECT COUNT(*)" if dry_run else "DELETE"
    with connection.cursor() as cursor:
        ended = connection.ops.adapt_datetimefield_value(now().replace(microsecond=0))
        cursor.execute(f"{what} FROM {table} WHERE expires < %s", [ended])
        return int(cursor.fetchone()[0]) if dry_run else cursor.rowcount
