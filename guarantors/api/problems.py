"""Errors as RFC 9457 problems: what is wrong, in which parameter, and how to mend it."""

from http import HTTPStatus
from typing import Any

from django.http import Http404
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.views import exception_handler

from guarantors.domain.errors import Refused, Stale
from guarantors.exchange import problem

CONTENT_TYPE = problem.CONTENT_TYPE
KEPT = ("Allow", "Retry-After", "WWW-Authenticate")


def problem_handler(exception: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an exception of a view; None lets an unforeseen one become a 500."""
    if isinstance(exception, Refused):
        return refusal(exception, HTTPStatus.CONFLICT if isinstance(exception, Stale) else HTTPStatus.BAD_REQUEST)
    answer = exception_handler(exception, context)
    if answer is None:
        return None
    status = HTTPStatus(answer.status_code)
    detail = str(exception.detail) if isinstance(exception, APIException) else status.phrase
    if isinstance(exception, Http404) and exception.args:
        detail = str(exception.args[0])
    kept = {name: answer.headers[name] for name in KEPT if name in answer.headers}
    return _answer(problem.body(status, detail), kept)


def broken(refused: Refused) -> Response:
    """What was sent can be read, and breaks a rule."""
    return refusal(refused, HTTPStatus.UNPROCESSABLE_ENTITY)


def refusal(refused: Refused, status: HTTPStatus) -> Response:
    """Each breach is an error of the problem."""
    return _answer(problem.refusal(refused, status))


def _answer(body: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    return Response(body, status=body["status"], content_type=CONTENT_TYPE, headers=headers)
