"""Other sites' pages may read the API, as nobody in particular; they write nothing, and see no page."""

from corsheaders.middleware import CorsMiddleware
from django.http import HttpRequest
from rest_framework.permissions import SAFE_METHODS


class OfReads(CorsMiddleware):
    """Under the addresses of CORS_URLS_REGEX, for reads and for questions whether one may read."""

    def is_enabled(self, request: HttpRequest) -> bool:
        meant = request.method
        if meant == "OPTIONS":
            meant = request.headers.get("Access-Control-Request-Method", meant)
        return meant in SAFE_METHODS and bool(super().is_enabled(request))
