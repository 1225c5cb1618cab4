"""Who asks, and what they may: a token, or the desk's own sign-in, and the rights of `domain.roles` behind either.

A token is looked at wherever one is sent, so that a client learns of one that holds no longer on whatever it asks for
next. The desk's session counts only where somebody is needed: nothing that everybody reads varies with a cookie.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated, PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from guarantors.actions.tokens import note_use
from guarantors.api import limits
from guarantors.domain.roles import RIGHT_WORDS, RIGHTS, SCOPE_WORDS, Right, Scope, holders
from guarantors.domain.tokens import scopes_for
from guarantors.queries import tokens
from guarantors.queries.people import has_second_factor, person

if TYPE_CHECKING:
    from rest_framework.views import APIView

HOW = "make one at /desk/tokens/ and send it as “Authorization: Bearer gt_…”"


class ByToken(BaseAuthentication):
    """`Authorization: Bearer gt_…`. A token that is none, is expired, or whose person left is a 401 everywhere.

    The second factor was asked for when the token was made; that its person has one, `holding` asks.
    """

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        limits.not_refused_too_often(request)
        scheme, _, sent = get_authorization_header(request).strip().partition(b" ")
        if scheme.lower() != b"bearer":
            return None  # a proxy's own, perhaps
        token, now = tokens.find(sent.strip().decode("latin-1")), datetime.now(UTC)
        if token is None:
            raise AuthenticationFailed(f"This token is unknown, or was revoked; {HOW}.")
        if tokens.has_expired(token, now):
            raise AuthenticationFailed(f"The token “{token.name}” is expired; {HOW}.")
        if not token.user.is_active:
            raise AuthenticationFailed(f"The person of the token “{token.name}” may not sign in any more.")
        note_use(token, now)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="desk"'


class BySession(SessionAuthentication):
    """The desk's own sign-in, with the CSRF token beside it in whatever writes (403 without)."""


PEOPLE: tuple[type[BaseAuthentication], ...] = (ByToken, BySession)
"""`authentication_classes` of an address that always needs somebody."""


class ReadByAll:
    """Mixin of a view that everybody reads and that some write: only who writes is asked who they are."""

    to_write: type[BasePermission]
    request: Any

    def get_authenticators(self) -> list[BaseAuthentication]:
        return [way() for way in PEOPLE] if self._writes() else [ByToken()]

    def get_permissions(self) -> list[BasePermission]:
        return [self.to_write()] if self._writes() else []

    def _writes(self) -> bool:
        return self.request.method not in SAFE_METHODS


def holding(right: Right) -> type[BasePermission]:
    """The permission of those who hold the right, by a token whose scopes pass it on where one is used."""

    class Holding(BasePermission):
        def has_permission(self, request: Request, view: "APIView") -> bool:
            _check_person(request, right)
            _check_scope(request, scopes_for(right), RIGHT_WORDS[right])
            return True

    return Holding


def signed_in(right: Right | None = None) -> type[BasePermission]:
    """The permission to read what is the desk's own: somebody (who holds the right), by a token with scope read."""

    class SignedIn(BasePermission):
        def has_permission(self, request: Request, view: "APIView") -> bool:
            _check_person(request, right)
            _check_scope(request, (Scope.READ,), SCOPE_WORDS[Scope.READ].partition(":")[0])
            return True

    return SignedIn


def _check_person(request: Request, right: Right | None) -> None:
    """Raises 401 for nobody; 403 for who lacks the right, or the second factor where the site asks for one."""
    request._request.is_private = True  # type: ignore[attr-defined]  # `pages.desk.privacy.NeverKept` reads it
    user = request.user
    if user is None or not user.is_authenticated:
        raise NotAuthenticated(f"No credentials were sent: this takes a token; {HOW}.")
    who = person(user)
    if right is not None and not who.may(right):
        roles = " or ".join(holders(right))
        raise PermissionDenied(f"To {RIGHT_WORDS[right]} takes the role {roles}.")
    if settings.REQUIRE_MFA and any(RIGHTS[role] for role in who.roles) and not has_second_factor(user):
        raise PermissionDenied("The desk opens once you have set up a second factor, at /accounts/2fa/.")


def _check_scope(request: Request, passing: tuple[Scope, ...], deed: str) -> None:
    """Raises 403 for a token that does not pass it on; who is signed in by session needs no scope."""
    token: Any = request.auth
    if token is None or any(scope in token.scopes for scope in passing):
        return
    if not passing:
        raise PermissionDenied(f"No token is enough to {deed}: sign in at the desk.")
    scopes = ", ".join(token.scopes)
    raise PermissionDenied(f"To {deed} takes a token with the scope {' or '.join(passing)}; this one has {scopes}.")
