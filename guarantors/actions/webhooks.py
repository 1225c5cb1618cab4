"""Webhooks: who is told of what is published, corrected and withdrawn. Administrators say so; each act is audited."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max

from guarantors.actions import audit
from guarantors.actions.publication import check_by, now
from guarantors.domain.acts import Happening
from guarantors.domain.errors import Refused, gettext_noop, refuse, refuse_any
from guarantors.domain.webhook import webhook_breaches
from guarantors.models import Change, Delivery, DeliveryState, Webhook

MOST = 100


@transaction.atomic
def add(*, url: str, title: str, happenings: Collection[str], by: str) -> Webhook:
    """Tell this address of what happens from now on. Raises `Refused` for a rule of `domain.webhook` or a second
    webhook of the same address.
    """
    check_by(by)
    title = title.strip()
    _check(url, title, happenings)
    if Webhook.objects.count() >= MOST:
        wording = gettext_noop("there are %(most)s webhooks; remove one that nobody uses.")
        raise refuse("webhooks-are-not-too-many", "url", wording, most=MOST)
    moment = now()
    try:
        with transaction.atomic():
            made = Webhook.objects.create(
                url=url,
                title=title,
                happenings=_in_order(happenings),
                reached=Change.objects.aggregate(last=Max("number"))["last"] or 0,
                made_by=by,
                made_at=moment,
            )
    except IntegrityError:
        raise _twice(url) from None
    _audit(made, by, moment, "added", {"tells": ", ".join(made.happenings)})
    return made


@transaction.atomic
def change(*, webhook: uuid.UUID, url: str, title: str, happenings: Collection[str], by: str) -> Webhook:
    """Tell another address, or of other things, from now on. What waits goes to the new address. Raises `Refused`."""
    check_by(by)
    title = title.strip()
    held = _held(webhook)
    _check(url, title, happenings)
    values = {"url": url, "title": title, "happenings": _in_order(happenings)}
    differing = {
        name: f"{getattr(held, name)} → {value}" for name, value in values.items() if getattr(held, name) != value
    }
    if not differing:
        wording = gettext_noop("says what is kept already; change a field.")
        raise refuse("changing-changes-something", "webhook", wording)
    for name, value in values.items():
        setattr(held, name, value)
    try:
        with transaction.atomic():
            held.save(update_fields=list(values))
    except IntegrityError:
        raise _twice(url) from None
    _audit(held, by, now(), "changed", differing)
    return held


@transaction.atomic
def pause(*, webhook: uuid.UUID, by: str, reason: str = "") -> None:
    """Send nothing until it is resumed; what happens meanwhile is told then. Raises `Refused` where it is paused."""
    check_by(by)
    held = _held(webhook)
    if held.paused_at is not None:
        raise refuse(
            "webhook-is-paused-once", "webhook", gettext_noop("%(title)s is paused already."), title=held.title
        )
    held.paused_at = now()
    held.save(update_fields=["paused_at"])
    _audit(held, by, held.paused_at, "paused", reason=reason)


@transaction.atomic
def resume(*, webhook: uuid.UUID, by: str) -> None:
    """Send again, beginning with what happened meanwhile. Raises `Refused` where it is not paused."""
    check_by(by)
    held = _held(webhook)
    if held.paused_at is None:
        raise refuse("webhook-is-paused-once", "webhook", gettext_noop("%(title)s is not paused."), title=held.title)
    held.paused_at = None
    held.save(update_fields=["paused_at"])
    _audit(held, by, now(), "resumed")


@transaction.atomic
def renew_key(*, webhook: uuid.UUID, by: str) -> Webhook:
    """Sign with a new key, and with the last one beside it, so that the receiver can change over. Raises `Refused`."""
    check_by(by)
    held = _held(webhook)
    held.key_number += 1
    held.save(update_fields=["key_number"])
    _audit(held, by, now(), "renewed the key of")
    return held


@transaction.atomic
def remove(*, webhook: uuid.UUID, by: str) -> None:
    """Tell it nothing more, and forget what it was told. Raises `Refused` where it is not there."""
    check_by(by)
    held = _held(webhook)
    _audit(held, by, now(), "removed", {"address": held.url})
    held.delete()


@transaction.atomic
def send_again(*, webhook: uuid.UUID, delivery: uuid.UUID | None, by: str) -> int:
    """Try what was given up from the beginning: one message, or all of them; answers how many. Raises `Refused`."""
    check_by(by)
    held = _held(webhook)
    given_up = Delivery.objects.filter(webhook=held, state=DeliveryState.GIVEN_UP.value)
    if delivery is not None:
        given_up = given_up.filter(pk=delivery)
    moment = now()
    count = given_up.update(state=DeliveryState.WAITING.value, tries=0, next_try_at=moment)
    if not count:
        wording = gettext_noop("was not given up, or is sent again already.")
        raise refuse("only-what-was-given-up-is-sent-again", "delivery", wording)
    _audit(held, by, moment, "sent again", {"messages": str(count)})
    return count


def _held(webhook: uuid.UUID) -> Webhook:
    held = Webhook.objects.select_for_update(no_key=True).filter(pk=webhook).first()
    if held is None:
        wording = gettext_noop("there is no such webhook; it may be removed.")
        raise refuse("webhook-is-known", "webhook", wording)
    return held


def _check(url: str, title: str, happenings: Collection[str]) -> None:
    private = settings.WEBHOOK_PRIVATE_ADDRESSES
    refuse_any(webhook_breaches(url=url, title=title, happenings=happenings, private_allowed=private))


def _in_order(happenings: Collection[str]) -> list[str]:
    return [item.value for item in Happening if item.value in happenings]


def _twice(url: str) -> Refused:
    other = Webhook.objects.filter(url=url).values_list("title", flat=True).first()
    wording = gettext_noop("is told already, as %(title)s; change that webhook.")
    return refuse("webhook-address-is-its-own", "url", wording, title=other)


def _audit(
    webhook: Webhook, by: str, at: datetime, verb: str, detail: dict[str, str] | None = None, reason: str = ""
) -> None:
    audit.keep(by=by, at=at, verb=verb, noun="webhook", ref=webhook.title, detail=detail, reason=reason)
