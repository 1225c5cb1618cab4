"""Operations: is the process alive, and can it serve?"""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from guarantors.address import read_only
from guarantors.models import replicas


@never_cache
@read_only
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@read_only
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and every migration is applied; else 503 with the reason.

    Names the replicas that are left out, by their place in the setting: the primary answers in their stead.
    """
    reason = _why_not_ready()
    lines = [reason or "ready", *(() if reason else _left_out())]
    return HttpResponse(
        "\n".join([*lines, ""]), status=503 if reason else 200, content_type="text/plain; charset=utf-8"
    )


def _why_not_ready() -> str:
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "the database does not answer"
    return f"{len(pending)} migrations are not applied; run manage.py migrate" if pending else ""


def _left_out() -> list[str]:
    return [f"{alias} is left out: it {why}" for alias, why in replicas.left_out().items()]
