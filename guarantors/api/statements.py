"""`POST /api/v1/statements/`: hand in a statement with its first coding, for a second coder to review."""

from http import HTTPStatus

from django.urls import reverse
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from guarantors.actions import submissions
from guarantors.api.bodies import StrictJSON
from guarantors.api.problems import broken
from guarantors.api.rights import BySession, holding
from guarantors.domain.errors import Breach, Refused, Stale, refuse
from guarantors.domain.roles import Right
from guarantors.exchange.given import sent
from guarantors.models import Proposal
from guarantors.queries import proposals

WAITS = "waits for a second coder"


class Statements(APIView):
    """Nothing of it is on record until it is reviewed; what the desk would refuse is refused here, in the same words.

    400: the form cannot be read; 422: a rule is broken; 409: somebody else was first.
    """

    parser_classes = (StrictJSON,)

    def get_authenticators(self) -> list[BaseAuthentication]:
        """Only who writes is asked who they are: nothing that is read varies with a cookie."""
        return [BySession()] if self._writes() else []

    def get_permissions(self) -> list[BasePermission]:
        return [holding(Right.LOG)()] if self._writes() else []

    def post(self, request: Request) -> Response:
        given = sent(request.data)
        try:
            waiting = submissions.submit(
                proposal=_proposal(given.proposal),
                given=given.given,
                codings=given.codings,
                by=request.user.get_username(),
            )
        except Stale:
            raise
        except Refused as refused:
            return broken(Refused(_as_sent(breach) for breach in refused.breaches))
        href = request.build_absolute_uri(reverse("review", args=[waiting.pk]))
        body = {"id": str(waiting.pk), "state": WAITS, "href": href}
        return Response(body, status=HTTPStatus.CREATED, headers={"Location": href})

    def _writes(self) -> bool:
        return self.request.method == "POST"


def _proposal(slug: str) -> Proposal:
    """Raises `Refused` where it is not on record."""
    found = Proposal.objects.filter(slug=slug).first() if slug.isprintable() else None
    if found is None:
        known = ", ".join(proposals.slugs())
        raise refuse("proposal-is-known", "proposal", f"name a proposal; those on record are: {known or 'none'}.")
    return found


def _as_sent(breach: Breach) -> Breach:
    """At the key that was sent: what was said stands at the top, beside the source and the codings."""
    return Breach(breach.rule, breach.field.removeprefix("said."), breach.message)
