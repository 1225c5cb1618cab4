"""`/api/v1/statements/<id>/correct/`, `/withdraw/`, `/merge/`: we were wrong about what was said."""

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from guarantors.actions import corrections, named, recasting
from guarantors.api.once import once
from guarantors.api.writes.deed import Answer, Deed, by, href
from guarantors.domain.errors import Breach
from guarantors.domain.text import shown
from guarantors.exchange import deeds
from guarantors.models import Statement


class CorrectStatement(Deed):
    """The whole statement as it shall stand. Records that took their day from it move with it; its relations stay."""

    def post(self, request: Request, **key: str) -> Answer:
        statement, asked = _statement(key["id"]), deeds.recast(request.data)

        def act() -> Response:
            made = recasting.recast(
                statement=statement, given=asked.statement, reason=asked.reason, by=by(request), seen=asked.version
            )
            return _answer(request, statement.ref, made.version, "corrected")

        return once(request, act, as_sent=_within)


class WithdrawStatement(Deed):
    """Off the record, with the stances that rest on it alone; it stays readable, and nothing takes its place."""

    def post(self, request: Request, **key: str) -> Answer:
        statement, asked = _statement(key["id"]), deeds.withdrawal(request.data)

        def act() -> Response:
            corrections.withdraw(statement=statement, reason=asked.reason, by=by(request), seen=asked.version)
            return _answer(request, statement.ref, asked.version, "withdrawn")

        return once(request, act)


class MergeStatement(Deed):
    """It is on record a second time: what rests on it rests on the other (`into`), and its address leads there."""

    def post(self, request: Request, **key: str) -> Answer:
        statement, asked = _statement(key["id"]), deeds.merger(request.data)

        def act() -> Response:
            into = named.statement(asked.into, "into")
            corrections.merge(duplicate=statement, into=into, reason=asked.reason, by=by(request), seen=asked.version)
            return _answer(request, statement.ref, asked.version, "merged", into=into.ref)

        return once(request, act)


def _statement(ref: str) -> Statement:
    found = Statement.objects.select_related("proposal").filter(ref=ref).first()
    if found is None:
        raise Http404(f"There is no statement “{shown(ref)}” on record.")
    return found


def _within(breach: Breach) -> Breach:
    """What was said, and its source, stand within `statement`."""
    if not breach.field.startswith(("said.", "source.")):
        return breach
    return breach.at(f"statement.{breach.field.removeprefix('said.')}")


def _answer(request: Request, ref: str, version: int, state: str, **more: str) -> Response:
    return Response({"id": ref, "version": version, "state": state, "href": href(request, "statements", ref), **more})
