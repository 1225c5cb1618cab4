"""The parameters of the list of submissions, and a page of it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from guarantors.address.reading import READERS
from guarantors.api.writes.deed import parameter_breaches
from guarantors.domain.errors import Breach, refuse_any
from guarantors.models import Submission
from guarantors.queries import proposals
from guarantors.queries.waiting import Queue, Whose

PARAMETERS = ("proposal", "whose", "cursor", "page_size")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to, and where in it the page begins."""

    proposal: str | None
    whose: Whose | None
    after: uuid.UUID | None
    size: int | None


def asked_for(request: Request) -> Asked:
    """What the address asks for. Raises `Refused` with every fault."""
    words: dict[str, Sequence[str]] = {"proposal": proposals.slugs(), "whose": list(Whose)}
    allowed = {name: words.get(name, ()) for name in PARAMETERS}
    faults = list(parameter_breaches(request, allowed))
    given = {name: str(value) for name, value in request.GET.items() if value}
    cursor = given.get("cursor")
    if cursor is not None and not _was_handed_in(cursor):
        fix = "no page of this list has given that cursor; take it from “next”, or leave it out to begin."
        faults.append(Breach("cursor-is-of-this-list", "cursor", fix))
    refuse_any(faults)
    size = READERS["page_size"](given["page_size"], datetime.now(UTC)) if "page_size" in given else None
    whose = given.get("whose")
    return Asked(given.get("proposal"), Whose(whose) if whose else None, uuid.UUID(cursor) if cursor else None, size)


def page(request: Request, found: Queue, results: list[dict[str, Any]]) -> Response:
    """`next` is the address of the page that follows, null on the last one; the header `Link` says it too."""
    following, headers = None, {}
    if found.after is not None:
        query = request.GET.copy()
        query["cursor"] = str(found.after)
        following = request.build_absolute_uri(f"?{query.urlencode()}")
        headers["Link"] = f'<{following}>; rel="next"'
    return Response({"count": found.count, "next": following, "results": results}, headers=headers)


def _was_handed_in(cursor: str) -> bool:
    """Whether it names a submission, be it one that waits no longer."""
    try:
        return str(uuid.UUID(cursor)) == cursor and Submission.objects.filter(pk=cursor).exists()
    except ValueError:
        return False
