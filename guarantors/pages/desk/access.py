"""The door of the desk: `@desk(Right.LOG)` before a view.

Nobody who comes in vain loses a text. Without a sign-in a form is answered by a page that holds all of it and sends it
again; a request of HTMX by a short text that the page shows beside what was typed.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_noop

from guarantors.address import refusals
from guarantors.domain.errors import Breach, Refused, Stale
from guarantors.domain.roles import RIGHTS, Right
from guarantors.exchange.spoken import gettext as _
from guarantors.pages.desk import again
from guarantors.pages.desk.role_words import lacks
from guarantors.pages.desk.view import person_of, render_desk
from guarantors.queries.people import has_second_factor

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

NO_SECOND_FACTOR = gettext_noop(
    "The desk opens once you have set up a second factor: an authenticator app, or a passkey or security key."
)


def desk(right: Right | None = None) -> Callable[[View[P]], View[P]]:
    """Lets in whoever is signed in (with the second factor where the site asks for it) and holds the right.

    What a rule refuses inside the view, and what is not there, is shown as a page of the desk.
    """

    def guarded(view: View[P]) -> View[P]:
        @wraps(view)
        def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            kept_out = _kept_out(request, right)
            if kept_out is not None:
                return kept_out
            try:
                return view(request, *args, **kwargs)
            except Refused as refused:
                status = HTTPStatus.CONFLICT if isinstance(refused, Stale) else HTTPStatus.BAD_REQUEST
                return refusal(request, _("This cannot be done"), breaches=refused.breaches, status=status)
            except Http404 as missing:
                said = missing.args[0] if missing.args and isinstance(missing.args[0], str) else ""
                text = said or _("There is nothing at this address.")
                return refusal(request, _("Not found"), text=text, status=HTTPStatus.NOT_FOUND)

        wrapped.right = right  # type: ignore[attr-defined]  # the permission table of the tests reads it
        return wrapped

    return guarded


def refusal(
    request: HttpRequest,
    title: str,
    *,
    text: str = "",
    breaches: tuple[Breach, ...] = (),
    status: HTTPStatus = HTTPStatus.BAD_REQUEST,
) -> HttpResponse:
    """A page of the desk that says what is refused and why; for HTMX the same in one line."""
    if again.is_fragment(request):
        return again.short(
            " ".join([text or title, *(f"{item.field}: {refusals.in_words(item)}" for item in breaches)]), status
        )
    context = {"title": title, "text": text, "breaches": breaches, "status": status.value}
    return render_desk(request, "refused", context, status=status)


def not_allowed(request: HttpRequest, text: str) -> HttpResponse:
    """The refusal of what takes a role that the person does not hold."""
    return refusal(request, _("Your role does not allow this"), text=text, status=HTTPStatus.FORBIDDEN)


def _kept_out(request: HttpRequest, right: Right | None) -> HttpResponse | None:
    if not request.user.is_authenticated:
        if again.is_fragment(request):
            return again.short(_(again.SIGNED_OUT), HTTPStatus.UNAUTHORIZED)
        if request.method == "POST":
            return again.signed_out(request)
        return redirect_to_login(request.get_full_path())
    who = person_of(request)
    if right is not None and not who.may(right):
        return not_allowed(request, lacks(right))
    if settings.REQUIRE_MFA and any(RIGHTS[role] for role in who.roles) and not has_second_factor(request.user):
        return _to_second_factor(request)
    return None


def _to_second_factor(request: HttpRequest) -> HttpResponse:
    if again.is_fragment(request):
        return again.short(_(NO_SECOND_FACTOR), HTTPStatus.FORBIDDEN)
    if request.method == "POST":
        return again.send_again(request, _(NO_SECOND_FACTOR), leads_to=reverse("mfa_index"))
    messages.warning(request, _(NO_SECOND_FACTOR))
    return redirect("mfa_index")
