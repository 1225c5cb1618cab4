"""Who is told of changes, how far, and what did not get through?"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from guarantors.domain.acts import Act, Happening, Noun, happening
from guarantors.models import Delivery, DeliveryState, Webhook
from guarantors.queries import journal


@dataclass(frozen=True, slots=True)
class WebhookRow:
    """One address that is told. `behind` counts the changes that `manage.py deliver` has not looked through for it;
    `waiting` and `given_up` its messages.
    """

    id: uuid.UUID
    url: str
    title: str
    happenings: tuple[Happening, ...]
    key_number: int
    made_by: str
    made_at: datetime
    paused_at: datetime | None
    behind: int
    waiting: int
    given_up: int
    last_delivered_at: datetime | None


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One message: of which change it tells, and what became of it so far. `status` is the receiver's last answer."""

    id: uuid.UUID
    number: int
    happening: Happening
    proposal: str
    ref: str
    state: DeliveryState
    tries: int
    next_try_at: datetime
    last_tried_at: datetime | None
    status: int | None
    error: str


def every() -> list[WebhookRow]:
    """All of them, by title. Two SQL queries."""
    return _rows(Webhook.objects.all())


def find(ident: uuid.UUID) -> WebhookRow | None:
    """One of them; None where there is none."""
    return next(iter(_rows(Webhook.objects.filter(pk=ident))), None)


def deliveries(webhook: uuid.UUID, *, state: DeliveryState | None = None, limit: int) -> list[DeliveryRow]:
    """Its messages, those of the last changes first; those in one state where it is named."""
    found = Delivery.objects.filter(webhook=webhook)
    if state is not None:
        found = found.filter(state=state.value)
    return [_delivery(row) for row in found.select_related("change__proposal").order_by("-change_id")[:limit]]


def _delivery(row: Delivery) -> DeliveryRow:
    change = row.change
    told = happening(Noun(change.noun), Act(change.act))
    assert told is not None, "a delivery is made of what is told"
    return DeliveryRow(
        id=row.pk,
        number=change.number,
        happening=told,
        proposal=change.proposal.slug if change.proposal else "",
        ref=change.ref,
        state=DeliveryState(row.state),
        tries=row.tries,
        next_try_at=row.next_try_at,
        last_tried_at=row.last_tried_at,
        status=row.last_status,
        error=row.last_error,
    )


def _rows(found: QuerySet[Webhook]) -> list[WebhookRow]:
    last = journal.last()
    counted = found.annotate(
        waiting=Count("deliveries", filter=Q(deliveries__state=DeliveryState.WAITING.value)),
        given_up=Count("deliveries", filter=Q(deliveries__state=DeliveryState.GIVEN_UP.value)),
        delivered_at=Max("deliveries__last_tried_at", filter=Q(deliveries__state=DeliveryState.DELIVERED.value)),
    )
    return [
        WebhookRow(
            id=row.pk,
            url=row.url,
            title=row.title,
            happenings=tuple(item for item in Happening if item.value in row.happenings),
            key_number=row.key_number,
            made_by=row.made_by,
            made_at=row.made_at,
            paused_at=row.paused_at,
            behind=last - row.reached,
            waiting=row.waiting,
            given_up=row.given_up,
            last_delivered_at=row.delivered_at,
        )
        for row in counted.order_by("title", "pk")
    ]
