"""`/api/v1/drafts/`: one's own drafts, as the desk has them: the fields of its form, as typed, right or wrong.

The ETag is the draft's revision. Whoever changes a draft or lays it aside sends it in `If-Match`, so that nothing is
lost that was typed elsewhere meanwhile. What is laid aside is gone from here, and can be taken up again at the desk;
another person's draft is as if it were not there.
"""

import re
import uuid
from http import HTTPStatus
from typing import Any

from django.http import Http404
from django.urls import reverse
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from guarantors.actions import drafts, named
from guarantors.address import written_moment
from guarantors.api.once import once
from guarantors.api.problems import broken
from guarantors.api.writes.deed import Answer, Own, by, href
from guarantors.domain.errors import Refused, Stale
from guarantors.exchange import deeds
from guarantors.exchange.deeds import Typed
from guarantors.models import Proposal
from guarantors.queries import drafts as draft_rows
from guarantors.queries.drafts import DraftRow

_ETAG = re.compile(r'\s*(?:W/)?"([^"]*)"\s*')
"""Weak ones count too: an answer that was compressed on its way has its ETag weakened, and says the same."""


class IfMatchIsMissing(APIException):
    status_code = HTTPStatus.PRECONDITION_REQUIRED
    default_detail = "Send the ETag of the draft as you read it in the header If-Match."


class IfMatchFailed(APIException):
    status_code = HTTPStatus.PRECONDITION_FAILED
    default_detail = "The draft was saved elsewhere meanwhile; read it again."


class Drafts(Own):
    """One's own, the last saved first; a new one is made by POST."""

    def get(self, request: Request) -> Response:
        found = draft_rows.of_owner(by(request))
        rows = [*found.in_work, *found.sent_back, *found.waiting, *found.published]
        results = [draft(row, request) for row in sorted(rows, key=lambda row: row.saved_at, reverse=True)]
        return Response({"count": len(results), "results": results})

    def post(self, request: Request) -> Answer:
        typed = deeds.typed(request.data)

        def act() -> Response:
            made = _save(uuid.uuid4(), typed, by(request), revision=0)
            headers = _etag(made) | {"Location": href(request, "drafts", str(made.id))}
            return Response(draft(made, request), status=HTTPStatus.CREATED, headers=headers)

        return once(request, act)


class OneDraft(Own):
    """One of one's own: read, saved anew (PUT), or laid aside (DELETE)."""

    def get(self, request: Request, ident: uuid.UUID) -> Response:
        row = _own(ident, request)
        return Response(draft(row, request), headers=_etag(row))

    def put(self, request: Request, ident: uuid.UUID) -> Response:
        """409 where it waits for review: it is taken back first (`submissions/<id>/return/`)."""
        row = _own(ident, request)
        _check_match(request, row)
        typed = deeds.typed(request.data)
        try:
            saved = _save(ident, typed, by(request), revision=row.revision)
        except Stale as stale:
            raise self._late(stale, ident, request) from stale
        except Refused as refused:
            return broken(refused)
        return Response(draft(saved, request), headers=_etag(saved))

    def delete(self, request: Request, ident: uuid.UUID) -> Response:
        row = _own(ident, request)
        _check_match(request, row)
        try:
            drafts.discard(draft_id=str(ident), owner=by(request), revision=row.revision)
        except Stale as stale:
            raise self._late(stale, ident, request) from stale
        return Response(status=HTTPStatus.NO_CONTENT)

    def _late(self, stale: Stale, ident: uuid.UUID, request: Request) -> Exception:
        """It waits for review, or somebody saved it between our look at it and now."""
        return stale if _own(ident, request).submission_id is not None else IfMatchFailed()


def draft(row: DraftRow, request: Request) -> dict[str, Any]:
    """A draft as JSON: `note` is why it was sent back, `submission` what was made of it and waits or was published."""
    return {
        "id": str(row.id),
        "href": href(request, "drafts", str(row.id)),
        "desk": request.build_absolute_uri(reverse("draft", args=[row.id])),
        "revision": row.revision,
        "proposal": row.proposal_slug or None,
        "saved_at": written_moment(row.saved_at),
        "note": row.note or None,
        "submission": str(row.submission_id) if row.submission_id else None,
        "fields": row.fields,
    }


def _own(ident: uuid.UUID, request: Request) -> DraftRow:
    row = draft_rows.find(ident)
    if row is None or row.owner != by(request) or row.is_laid_aside:
        raise Http404("There is no draft of yours under this address.")
    return row


def _save(ident: uuid.UUID, typed: Typed, owner: str, *, revision: int) -> DraftRow:
    proposal: Proposal | None = named.proposal(typed.proposal) if typed.proposal else None
    # The desk's form takes the proposal from the form itself.
    fields = {**typed.fields, "proposal": [proposal.slug]} if proposal else typed.fields
    drafts.save(draft_id=str(ident), owner=owner, proposal=proposal, fields=fields, revision=revision)
    row = draft_rows.find(ident)
    assert row is not None
    return row


def _etag(row: DraftRow) -> dict[str, str]:
    return {"ETag": f'"{row.revision}"'}


def _check_match(request: Request, row: DraftRow) -> None:
    """Raises 428 without the header, 412 where it names another revision."""
    given = request.headers.get("If-Match")
    if given is None:
        raise IfMatchIsMissing
    named_ = [found[1] for found in map(_ETAG.fullmatch, given.split(",")) if found]
    if given.strip() != "*" and str(row.revision) not in named_:
        raise IfMatchFailed
