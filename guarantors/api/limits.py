"""How often the API is asked: reads by client address or by token, writes by person; what each answer says of it.

A limit counts the requests of one window, a minute by default, and begins anew with the next. Reads are counted in each
worker process's memory: a write to the database for every read would cost more than the read. Writes are counted in
the shared cache, for all processes together.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from rest_framework.exceptions import Throttled
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from guarantors.exchange import problem


@dataclass(frozen=True, slots=True)
class Policy:
    """One limit: the setting that says how many requests in how many seconds, and the cache that counts them."""

    name: str
    setting: str
    cache: str

    @property
    def rate(self) -> tuple[int, int]:
        found: tuple[int, int] = getattr(settings, self.setting)
        return found


READS = Policy("reads", "API_READS", "reads")
TOKEN_READS = Policy("token-reads", "API_TOKEN_READS", "reads")
WRITES = Policy("writes", "API_WRITES", "default")
REFUSED = Policy("refused", "API_READS", "reads")
"""Requests that got no further than the door (401, 403, 404 of no address): whoever tries tokens is slowed down too."""


@dataclass(frozen=True, slots=True)
class Count:
    """How a limit stands after a request: how many are left of it, and in how many seconds it begins anew."""

    policy: Policy
    used: int
    seconds: int

    @property
    def left(self) -> int:
        return max(self.policy.rate[0] - self.used, 0)

    @property
    def is_over(self) -> bool:
        return self.used > self.policy.rate[0]


def count(policy: Policy, who: str, more: int = 1) -> Count:
    """The count after `more` requests of somebody; processes that count in one database at once may miss one."""
    now, (_, window) = int(time.time()), policy.rate
    key, cache = f"limit:{policy.name}:{who}:{now // window}", caches[policy.cache]
    if not more:
        used = cache.get(key, 0)
    else:
        try:
            used = cache.incr(key, more)
        except ValueError:  # the first of this window
            used = more if cache.add(key, more, window) else cache.get(key, more)
    return Count(policy, used, window - now % window)


def too_many(counted: Count) -> Throttled:
    """The refusal, a 429, to be raised where the limit is used up."""
    quota, window = counted.policy.rate
    return Throttled(counted.seconds, f"More than {quota} requests ({counted.policy.name}) came in {window} seconds.")


def address(request: HttpRequest | Request) -> str:
    """The client's address as it is counted: in IPv6 its network, since each subscriber has as many as they like."""
    given = BaseThrottle().get_ident(request) or ""  # type: ignore[arg-type]  # it reads the headers, which both have
    try:
        found = ip_address(given)
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((int(found), 64), strict=False))
    return str(found)


def not_refused_too_often(request: Request) -> None:
    """Raises `Throttled` for an address that the door has refused too often within the window."""
    counted = count(REFUSED, address(request), more=0)
    if counted.left == 0:
        _keep(request, counted)
        raise too_many(counted)


def refused(request: HttpRequest) -> HttpResponse | None:
    """What is answered to a read by everybody that comes too often; None where it may pass. It is counted here."""
    counted = count(READS, address(request))
    request.limit_count = counted  # type: ignore[attr-defined]
    if not counted.is_over:
        return None
    body = problem.body(HTTPStatus.TOO_MANY_REQUESTS, str(too_many(counted).detail))
    answer = JsonResponse(body, status=body["status"], content_type=problem.CONTENT_TYPE)
    answer.headers["Retry-After"] = str(counted.seconds)
    return answer


class Limit(BaseThrottle):
    """Each request of an endpoint counts once, on the limit of whoever it comes from."""

    def allow_request(self, request: Request, view: Any) -> bool:
        counted = count(*_limit_of(request))
        _keep(request, counted)
        if counted.is_over:
            raise too_many(counted)
        return True


def _limit_of(request: Request) -> tuple[Policy, str]:
    if request.method not in SAFE_METHODS and request.user is not None:
        return WRITES, request.user.get_username()
    token: Any = request.auth
    if token is not None:
        return TOKEN_READS, token.digest
    return READS, address(request)


def _keep(request: Request, counted: Count) -> None:
    """For `Told`; every answer tells of one limit."""
    request._request.limit_count = counted  # type: ignore[attr-defined]


class Told:
    """Puts `RateLimit-Policy` and `RateLimit` on every answer under /api/, a 304 and a refusal included.

    What no endpoint counted is counted here, by its address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path_info.startswith("/api/"):
            counted: Count | None = getattr(request, "limit_count", None)
            if counted is None:
                counted = count(READS if response.status_code < 400 else REFUSED, address(request))
            quota, window = counted.policy.rate
            response.headers["RateLimit-Policy"] = f'"{counted.policy.name}";q={quota};w={window}'
            response.headers["RateLimit"] = f'"{counted.policy.name}";r={counted.left};t={counted.seconds}'
        return response
