"""Operations: is the process alive, and can it serve?"""

import os
import tempfile

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from guarantors.address import read_only
from guarantors.models import replicas
from guarantors.models.shared import Gone, shared


@never_cache
@read_only
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@read_only
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, every migration is applied and VAR_DIR can be written; else 503 with the reason.

    Whoever lacks only what can be done without is ready, and says what that is: the shared cache, or replicas, by their
    place in the setting, in whose stead the primary answers.
    """
    reason = _why_not_ready()
    lines = [reason or "ready", *(() if reason else [*_left_out(), *_without_cache()])]
    return HttpResponse(
        "\n".join([*lines, ""]), status=503 if reason else 200, content_type="text/plain; charset=utf-8"
    )


def _why_not_ready() -> str:
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "the database does not answer"
    if pending:
        return f"{len(pending)} migrations are not applied; run manage.py migrate"
    return "" if _can_write() else "VAR_DIR cannot be written; look at the disk's free room and at the folder's owner"


def _can_write() -> bool:
    """Whether a byte can be put on the disk: a full one still makes empty files."""
    try:
        with tempfile.TemporaryFile(dir=settings.VAR_DIR) as file:
            file.write(b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        return False
    return True


def _left_out() -> list[str]:
    return [f"{alias} is left out: it {why}" for alias, why in replicas.left_out().items()]


def _without_cache() -> list[str]:
    cache = shared()
    if cache is None:
        return []
    try:
        cache.ask(lambda redis: redis.ping())
    except Gone:
        return ["the shared cache does not answer: the database is asked instead, and each process counts for itself"]
    return []
