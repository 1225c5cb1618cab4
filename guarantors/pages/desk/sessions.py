"""`/accounts/sessions/`: where one is signed in, each session with a button that ends it."""

from datetime import UTC, datetime
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from guarantors.actions import sessions
from guarantors.address import shown_moment
from guarantors.address.refusals import in_words
from guarantors.address.worded import figure
from guarantors.domain.errors import Refused, refuse
from guarantors.exchange.spoken import gettext as _
from guarantors.queries import sessions as question


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def page(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _done(request)
    rows = question.of(request.user, this=request.session.session_key, now=datetime.now(UTC))  # type: ignore[arg-type]
    lines = [
        {
            "ident": row.ident,
            "name": named(row.browser, row.system),
            "began": shown_moment(row.began_at),
            "used": shown_moment(row.used_at),
            "is_this": row.is_this,
        }
        for row in rows
    ]
    bounds = {"minutes": figure(settings.SESSION_IDLE_MINUTES), "hours": figure(settings.SESSION_COOKIE_AGE // 3600)}
    return render(request, "account/sessions.html", {"lines": lines} | bounds)


def named(browser: str, system: str) -> str:
    """Firefox on Linux: as much as is kept of it."""
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("An unknown browser")


def _done(request: HttpRequest) -> HttpResponse:
    """Ends what was asked for, and leads back to the list."""
    deed = request.POST.get("do", "")
    try:
        if deed == "end":
            sessions.end(user=request.user, ident=request.POST.get("session", ""))  # type: ignore[arg-type]
            messages.success(request, _("The session has ended: that browser has to sign in again."))
        elif deed == "end-others":
            sessions.end_others(user=request.user, this=request.session.session_key)  # type: ignore[arg-type]
            messages.success(request, _("All other sessions have ended: those browsers have to sign in again."))
        else:
            text = gettext_noop("there is no such button; there are End it and End all others.")
            raise refuse("deed-is-known", "do", text)
    except Refused as refused:
        messages.error(request, " ".join(in_words(breach) for breach in refused.breaches))
    answer: HttpResponseRedirect = redirect("account_sessions")
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer
