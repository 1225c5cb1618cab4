"""`/api/v1/submissions/`: what waits for a second coder or a decision, and what a reviewer does with it.

Coding is blind here as at the desk: whoever may still code a statement gets nothing of the first coding.
"""

import uuid
from collections.abc import Sequence

from django.http import Http404
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from guarantors.actions import submissions
from guarantors.api.once import once
from guarantors.api.rights import holding
from guarantors.api.writes.deed import Answer, Deed, Own, by
from guarantors.api.writes.queue import PARAMETERS, asked_for, page
from guarantors.api.writes.waiting import submission
from guarantors.domain.roles import Right
from guarantors.domain.submission import CodingGiven
from guarantors.exchange import deeds
from guarantors.models import Submission
from guarantors.queries import waiting
from guarantors.queries.people import Person, person
from guarantors.queries.waiting import Turn, WaitingRow


class Submissions(Own):
    """Those that wait, the oldest first."""

    parameters = PARAMETERS

    def get(self, request: Request) -> Response:
        asked = asked_for(request)
        who = person(request.user)
        found = waiting.queue(who, proposal=asked.proposal, whose=asked.whose, after=asked.after, size=asked.size)
        return page(request, found, [submission(row, request) for row in found.rows])


class OneSubmission(Own):
    """One, waiting or decided."""

    def get(self, request: Request, ident: uuid.UUID) -> Response:
        return Response(submission(_row(ident, person(request.user)), request))


class Decision(Deed):
    """A deed of a reviewer. Answers what the submission is from then on."""

    to_write = holding(Right.REVIEW)

    def answer(self, request: Request, ident: uuid.UUID) -> Response:
        return Response(submission(_row(ident, person(request.user)), request))


class Code(Decision):
    """The second coding, made without sight of the first; both are in the answer."""

    def post(self, request: Request, ident: uuid.UUID) -> Answer:
        held, read = _submission(ident), deeds.codings(request.data)

        def act() -> Response:
            submissions.code(submission=held, codings=read, by=by(request))
            return self.answer(request, ident)

        return once(request, act)


class Publish(Decision):
    """Puts on record what two coders read alike; or what one coded, where the site runs without review."""

    def post(self, request: Request, ident: uuid.UUID) -> Answer:
        held = _submission(ident)
        deeds.nothing(request.data)

        def act() -> Response:
            alone = _row(ident, person(request.user)).turn is Turn.ALONE
            publish = submissions.publish_alone if alone else submissions.publish
            publish(submission=held, by=by(request))
            return self.answer(request, ident)

        return once(request, act)


class Adjudicate(Decision):
    """Decides between two readings, with a rationale for each, and puts the statement on record."""

    def post(self, request: Request, ident: uuid.UUID) -> Answer:
        held, read = _submission(ident), deeds.codings(request.data)
        return once(request, lambda: self._adjudicated(request, held, read))

    def _adjudicated(self, request: Request, held: Submission, read: Sequence[CodingGiven]) -> Response:
        submissions.adjudicate(submission=held, codings=read, by=by(request))
        return self.answer(request, held.pk)


class Return(Decision):
    """Sends it back to who logged it, as a draft again; who logged it takes it back so."""

    def get_permissions(self) -> list[BasePermission]:
        """To take back one's own takes no more than to log it."""
        if self._writes() and self.request.user is not None:
            own = Submission.objects.filter(pk=self.kwargs["ident"], logged_by=self.request.user.get_username())
            if own.exists():
                return [holding(Right.LOG)()]
        return super().get_permissions()

    def post(self, request: Request, ident: uuid.UUID) -> Answer:
        held, reason = _submission(ident), deeds.reason(request.data)

        def act() -> Response:
            submissions.give_back(submission=held, reason=reason, by=by(request))
            return self.answer(request, ident)

        return once(request, act)


def _submission(ident: uuid.UUID) -> Submission:
    found = Submission.objects.select_related("proposal").filter(pk=ident).first()
    if found is None:
        raise _nothing()
    return found


def _row(ident: uuid.UUID, who: Person) -> WaitingRow:
    row = waiting.find(ident, who)
    if row is None:
        raise _nothing()
    return row


def _nothing() -> Http404:
    return Http404("No statement was handed in under this id.")
