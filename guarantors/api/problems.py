"""Errors as RFC 9457 problems: what is wrong, in which parameter, and how to mend it."""

from http import HTTPStatus
from typing import Any

from django.http import Http404
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.views import exception_handler

from guarantors.domain.errors import Refused, Stale

CONTENT_TYPE = "application/problem+json"


def problem_handler(exception: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an exception of a view; None lets an unforeseen one become a 500."""
    if isinstance(exception, Refused):
        return _refusal(exception, HTTPStatus.CONFLICT if isinstance(exception, Stale) else HTTPStatus.BAD_REQUEST)
    answer = exception_handler(exception, context)
    if answer is None:
        return None
    status = HTTPStatus(answer.status_code)
    detail = str(exception.detail) if isinstance(exception, APIException) else status.phrase
    if isinstance(exception, Http404) and exception.args:
        detail = str(exception.args[0])
    problem = _problem(status, detail)
    for name in ("Allow", "Retry-After", "WWW-Authenticate"):
        if name in answer.headers:
            problem.headers[name] = answer.headers[name]
    return problem


def broken(refused: Refused) -> Response:
    """What was sent can be read, and breaks a rule."""
    return _refusal(refused, HTTPStatus.UNPROCESSABLE_ENTITY)


def _refusal(refused: Refused, status: HTTPStatus) -> Response:
    errors = [{"field": item.field, "rule": item.rule, "detail": item.message} for item in refused.breaches]
    return _problem(status, str(refused), errors=errors)


def _problem(status: HTTPStatus, detail: str, **more: Any) -> Response:
    body = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail, **more}
    return Response(body, status=status.value, content_type=CONTENT_TYPE)
