"""Numbers each request, and says and counts what became of it. Outermost, so that it sees every answer."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from config.watch import counters
from config.watch.logs import request_id
from guarantors.address import languages

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{1,64}")

_log = logging.getLogger("guarantors.access")


class Watched:
    """The number is the proxy's where the settings say that it gives one; the answer tells it, and error pages do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        number = _number(request)
        request.request_id = number  # type: ignore[attr-defined]
        token, began = request_id.set(number), time.perf_counter()
        try:
            response = self.get_response(request)
            seconds = time.perf_counter() - began
            response.headers[HEADER] = number
            if settings.METRICS_TOKEN:
                counters.count(request, response.status_code, seconds)
            if settings.ACCESS_LOG:
                _say(request, response.status_code, seconds)
            return response
        finally:
            request_id.reset(token)


def _number(request: HttpRequest) -> str:
    given = request.META.get("HTTP_X_REQUEST_ID", "") if settings.REQUEST_ID_FROM_PROXY else ""
    return given if WELL_FORMED.fullmatch(given) else secrets.token_hex(8)


def _say(request: HttpRequest, status: int, seconds: float) -> None:
    method, ms = request.method or "", round(seconds * 1000, 1)
    method = method if method in counters.METHODS else "other"
    route = _route(request)
    said = {"method": method, "route": route, "status": status, "ms": ms}
    _log.info("%s %s %s %s ms", method, route, status, ms, extra=said)


def _route(request: HttpRequest) -> str:
    """The name of the route, never the address: what somebody looks for may be told by it."""
    if request.resolver_match is not None:
        return request.resolver_match.view_name or "-"
    if request.path_info.startswith(settings.STATIC_URL):
        return "static"
    _, path = languages.split(request.path_info)
    return _name(path)  # it was answered before its route was looked for


@lru_cache(maxsize=2048)
def _name(path: str) -> str:
    try:
        return resolve(path).view_name or "-"
    except Resolver404:
        return "-"
