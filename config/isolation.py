"""What another site's page may do with an answer, said on every answer: static files, refusals and the server's own.

The rest of the middleware says the policy of each page; what never came that far gets the strictest one here. A 304 is
left alone: what it said would replace what the browser keeps with the answer itself.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from guarantors.pages.desk.privacy import is_private

STRICTEST = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""The content security policy of what is no page of ours."""

_OFF = (
    "accelerometer autoplay bluetooth browsing-topics camera display-capture encrypted-media fullscreen gamepad "
    "geolocation gyroscope hid identity-credentials-get idle-detection local-fonts magnetometer microphone midi "
    "otp-credentials payment picture-in-picture screen-wake-lock serial storage-access usb web-share window-management "
    "xr-spatial-tracking clipboard-read"
)
_OURS = "publickey-credentials-create publickey-credentials-get clipboard-write"
"""Passkeys, and the buttons that copy."""

PERMISSIONS = ", ".join([*(f"{name}=()" for name in _OFF.split()), *(f"{name}=(self)" for name in _OURS.split())])
_OURS_ALONE = ("/static/", "/metrics")


class Isolation:
    """Sets what is not set yet; outside of what keeps answers, so that those stay as they are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            return response
        headers = response.headers
        if "Content-Security-Policy" not in headers:
            headers["Content-Security-Policy"] = STRICTEST
        if not _may_be_framed(response):
            headers["X-Frame-Options"] = "DENY"
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        headers.setdefault("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY)
        headers["Cross-Origin-Resource-Policy"] = "cross-origin" if _is_for_others(request, response) else "same-origin"
        headers["Permissions-Policy"] = PERMISSIONS
        return response


def _is_for_others(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether pages of other sites may load it: what everybody may have and is no page, and the embeds."""
    if is_private(request) or getattr(request, "is_private", False) or request.path_info.startswith(_OURS_ALONE):
        return False
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    return not is_page or _may_be_framed(response)


def _may_be_framed(response: HttpResponseBase) -> bool:
    return "frame-ancestors *" in response.headers["Content-Security-Policy"]
