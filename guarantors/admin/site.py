"""The admin's door: who manages people, with the second factor where the site asks for it, through the one sign-in."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from guarantors.domain.roles import Right
from guarantors.queries.people import has_second_factor, person


class DeskAdmin(AdminSite):
    """Django's admin for administrators; its own form for signing in is closed."""

    site_header = site_title = "Guarantor Tracker"
    index_title = _("The record, to look at; people, to manage")
    site_url = "/desk/"

    def has_permission(self, request: HttpRequest) -> bool:
        return manages_people(request) and not _lacks_second_factor(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Leads to the site's own sign-in, or says why the admin stays shut."""
        if not request.user.is_authenticated:
            return redirect_to_login(_asked_for(request))
        if not manages_people(request):
            raise PermissionDenied
        if _lacks_second_factor(request):
            messages.warning(request, _("The admin opens once you have set up a second factor."))
            return redirect("mfa_index")
        return HttpResponseRedirect(_asked_for(request))

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("account_change_password")


def manages_people(request: HttpRequest) -> bool:
    """Whether whoever asks holds the right to manage people."""
    return person(request.user).may(Right.USERS)


def _lacks_second_factor(request: HttpRequest) -> bool:
    return bool(settings.REQUIRE_MFA) and not has_second_factor(request.user)


def _asked_for(request: HttpRequest) -> str:
    """The page of the admin that was asked for; never another site's."""
    asked = request.GET.get("next", "")
    index = reverse("admin:index")
    if url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure()) and asked.startswith(index):
        return asked
    return index
