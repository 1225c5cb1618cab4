"""Nothing behind the door is kept: not by a browser's back button after signing out, and not by a cache on the way."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from guarantors.address import languages

DOORS = ("/desk/", "/accounts/", "/admin/")
NEVER_KEPT = "private, no-store"


def is_private(request: HttpRequest) -> bool:
    """Whether the address is behind the door, or the door itself, in whatever language."""
    return languages.split(request.path)[1].startswith(DOORS)


class NeverKept:
    """Sets `Cache-Control` on every answer under the private addresses, refusals and redirects included.

    An answer of the API that only somebody known may have marks its request, `request.is_private`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_private(request) or getattr(request, "is_private", False):
            response.headers["Cache-Control"] = NEVER_KEPT
        return response
