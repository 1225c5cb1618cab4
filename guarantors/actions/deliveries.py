"""Deliveries: made of the journal, claimed by whoever sends them, settled by what the receiver answered.

Nothing is sent inside a transaction. Who sends holds a claim for a while: if it is killed between sending and settling,
the claim ends and the same message is sent again under the same id. So each is delivered at least once.
"""

import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q

from guarantors.actions import webhooks
from guarantors.actions.publication import now
from guarantors.domain.acts import Act, Noun, happening
from guarantors.domain.errors import Refused
from guarantors.domain.webhook import is_gone, is_taken, wait_after
from guarantors.models import Change, Delivery, DeliveryState, Webhook

BATCH = 500
"""So many changes are looked through in one transaction."""

CLAIMED_FOR = timedelta(minutes=2)
"""Longer than any try takes (`exchange.webhooks.sending`)."""

KEPT_FOR = timedelta(days=30)
"""How long it can be seen that a message was delivered."""

LONGEST_ERROR = 300

BY = "deliver"
"""Who is named where a receiver asks never to be told again."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that is ours to send: try number `tries`."""

    delivery: uuid.UUID
    webhook: uuid.UUID
    url: str
    key_number: int
    change: int
    tries: int


def make() -> int:
    """Make deliveries of what each webhook was not yet told, each batch together with how far it got; how many."""
    made = 0
    for pk in Webhook.objects.filter(paused_at__isnull=True).values_list("pk", flat=True):
        more = True
        while more:
            more, count = _make_batch(pk)
            made += count
    return made


@transaction.atomic
def _make_batch(pk: uuid.UUID) -> tuple[bool, int]:
    """Whether there may be more, and how many were made. What another process is at is left to it."""
    webhook = (
        Webhook.objects.select_for_update(no_key=True, skip_locked=True).filter(pk=pk, paused_at__isnull=True).first()
    )
    if webhook is None:
        return False, 0
    changes = list(Change.objects.filter(number__gt=webhook.reached).order_by("number")[:BATCH])
    if not changes:
        return False, 0
    told = [change for change in changes if happening(Noun(change.noun), Act(change.act)) in webhook.happenings]
    moment = now()
    Delivery.objects.bulk_create(Delivery(webhook=webhook, change=change, next_try_at=moment) for change in told)
    Webhook.objects.filter(pk=pk).update(reached=changes[-1].number)
    return len(changes) == BATCH, len(told)


def due_webhooks() -> list[uuid.UUID]:
    """The webhooks for which something is due."""
    due = Delivery.objects.filter(_due(), webhook=OuterRef("pk"))
    return list(Webhook.objects.filter(Exists(due), paused_at__isnull=True).values_list("pk", flat=True))


@transaction.atomic
def claim(webhook: uuid.UUID) -> Claim | None:
    """The oldest message that is due for a webhook, ours to send for a while; None where there is none."""
    found = (
        Delivery.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
        .select_related("webhook")
        .filter(_due(), webhook=webhook, webhook__paused_at__isnull=True)
        .order_by("change_id")
        .first()
    )
    if found is None:
        return None
    moment = now()
    found.tries, found.last_tried_at, found.next_try_at = found.tries + 1, moment, moment + CLAIMED_FOR
    found.save(update_fields=["tries", "last_tried_at", "next_try_at"])
    return Claim(found.pk, webhook, found.webhook.url, found.webhook.key_number, found.change_id, found.tries)


@transaction.atomic
def settle(claimed: Claim, *, status: int | None, error: str, chance: float) -> DeliveryState:
    """Keep what became of a try: delivered, tried again later, or given up. No status: nobody answered.

    A receiver that is gone (410) is not told any more: its webhook is paused. A claim that ended meanwhile settles
    nothing, since somebody else has the message now.
    """
    moment = now()
    wait = wait_after(claimed.tries, chance)
    if status is not None and is_taken(status):
        state = DeliveryState.DELIVERED
    elif wait is None or (status is not None and is_gone(status)):
        state = DeliveryState.GIVEN_UP
    else:
        state = DeliveryState.WAITING
    if status is not None and is_gone(status):
        with suppress(Refused):  # removed or paused meanwhile
            webhooks.pause(webhook=claimed.webhook, by=BY, reason="The receiver answered 410 Gone.")
    Delivery.objects.filter(pk=claimed.delivery, state=DeliveryState.WAITING.value, tries=claimed.tries).update(
        state=state.value,
        next_try_at=moment + (wait or timedelta()),
        last_status=status,
        last_error=error[:LONGEST_ERROR],
    )
    return state


def forget() -> int:
    """Forget what was delivered long ago; answers how many messages."""
    long_ago = now() - KEPT_FOR
    count, _ = Delivery.objects.filter(state=DeliveryState.DELIVERED.value, last_tried_at__lt=long_ago).delete()
    return count


def untold() -> int:
    """How many changes are still to be looked through, for all webhooks together."""
    last = Change.objects.aggregate(last=Max("number"))["last"] or 0
    reached = Webhook.objects.filter(paused_at__isnull=True).values_list("reached", flat=True)
    return sum(last - number for number in reached)


def waiting() -> int:
    """How many messages are due now."""
    return Delivery.objects.filter(_due(), webhook__paused_at__isnull=True).count()


def _due() -> Q:
    return Q(state=DeliveryState.WAITING.value, next_try_at__lte=now())
