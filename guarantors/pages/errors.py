"""When something is refused, missing or broken: a page that says what is wrong and leads back."""

import sys
from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import DisallowedHost, RequestDataTooBig, SuspiciousFileOperation, TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseServerError, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from guarantors.address import refusals
from guarantors.domain.errors import Breach, NotNow, Refused, Wording
from guarantors.exchange import problem
from guarantors.exchange.spoken import gettext as _
from guarantors.models.trouble import is_for_now


class RefusalMiddleware:
    """Turns a refused address into a 400 page that names each fault and its fix, and fills the empty 405."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.get("Content-Length") not in (None, "0"):
            return response
        allowed = response.headers["Allow"]
        answer = page(
            request,
            HTTPStatus.METHOD_NOT_ALLOWED,
            _("This address is only read"),
            text=_("It answers to %(methods)s.") % {"methods": allowed},
        )
        answer.headers["Allow"] = allowed
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return page(request, HTTPStatus.BAD_REQUEST, _("This address cannot be shown"), breaches=exception.breaches)
        return None


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("The request’s address or form is malformed.")
    if isinstance(exception, DisallowedHost):
        text = _("This site does not answer under that host name; its operator can allow it (ALLOWED_HOSTS).")
    if isinstance(exception, TooManyFieldsSent):
        text = _("The request has too many parameters.")
    if isinstance(exception, RequestDataTooBig):
        text = _("The request is larger than anything that a form of this site takes.")
    if isinstance(exception, SuspiciousFileOperation):
        text = _("No form of this site takes a file; send text alone.")
    return page(request, HTTPStatus.BAD_REQUEST, _("This request cannot be read"), text=text)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, HTTPStatus.FORBIDDEN, _("Not allowed"), text=_("You may not see or do this."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    said = exception.args[0] if isinstance(exception, Http404) and exception.args else ""
    text = said if isinstance(said, str) and said else _("There is nothing at this address.")
    return page(request, HTTPStatus.NOT_FOUND, _("Not found"), text=text)


def too_many(request: HttpRequest) -> HttpResponse:
    """More attempts to sign in, or to be sent e-mail, than one address may make."""
    text = _("There were too many attempts. Wait a minute or two, then try again.")
    answer = page(request, HTTPStatus.TOO_MANY_REQUESTS, _("Too many attempts"), text=text)
    answer.headers["Retry-After"] = "60"
    return answer


def crowded(is_api: bool) -> HttpResponse:
    """Every place where an answer could be made is taken. The same for everybody, and asks nothing of the database."""
    text = _(
        "More readers have come at once than can be answered. Nothing was changed. Please try again in some seconds."
    )
    if is_api:
        return _problem(HTTPStatus.SERVICE_UNAVAILABLE, text)
    context = {"title": _("Out of service for a moment"), "text": text, "status": 503}
    return HttpResponse(render_to_string("pages/error.html", context), status=HTTPStatus.SERVICE_UNAVAILABLE)


def server_error(request: HttpRequest) -> HttpResponse:
    """Written without a request context, since whatever failed may fail again. Its number is in the log beside why."""
    error = sys.exception()
    if isinstance(error, NotNow):
        return out_of_service(request, error.said)
    if is_for_now(error):
        return out_of_service(request)
    number = getattr(request, "request_id", "")
    if request.path.startswith("/api/"):
        return _problem(HTTPStatus.INTERNAL_SERVER_ERROR, "Something broke on our side.", number)
    text = _("Nothing was changed. Please try again.")
    context = {"title": _("Something broke on our side"), "text": text, "status": 500, "number": number}
    return HttpResponseServerError(render_to_string("pages/error.html", context))


def out_of_service(request: HttpRequest, why: Wording | None = None) -> HttpResponse:
    """The database is away, full or busy, or whatever else `why` says. What was being written may have come on record,
    its answer alone being lost."""
    if request.path.startswith("/api/"):
        answer = _problem(
            HTTPStatus.SERVICE_UNAVAILABLE, why.message if why else "The record cannot be reached for the moment."
        )
    else:
        text = refusals.in_words(why) if why else _("Please try again in a few seconds.")
        if request.method == "POST" and not why:
            text = _("What you sent may not have arrived: go back, where the form still has it, and send it again.")
        context = {"title": _("The record cannot be reached for the moment"), "text": text, "status": 503}
        html = render_to_string("pages/error.html", context)
        answer = HttpResponse(html, status=HTTPStatus.SERVICE_UNAVAILABLE)
    answer.headers["Retry-After"], answer.headers["Cache-Control"] = "5", "no-store"
    return answer


def page(
    request: HttpRequest, status: HTTPStatus, title: str, *, text: str = "", breaches: tuple[Breach, ...] = ()
) -> HttpResponse:
    """A page that says what is wrong and leads back; under /api/ the same as a problem."""
    if request.path.startswith("/api/"):
        return _problem(status, text or title)
    told = [(breach.field, refusals.in_words(breach)) for breach in breaches]
    context = {"title": title, "text": text, "breaches": told, "status": status.value, "path": request.path}
    return render(request, "pages/error.html", context, status=status.value)


def _problem(status: HTTPStatus, detail: str, number: str = "") -> HttpResponse:
    """For an address under /api/ that no endpoint answers."""
    said = problem.body(status, detail) | ({"request_id": number} if number else {})
    return JsonResponse(said, status=status.value, content_type=problem.CONTENT_TYPE)
