"""How often an account is tried, from all addresses together, without a way to lock its owner out.

Browsers that nobody has signed in with to the account share one count an hour. One that somebody has keeps a count
of its own, by a signed cookie that it got then (the “device cookie” of OWASP), and no flood of guesses touches it.
"""

import secrets
from collections.abc import Collection
from typing import Any

from allauth.account.views import PasswordResetFromKeyView
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.http import HttpRequest, HttpResponse

from guarantors.address import languages
from guarantors.queries.people import named

STRANGERS, KNOWN = "50/h/key", "10/h/key"
"""Wrong guesses at an account: of all unknown browsers together, and of each that is known. Beside them each address
has its own bounds, which are narrower."""

DAYS = 90
"""A browser is forgotten so long after the last sign-in."""

MOST = 5
"""Accounts for which one browser is known, the last ones; a person may have two."""

_SALT = "guarantors.device"


def take_a_guess(request: HttpRequest, names: Collection[str]) -> Any:
    """Counts a guess at whoever has one of these names, or at a name that nobody has; false beyond the bound.

    What is answered can be rolled back, which a right password does.
    """
    user = named(names)
    account = f"of {user.pk}" if user else f"named {min(names, default='').lower()}"
    device = _devices(request).get(str(user.pk)) if user else None
    rate, key = (KNOWN, f"{account} by {device}") if device else (STRANGERS, account)
    return ratelimit.consume(request, app="guarantors", action="guess", config={"guess": rate}, key=key)


def is_known(request: HttpRequest, names: Collection[str]) -> bool:
    """Whether somebody has signed in with this browser to the account that has one of these names."""
    user = named(names)
    return user is not None and str(user.pk) in _devices(request)


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Give the browser its cookie: it has proved to be its owner's."""
    others = {pk: device for pk, device in _devices(request).items() if pk != str(user.pk)}
    kept = dict([*others.items(), (str(user.pk), secrets.token_urlsafe(12))][-MOST:])
    response.set_cookie(
        _name(),
        signing.dumps(kept, salt=_SALT),
        max_age=DAYS * 86_400,
        path=languages.at("/accounts/", languages.active()),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Strict",
    )


class PasswordReset(PasswordResetFromKeyView):  # type: ignore[misc]  # allauth is not typed
    """Whoever came by a link in their mail and chose a password is known from now on: no flood keeps them out."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        remember(self.request, response, self.reset_user)
        return response


def _name() -> str:
    return "__Secure-device" if settings.HTTPS else "device"


def _devices(request: HttpRequest) -> dict[str, str]:
    """By account, what this browser is known as; nothing where the cookie is not ours, or old."""
    try:
        found: dict[str, str] = signing.loads(request.COOKIES.get(_name(), ""), salt=_SALT, max_age=DAYS * 86_400)
    except signing.BadSignature:
        return {}
    return found
