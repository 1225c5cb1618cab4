"""What every file of this face does with a request: read its address, and answer with its type and how long to keep."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from guarantors import address
from guarantors.address import Address

A_YEAR = 31_536_000
A_WHILE = 300
"""Seconds for which a file that may change with the next entry may be kept."""


def read_address(
    request: HttpRequest, *, allowed: Iterable[str], words: Mapping[str, Iterable[str]] | None = None
) -> Address:
    """The request's parameters. Raises `Refused`, which becomes a 400 page."""
    return address.read(dict(request.GET.lists()), now=datetime.now(UTC), allowed=allowed, words=words)


def file(body: str | bytes, content_type: str, *, name: str = "", permanent: bool = False) -> HttpResponse:
    """The file; `name` is what it is saved as, `permanent` whether its address shows the same for ever."""
    response = HttpResponse(body, content_type=content_type)
    if permanent:
        patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    else:
        patch_cache_control(response, public=True, max_age=A_WHILE)
    if name:
        response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
