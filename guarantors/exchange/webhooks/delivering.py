"""One round of deliveries: what is due is sent, webhook by webhook, the oldest first."""

import random
import time
from collections import Counter
from collections.abc import Callable

from django.conf import settings

from guarantors.actions import deliveries
from guarantors.actions.deliveries import Claim
from guarantors.domain.webhook import headers, keys
from guarantors.exchange.webhooks import message, sending
from guarantors.models import DeliveryState
from guarantors.queries import journal

MOST_A_ROUND = 100
"""Messages to one webhook in a round, so that the others have their turn."""

Told = Callable[[Claim, DeliveryState, str], None]


def deliver(told: Told = lambda *_: None, goes_on: Callable[[], bool] = lambda: True) -> Counter[DeliveryState]:
    """Send what is due, and answer how many messages became what. `told` hears of each; it stops when not `goes_on`.

    A receiver that fails is left for the next round, so that a dead one holds nobody up for longer than one try.
    """
    became: Counter[DeliveryState] = Counter()
    for webhook in deliveries.due_webhooks():
        for _ in range(MOST_A_ROUND):
            claimed = deliveries.claim(webhook) if goes_on() else None
            if claimed is None:
                break
            answer = _send(claimed)
            state = deliveries.settle(claimed, status=answer.status, error=answer.error, chance=random.random())  # noqa: S311 - spreads retries
            became[state] += 1
            told(claimed, state, answer.error)
            if state is not DeliveryState.DELIVERED:
                break
    return became


def _send(claimed: Claim) -> sending.Answer:
    entry = journal.one(claimed.change)
    assert entry is not None, "a delivery keeps its change"
    body = message.body(entry)
    # While the site's secret is being changed, a receiver still has the key that was made from the one before.
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    signed_with = [key for each in secrets for key in keys(each, str(claimed.webhook), claimed.key_number)]
    signed = headers(signed_with, message.name(claimed.delivery), int(time.time()), body)
    return sending.post(claimed.url, body, signed)
