"""The parameters of an API request: the same grammar as the pages'."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from rest_framework.request import Request

from guarantors import address
from guarantors.address import Address


def read_address(
    request: Request, *, allowed: Iterable[str], words: Mapping[str, Iterable[str]] | None = None
) -> Address:
    """The view asked for. Raises `Refused`, which becomes a 400 problem."""
    given = dict(request.query_params.lists())
    return address.read(given, now=datetime.now(UTC), allowed=allowed, words=words)


def words(request: Request, name: str) -> str:
    """The one value of a parameter of the API's own; "" if it is absent."""
    return address.single(name, request.query_params.getlist(name))
