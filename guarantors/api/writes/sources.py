"""`/api/v1/sources/<id>/mark/`, `/describe/`: whether a publisher still stands by a source, and what it is."""

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from guarantors.actions import sources
from guarantors.api.once import once
from guarantors.api.writes.deed import Answer, Deed, by, href, under
from guarantors.domain.errors import Breach
from guarantors.domain.text import shown
from guarantors.exchange import deeds
from guarantors.models import Source


class MarkSource(Deed):
    """Its publisher corrected it, took it back, or stands by it again; what rests on it stays, marked.

    `seen` is how it was marked when it was looked at: where it is marked otherwise by now, the answer is a 409.
    """

    def post(self, request: Request, **key: str) -> Answer:
        source, asked = _source(key["id"]), deeds.mark(request.data)

        def act() -> Response:
            sources.mark(source=source, status=asked.status, reason=asked.reason, by=by(request), seen=asked.seen)
            return _answer(request, source.ref)

        return once(request, act)


class DescribeSource(Deed):
    """Described anew: the keys of `values`, and no others. What each was is kept.

    `version` counts how often it was described or marked, from 1; with another one by now, the answer is a 409.
    """

    def post(self, request: Request, **key: str) -> Answer:
        source, asked = _source(key["id"]), deeds.description(request.data)

        def act() -> Response:
            seen = None if asked.version is None else asked.version - 1
            sources.amend(source=source, values=asked.values, reason=asked.reason, by=by(request), seen=seen)
            return _answer(request, source.ref)

        return once(request, act, as_sent=_within_values)


def _within_values(breach: Breach) -> Breach:
    """What is wrong with the whole is said of all that was sent of it."""
    if breach.field == "source":
        return breach.at("values")
    return under("values", sources.AMENDABLE)(breach)


def _source(ref: str) -> Source:
    found = Source.objects.filter(ref=ref).first()
    if found is None:
        raise Http404(f"There is no source “{shown(ref)}” on record.")
    return found


def _answer(request: Request, ref: str) -> Response:
    stored = _source(ref)
    version = sources.amendments_of(stored) + 1
    return Response({"id": ref, "version": version, "status": stored.status, "href": href(request, "sources", ref)})
