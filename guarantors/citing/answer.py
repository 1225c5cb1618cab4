"""How a file of this face is answered: with its type, its name, and how long to keep it."""

from django.http import HttpResponse

from guarantors import address
from guarantors.address import Address

A_WHILE = 300
"""Seconds for which a file that may change with the next entry may be kept."""


def file(body: str | bytes, content_type: str, *, name: str = "", where: Address | None = None) -> HttpResponse:
    """The file; `name` is what it is saved as, `where` the view that it shows, if it shows one."""
    response = HttpResponse(body, content_type=content_type)
    response.headers["Cache-Control"] = address.cache_control(where) if where else f"public, max-age={A_WHILE}"
    if name:
        response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
