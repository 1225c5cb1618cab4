"""What waits for somebody, or for a process beside the server, and since when? For whoever operates the site."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from guarantors.models import Delivery, DeliveryState, Submission


@dataclass(frozen=True, slots=True)
class Queue:
    """How many wait, and for how many seconds the oldest has; 0 where none does."""

    waiting: int
    oldest: float


@dataclass(frozen=True, slots=True)
class Queues:
    """`messages` of webhooks are those that are due; `given_up` counts those that nobody will try again."""

    submissions: Queue
    messages: Queue
    given_up: int


def queues(now: datetime) -> Queues:
    """As they stand; a message that is to be tried later does not wait yet."""
    handed_in = Submission.objects.filter(outcome="").aggregate(many=Count("pk"), since=Min("logged_at"))
    due = Q(state=DeliveryState.WAITING, next_try_at__lte=now, webhook__paused_at__isnull=True)
    messages = Delivery.objects.filter(state__in=(DeliveryState.WAITING, DeliveryState.GIVEN_UP)).aggregate(
        many=Count("pk", filter=due),
        since=Min("next_try_at", filter=due),
        given_up=Count("pk", filter=Q(state=DeliveryState.GIVEN_UP)),
    )
    return Queues(
        _queue(handed_in["many"], handed_in["since"], now),
        _queue(messages["many"], messages["since"], now),
        messages["given_up"],
    )


def _queue(many: int, since: datetime | None, now: datetime) -> Queue:
    return Queue(many, max((now - since).total_seconds(), 0.0) if since else 0.0)
