"""Who may write through the API: the rights of the desk (`domain.roles`), asked of whoever is signed in.

So far a program signs in as a person does, by session, and sends the CSRF token with each request.
"""

from django.conf import settings
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from guarantors.domain.roles import RIGHT_WORDS, Right, holders
from guarantors.queries.people import has_second_factor, person


class BySession(SessionAuthentication):
    """The desk's own sign-in. A request by nobody is answered 401, one without the CSRF token 403."""

    def authenticate_header(self, request: Request) -> str:
        return 'Session realm="desk"'


def holding(right: Right) -> type[BasePermission]:
    """The permission of those who hold the right, with the second factor where the site asks for it."""

    class Holding(BasePermission):
        def has_permission(self, request: Request, view: APIView) -> bool:
            user = request.user
            if user is None or not user.is_authenticated:
                return False
            if not person(user).may(right):
                roles = " or ".join(holders(right))
                raise PermissionDenied(f"To {RIGHT_WORDS[right]} takes the role {roles}.")
            if settings.REQUIRE_MFA and not has_second_factor(user):
                raise PermissionDenied("The desk opens once you have set up a second factor, at /accounts/2fa/.")
            return True

    return Holding
