"""`/desk/webhooks/`: which addresses are told of changes, and a new one; each has its page (`webhook.py`)."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from guarantors.actions import webhooks as verbs
from guarantors.address import shown_moment
from guarantors.address.worded import capital, figure
from guarantors.domain.errors import Refused
from guarantors.domain.roles import Right
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import ngettext
from guarantors.pages.desk.access import desk
from guarantors.pages.desk.fields import put
from guarantors.pages.desk.view import person_of, render_desk
from guarantors.pages.desk.webhook_form import WebhookForm
from guarantors.queries import webhooks as question
from guarantors.queries.webhooks import WebhookRow


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.WEBHOOKS)
def webhooks(request: HttpRequest) -> HttpResponse:
    form = WebhookForm()
    if request.method == "POST":
        form.fill({name: [str(value) for value in values] for name, values in request.POST.lists()})
        try:
            made = verbs.add(**form.wanted(), by=person_of(request).username)
        except Refused as refused:
            others = put(refused.breaches, {item.name: item for item in form.fields}.get)
            return _shown(request, form, others, HTTPStatus.UNPROCESSABLE_ENTITY)
        said = _("%(title)s is told of what happens from now on. Give its receiver the key.")
        messages.success(request, said % {"title": made.title})
        answer: HttpResponseRedirect = redirect("desk_webhook", ident=made.pk)
        answer.status_code = HTTPStatus.SEE_OTHER
        return answer
    return _shown(request, form)


def _shown(
    request: HttpRequest, form: WebhookForm, breaches: Any = (), status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    lines = [line(row) for row in question.every()]
    context = {"form": form, "lines": lines, "shown": {"breaches": breaches}}
    return render_desk(request, "webhooks", context, status=status)


def line(row: WebhookRow) -> dict[str, Any]:
    """A webhook in words; `stands` says in a line how it is."""
    return {
        "row": row,
        "href": reverse("desk_webhook", args=[row.id]),
        "told": [item.value for item in row.happenings],
        "stands": _stands(row),
        "is_bad": bool(row.given_up or row.paused_at),
        "delivered": shown_moment(row.last_delivered_at) if row.last_delivered_at else _("never"),
    }


def _stands(row: WebhookRow) -> str:
    parts = []
    if row.paused_at:
        parts.append(_("paused since %(moment)s") % {"moment": shown_moment(row.paused_at)})
    if row.given_up:
        wording = ngettext("%(count)s message given up", "%(count)s messages given up", row.given_up)
        parts.append(wording % {"count": figure(row.given_up)})
    if row.waiting:
        wording = ngettext("%(count)s message waiting", "%(count)s messages waiting", row.waiting)
        parts.append(wording % {"count": figure(row.waiting)})
    return capital("; ".join(parts) or _("nothing waits"))
