"""`POST /api/v1/statements/`: hand in a statement with its first coding, for a second coder to review."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from guarantors.actions import named, submissions
from guarantors.actions.checking import Names
from guarantors.api.once import once
from guarantors.api.rights import holding
from guarantors.api.writes.deed import Answer, Deed, by, href
from guarantors.domain.errors import Breach, refuse
from guarantors.domain.roles import Right
from guarantors.exchange.given import Sent, sent
from guarantors.models import Proposal, Submission
from guarantors.queries import drafts

WAITS = "waits for a second coder"


class HandIn(Deed):
    """Nothing of it is on record until it is reviewed; what the desk refuses is refused here, in the same words."""

    to_write = holding(Right.LOG)

    def post(self, request: Request) -> Answer:
        given = sent(request.data)

        def act() -> Response:
            waiting = submit(given, by(request))
            body = handed_in(request, waiting)
            return Response(body, status=HTTPStatus.CREATED, headers={"Location": body["href"]})

        return once(request, act, as_sent=as_sent)


Find = Callable[[str], tuple[Proposal, Names]]


def find(slug: str) -> tuple[Proposal, Names]:
    """The proposal, and what codings of it may name. Raises `Refused` where it is not on record."""
    proposal = named.proposal(slug)
    return proposal, Names.of(proposal)


def submit(given: Sent, owner: str, find: Find = find) -> Submission:
    """Hand it in, for its logger. Raises `Refused` with fields as in `actions.checking`, `Stale`."""
    if given.draft is not None:
        stored = drafts.find_by_text(given.draft)
        if stored is None or stored.owner != owner:
            raise refuse("draft-is-known", "draft", "there is no such draft of yours; leave it out, or name one.")
    proposal, names = find(given.proposal)
    return submissions.submit(
        proposal=proposal, given=given.given, codings=given.codings, by=owner, draft_id=given.draft, names=names
    )


def handed_in(request: Request, waiting: Submission) -> dict[str, Any]:
    """What is answered to whoever handed it in."""
    return {"id": str(waiting.pk), "state": WAITS, "href": href(request, "submissions", str(waiting.pk))}


def as_sent(breach: Breach) -> Breach:
    """At the key that was sent: what was said stands at the top, beside the source and the codings."""
    return breach.at(breach.field.removeprefix("said."))
