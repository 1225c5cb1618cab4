"""`/api/v1/stances/<proposal>/<id>/correct/`, `/withdraw/`: we were wrong about where a state stands.

What a state changed its mind to is no correction: it follows from a new statement.
"""

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from guarantors.actions import corrections, named, stances
from guarantors.api.once import once
from guarantors.api.writes.deed import Answer, Deed, by, href, under
from guarantors.domain.text import shown
from guarantors.exchange import deeds
from guarantors.exchange.deeds import STANCE
from guarantors.models import StanceRecord


class CorrectStance(Deed):
    """The whole record as it shall stand. Where the reading changes, it says that it was coded once."""

    def post(self, request: Request, slug: str, ref: str) -> Answer:
        latest, asked = _record(slug, ref), deeds.stance_correction(request.data)

        def act() -> Response:
            record = named.version_of(latest, asked.version)
            content = named.stance(record, asked.stance)
            made = corrections.correct_record(record=record, content=content, reason=asked.reason, by=by(request))
            return _answer(request, slug, ref, made.version, "corrected")

        return once(request, act, as_sent=under("stance", STANCE))


class WithdrawStance(Deed):
    """Off the record; it stays readable, and nothing takes its place."""

    def post(self, request: Request, slug: str, ref: str) -> Answer:
        latest, asked = _record(slug, ref), deeds.withdrawal(request.data)

        def act() -> Response:
            record = named.version_of(latest, asked.version)
            stances.withdraw(record=record, reason=asked.reason, by=by(request))
            return _answer(request, slug, ref, asked.version, "withdrawn")

        return once(request, act)


def _record(slug: str, ref: str) -> StanceRecord:
    """The latest version."""
    found = StanceRecord.objects.filter(guarantor__proposal__slug=slug, ref=ref).order_by("-version").first()
    if found is None:
        raise Http404(f"There is no stance record “{shown(ref)}” on the proposal “{shown(slug)}”.")
    return found


def _answer(request: Request, slug: str, ref: str, version: int, state: str) -> Response:
    where = href(request, "stances", slug, ref)
    return Response({"proposal": slug, "id": ref, "version": version, "state": state, "href": where})
