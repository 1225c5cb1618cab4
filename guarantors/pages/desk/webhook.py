"""`/desk/webhooks/<id>/`: one address that is told: its messages, what was given up, its key, and what can be done."""

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from guarantors.actions import webhooks as verbs
from guarantors.address import shown_moment
from guarantors.address.worded import figure
from guarantors.domain import webhook as rules
from guarantors.domain.errors import Refused, refuse
from guarantors.domain.roles import Right
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import ngettext, pgettext
from guarantors.models import DeliveryState
from guarantors.pages.desk.access import desk
from guarantors.pages.desk.fields import put
from guarantors.pages.desk.view import person_of, render_desk
from guarantors.pages.desk.webhook_form import WebhookForm
from guarantors.pages.desk.webhooks import line
from guarantors.queries import webhooks as question
from guarantors.queries.webhooks import DeliveryRow, WebhookRow

LISTED = 20
GIVEN_UP_LISTED = 200


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.WEBHOOKS)
def webhook(request: HttpRequest, ident: uuid.UUID) -> HttpResponse:
    row = question.find(ident)
    if row is None:
        raise Http404(_("There is no such webhook; it may be removed."))
    if request.method != "POST":
        return _shown(request, row, WebhookForm(row))
    deed = request.POST.get("do", "")
    if deed == "change":
        return _change(request, row)
    if deed == "secret":  # in the answer alone: no address, session or log has it
        key = rules.key(settings.SECRET_KEY, str(row.id), row.key_number)
        return _shown(request, row, WebhookForm(row), secret=rules.secret(key))
    if deed not in _DEEDS:
        raise refuse("deed-is-known", "do", gettext_noop("there is no such button on this page."))
    said = _DEEDS[deed](request, row, person_of(request).username)
    messages.success(request, said)
    return _see("desk_webhooks") if deed == "remove" else _see("desk_webhook", row.id)


def _change(request: HttpRequest, row: WebhookRow) -> HttpResponse:
    form = WebhookForm(row)
    form.fill({name: [str(value) for value in values] for name, values in request.POST.lists()})
    try:
        verbs.change(webhook=row.id, **form.wanted(), by=person_of(request).username)
    except Refused as refused:
        others = put(refused.breaches, {item.name: item for item in form.fields}.get)
        return _shown(request, row, form, breaches=others, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("The webhook is changed."))
    return _see("desk_webhook", row.id)


def _pause(request: HttpRequest, row: WebhookRow, by: str) -> str:
    verbs.pause(webhook=row.id, by=by)
    return _("%(title)s is paused: nothing is sent until you resume it.") % {"title": row.title}


def _resume(request: HttpRequest, row: WebhookRow, by: str) -> str:
    verbs.resume(webhook=row.id, by=by)
    return _("%(title)s is told again, beginning with what happened meanwhile.") % {"title": row.title}


def _key(request: HttpRequest, row: WebhookRow, by: str) -> str:
    verbs.renew_key(webhook=row.id, by=by)
    return _("Messages are signed with a new key, and with the last one beside it. Give the receiver the new one.")


def _again(request: HttpRequest, row: WebhookRow, by: str) -> str:
    asked = request.POST.get("delivery", "")
    try:
        delivery = uuid.UUID(asked) if asked else None
    except ValueError:
        raise refuse("delivery-is-known", "delivery", gettext_noop("there is no such message.")) from None
    count = verbs.send_again(webhook=row.id, delivery=delivery, by=by)
    wording = ngettext(
        "%(count)s message will be sent again with the next round.",
        "%(count)s messages will be sent again with the next round.",
        count,
    )
    return wording % {"count": figure(count)}


def _remove(request: HttpRequest, row: WebhookRow, by: str) -> str:
    verbs.remove(webhook=row.id, by=by)
    return _("%(title)s is removed, and told nothing any more.") % {"title": row.title}


_DEEDS: dict[str, Callable[[HttpRequest, WebhookRow, str], str]] = {
    "pause": _pause,
    "resume": _resume,
    "key": _key,
    "again": _again,
    "remove": _remove,
}


def _see(name: str, *args: Any) -> HttpResponse:
    answer: HttpResponseRedirect = redirect(name, *args)
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


def _shown(
    request: HttpRequest,
    row: WebhookRow,
    form: WebhookForm,
    *,
    breaches: Any = (),
    secret: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    given_up = question.deliveries(row.id, state=DeliveryState.GIVEN_UP, limit=GIVEN_UP_LISTED)
    context = {
        "line": line(row),
        "form": form,
        "shown": {"breaches": breaches},
        "secret": secret,
        "given_up": [_message(item) for item in given_up],
        "latest": [_message(item) for item in question.deliveries(row.id, limit=LISTED)],
    }
    return render_desk(request, "webhook", context, status=status)


def _message(item: DeliveryRow) -> dict[str, Any]:
    when = []
    if item.last_tried_at:
        when.append(_("last tried %(moment)s") % {"moment": shown_moment(item.last_tried_at)})
    if item.state is DeliveryState.WAITING:
        when.append(_("next try %(moment)s") % {"moment": shown_moment(item.next_try_at)})
    tried = ngettext("tried %(count)s time", "tried %(count)s times", item.tries)
    return {
        "row": item,
        "state": _state(item.state),
        "tried": tried % {"count": figure(item.tries)},
        "when": "; ".join(when),
    }


def _state(state: DeliveryState) -> str:
    match state:
        case DeliveryState.WAITING:
            return pgettext("a message", "waiting")
        case DeliveryState.DELIVERED:
            return pgettext("a message", "delivered")
        case DeliveryState.GIVEN_UP:
            return pgettext("a message", "given up")
