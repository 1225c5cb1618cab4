"""Sends the reads of people who are not signed in to replicas of the database, where there are any."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase

from guarantors.models import replicas
from guarantors.models.edition import edition
from guarantors.pages.desk.privacy import is_private

_OF_THE_PROCESS = ("/healthz", "/readyz", "/metrics")


class Replicas:
    """A request that fails on a replica is answered from the primary instead; nobody notices."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if len(settings.DATABASES) == 1:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _is_of_anybody(request):
            return self.get_response(request)
        with replicas.snapshot(edition().standing()) as reading:
            response = self.get_response(request)
        if reading.failed or (reading.replica is not None and _is_still_read(response)):
            return self.get_response(request)
        return response


def _is_of_anybody(request: HttpRequest) -> bool:
    """Whether it is a read of the record by somebody unknown: editors read what they have just written."""
    return (
        request.method in ("GET", "HEAD")
        and "HTTP_AUTHORIZATION" not in request.META
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not is_private(request)
        and not request.path_info.startswith(_OF_THE_PROCESS)
    )


def _is_still_read(response: HttpResponseBase) -> bool:
    """Whether it reads the database while it is sent: for longer than a replica should have to keep its snapshot, which
    it could only do by falling behind."""
    return response.streaming and not isinstance(response, FileResponse)
