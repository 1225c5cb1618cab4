"""Keeps places free: readers in a crowd never hold every thread of a process, so that the desk is answered all along.

Answers that lie ready (`config.editions`) take no place. What is made anew takes one of its kind: few of a kind are at
work at once, since they share one processor, others wait a little, and whoever finds no room to wait is refused at once
with a 503. Readers have half of the threads, whoever signs in a quarter, and the rest is the desk's alone. What one
claims to be counts for nothing: a session that reads public pages is looked up before it may have a place of the desk,
and that only once the readers' own are taken.
"""

import threading
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from http import HTTPStatus

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.clickjacking import XFrameOptionsMiddleware

from config.languages import kept_in
from config.watch.counters import CROWDED
from guarantors.address import languages
from guarantors.exchange.spoken import speaking
from guarantors.models.session import SessionStore
from guarantors.pages import errors
from guarantors.pages.desk.privacy import is_private

COME_AGAIN = 2
"""Seconds after which whoever was refused may come again."""

PATIENCE = 5.0
"""Seconds for which somebody waits to be at work."""

READING = ("GET", "HEAD", "OPTIONS")
_OF_THE_PROCESS = ("/healthz", "/readyz", "/metrics")


class Kind(StrEnum):
    """Who takes a place."""

    READER = "reader"
    SIGNING_IN = "signing in"
    DESK = "desk"


class Place:
    """One of a kind, taken. At work until it rests, and held until it is left."""

    def __init__(self, kind: "Room") -> None:
        self._room, self._works = kind, True

    def rest(self) -> None:
        if self._works:
            self._works = False
            self._room.work.release()

    def leave(self) -> None:
        self.rest()
        with self._room.lock:
            self._room.present -= 1


class Room:
    """The places of one kind: for so many, of whom so many are at work at once."""

    def __init__(self, most: int, at_work: int) -> None:
        self.most, self.present = most, 0
        self.work, self.lock = threading.Semaphore(at_work), threading.Lock()

    def enter(self) -> Place | None:
        """A place at work, waited for if need be; None where there is no room to wait, or it took too long."""
        with self.lock:
            if self.present >= self.most:
                return None
            self.present += 1
        if self.work.acquire(timeout=PATIENCE):
            return Place(self)
        with self.lock:
            self.present -= 1
        return None


def rooms(threads: int) -> dict[Kind, Room]:
    """Those of a process with so many threads; with fewer than four, nothing is left for the desk alone."""
    return {
        Kind.READER: Room(max(threads // 2, 1), max(threads // 8, 2)),
        Kind.SIGNING_IN: Room(max(threads // 4, 1), max(threads // 24, 1)),
        Kind.DESK: Room(max(threads - 1, 1), max(threads // 4, 2)),
    }


class Door:
    """Outside of all that asks for an answer more than once: the place is given back when the answer has been sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        place: Place | None = getattr(request, "place", None)
        if place is not None:
            if not response.streaming:
                place.rest()
            # A slow client holds its thread, and so its place, until then; Django has no public way to be told.
            response._resource_closers.append(place.leave)  # type: ignore[attr-defined]
        return response


class Crowd:
    """Behind the answers that lie ready: whoever comes here needs a place, once for a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.rooms = rooms(settings.PLACES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.PLACES or hasattr(request, "place") or request.path_info.startswith(_OF_THE_PROCESS):
            return self.get_response(request)
        kind = _kind(request)
        place = self.rooms[kind].enter()
        if place is None and kind is Kind.READER and _is_signed_in(request):
            place = self.rooms[Kind.DESK].enter()
        if place is None:
            return _refusal(request, kind)
        request.place = place  # type: ignore[attr-defined]
        return self.get_response(request)


def _kind(request: HttpRequest) -> Kind:
    if languages.split(request.path_info)[1].startswith("/accounts/") and request.method not in READING:
        return Kind.SIGNING_IN
    if is_private(request) or request.method not in READING:
        return Kind.DESK
    # A token that is none is refused there before anything is read.
    is_by_token = request.path_info.startswith("/api/") and "HTTP_AUTHORIZATION" in request.META
    return Kind.DESK if is_by_token else Kind.READER


def _is_signed_in(request: HttpRequest) -> bool:
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    return bool(key) and SESSION_KEY in SessionStore(key).load()


def _refusal(request: HttpRequest, kind: Kind) -> HttpResponse:
    CROWDED.labels(kind.value).inc()
    content, headers = _said(languages.split(request.path_info)[0], request.path_info.startswith("/api/"))
    answer = HttpResponse(content, status=HTTPStatus.SERVICE_UNAVAILABLE)
    for name, value in headers:
        answer.headers[name] = value
    return answer


@cache
def _said(language: str, is_api: bool) -> tuple[bytes, tuple[tuple[str, str], ...]]:
    """Drawn once in a language, with the headers that each page has: to refuse a crowd must cost next to nothing."""
    dressed = CSPMiddleware(XFrameOptionsMiddleware(lambda _: errors.crowded(is_api)))
    code = "" if is_api or language == languages.ENGLISH else language
    with speaking(code):
        answer = dressed(HttpRequest())
    assert isinstance(answer, HttpResponse)
    answer = kept_in(answer, code) if code else answer
    answer.headers["Retry-After"], answer.headers["Cache-Control"] = str(COME_AGAIN), "no-store"
    answer.headers["Content-Length"] = str(len(answer.content))
    return answer.content, tuple(answer.headers.items())
