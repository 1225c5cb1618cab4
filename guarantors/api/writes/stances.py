"""`/api/v1/stances/<proposal>/<id>/correct/`, `/withdraw/`: we were wrong about where a state stands.

What a state changed its mind to is no correction: it follows from a new statement.
"""

from collections.abc import Mapping

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

    def post(self, request: Request, **key: str) -> Answer:
        latest, asked = _record(key), deeds.stance_correction(request.data)

        def act() -> Response:
            record = named.version_of(latest, asked.version)
            content = named.stance(record, asked.stance)
            made = corrections.correct_record(record=record, content=content, reason=asked.reason, by=by(request))
            return _answer(request, key, made.version, "corrected")

        return once(request, act, as_sent=under("stance", STANCE))


class WithdrawStance(Deed):
    """Off the record; it stays readable, and nothing takes its place."""

    def post(self, request: Request, **key: str) -> Answer:
        latest, asked = _record(key), deeds.withdrawal(request.data)

        def act() -> Response:
            record = named.version_of(latest, asked.version)
            stances.withdraw(record=record, reason=asked.reason, by=by(request))
            return _answer(request, key, asked.version, "withdrawn")

        return once(request, act)


def _record(key: Mapping[str, str]) -> StanceRecord:
    """The latest version."""
    found = StanceRecord.objects.filter(guarantor__proposal__slug=key["proposal"], ref=key["id"])
    latest = found.order_by("-version").first()
    if latest is None:
        raise Http404(f"There is no stance record “{shown(key['id'])}” on the proposal “{shown(key['proposal'])}”.")
    return latest


def _answer(request: Request, key: Mapping[str, str], version: int, state: str) -> Response:
    where = href(request, "stances", key["proposal"], key["id"])
    return Response({**key, "version": version, "state": state, "href": where})
