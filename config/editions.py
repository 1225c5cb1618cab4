"""Public answers, made once an edition of the record and given again as they are, until the next change.

What is given again is byte for byte what would be made: the same view, with all that middleware adds below this place,
packed as the client takes it. It costs no query and no rendering, and so does a 304.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe

from config.compression import chosen
from config.shelves import Kept, Key, shelf
from guarantors.api import limits
from guarantors.models.edition import edition
from guarantors.pages.desk.privacy import is_private

LARGEST = 1024 * 1024
"""Bytes of an answer that is kept at all."""

TRIES = 3
VARIES = frozenset({"accept", "accept-encoding", "hx-request"})
"""What the key below tells apart."""

_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")


class Editions:
    """Answers from the shelf what may be; makes the rest, and puts it there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.shelf = shelf(settings.KEPT_ANSWERS * 1024 * 1024)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.KEPT_ANSWERS or not _is_public(request):
            return self.get_response(request)
        key, number = _key(request), edition().standing()
        kept = self.shelf.get(key, number)
        request.kept_answer = kept is not None  # type: ignore[attr-defined]  # for whoever counts
        if kept is None:
            return self._made(request, key, number)
        if request.path_info.startswith("/api/"):
            refused = limits.refused(request)
            if refused is not None:
                return refused
        return _as_asked(request, kept.answer())

    def _made(self, request: HttpRequest, key: Key, number: int) -> HttpResponseBase:
        """The answer, made within one edition: what is made while another comes would show some of either."""
        conditions = {name: request.META.pop(name) for name in _CONDITIONS if name in request.META}
        request.__dict__.pop("headers", None)  # which Django has read from META and keeps
        try:
            response = self._of_one_edition(request, key, number)
        finally:
            request.META.update(conditions)
            request.__dict__.pop("headers", None)
        return _as_asked(request, response) if isinstance(response, HttpResponse) else response

    def _of_one_edition(self, request: HttpRequest, key: Key, number: int) -> HttpResponseBase:
        for _ in range(TRIES):
            response = self.get_response(request)
            before, number = number, edition().standing()
            if number == before:
                if isinstance(response, HttpResponse) and _may_be_kept(response):
                    self.shelf.put(key, Kept(number, response.content, tuple(response.headers.items())))
                return response
        with edition().held():  # editions follow each other faster than this is made: the next one waits for it
            return self.get_response(request)


def _is_public(request: HttpRequest) -> bool:
    """Whether the answer is the same for everybody who sends the same words."""
    return (
        request.method == "GET"
        and "HTTP_AUTHORIZATION" not in request.META
        and "HTTP_HX_REQUEST" not in request.META
        and not is_private(request)
        and not request.path_info.startswith(("/healthz", "/readyz", "/metrics"))
    )


def _key(request: HttpRequest) -> Key:
    meta = request.META
    accept = meta.get("HTTP_ACCEPT", "") if request.path_info.startswith("/api/") else ""
    coding = chosen(meta.get("HTTP_ACCEPT_ENCODING", ""))
    today = datetime.now(UTC).date().isoformat()
    return (request.scheme or "", meta.get("HTTP_HOST", ""), request.get_full_path(), accept, coding, today)


def _may_be_kept(response: HttpResponse) -> bool:
    varies = {word.strip().lower() for word in response.headers.get("Vary", "").split(",") if word.strip()}
    return (
        response.status_code == HTTPStatus.OK
        and response.headers.get("Cache-Control", "").startswith("public")
        and not response.cookies
        and varies <= VARIES
        and len(response.content) <= LARGEST
    )


def _as_asked(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer, or a 304 where the client has it already."""
    etag, changed = response.headers.get("ETag"), response.headers.get("Last-Modified")
    if response.status_code != HTTPStatus.OK or not etag:
        return response
    modified = parse_http_date_safe(changed) if changed else None
    return get_conditional_response(request, etag=etag, last_modified=modified, response=response) or response
