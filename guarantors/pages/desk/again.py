"""A form that came in vain: kept whole in a page that sends it again, without scripts."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_BAD_ORIGIN
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_noop

from guarantors.exchange.spoken import gettext as _
from guarantors.pages import errors

SIGNED_OUT = gettext_noop(
    "You are signed out: nothing was saved. Sign in in another tab, then try again; your text is still here."
)
OUT_OF_DATE = gettext_noop("This form was out of date, so nothing was saved. Try again; your text is still here.")
RENEWED = gettext_noop(
    "You signed in or out in another tab after this form was opened, so it was not taken. Nothing was lost: "
    "what you typed is kept below and is sent again with one press."
)


def is_fragment(request: HttpRequest) -> bool:
    """Whether HTMX asks from within a page, whose text must not be left."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def short(text: str, status: HTTPStatus) -> HttpResponse:
    """One line that the page shows beside what was typed."""
    return HttpResponse(text, status=status.value, content_type="text/plain; charset=utf-8")


def signed_out(request: HttpRequest) -> HttpResponse:
    """401: the form is kept, with a way to sign in beside it and a button that sends it again."""
    return _kept(request, "signed_out", HTTPStatus.UNAUTHORIZED, {"leads_to": reverse("account_login")})


def send_again(request: HttpRequest, text: str, leads_to: str = "") -> HttpResponse:
    """403: the form is kept, `text` says what stood in its way, `leads_to` is where that is mended."""
    return _kept(request, "send_again", HTTPStatus.FORBIDDEN, {"text": text, "leads_to": leads_to})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is not the browser's: kept if this site's own desk sent it, refused if another site did."""
    if not request.path.startswith("/desk/") or not _comes_from_here(request, reason):
        text = _(
            "The form was out of date, or another site sent it. Nothing was changed. Open the page again and repeat."
        )
        return errors.page(request, HTTPStatus.FORBIDDEN, _("This form was not taken"), text=text)
    if not request.user.is_authenticated:
        return short(_(SIGNED_OUT), HTTPStatus.UNAUTHORIZED) if is_fragment(request) else signed_out(request)
    return short(_(OUT_OF_DATE), HTTPStatus.FORBIDDEN) if is_fragment(request) else send_again(request, _(RENEWED))


def _comes_from_here(request: HttpRequest, reason: str) -> bool:
    """By the headers that a browser sets and no page can: another site's form is never offered for sending."""
    if reason.startswith(REASON_BAD_ORIGIN.partition("%")[0]):
        return False
    fetched = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    return fetched == "same-origin" if fetched else origin == f"{request.scheme}://{request.get_host()}"


def _kept(request: HttpRequest, page: str, status: HTTPStatus, context: dict[str, str]) -> HttpResponse:
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
        if isinstance(value, str)
    ]
    around = {"fields": fields, "action": request.get_full_path(), "status": status.value}
    return render(request, f"pages/desk/{page}.html", around | context, status=status.value)
