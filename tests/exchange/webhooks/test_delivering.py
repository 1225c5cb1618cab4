"""From an act on the record to what a receiver has: made of the journal, signed, retried, given up, sent again."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings as site
from standardwebhooks import Webhook as Oracle

from guarantors.actions import corrections, deliveries, stances, webhooks
from guarantors.domain.acts import Happening
from guarantors.domain.errors import Refused
from guarantors.domain.webhook import RETRIES, keys, secret
from guarantors.exchange.webhooks.delivering import deliver
from guarantors.models import AuditEntry, Delivery, DeliveryState, Proposal, Statement, Webhook
from tests.receiver import Receiver, receiver
from tests.world import log, make_proposal, publish, stance_content

pytestmark = pytest.mark.django_db
DELIVERED, WAITING, GIVEN_UP = DeliveryState.DELIVERED, DeliveryState.WAITING, DeliveryState.GIVEN_UP
START = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _private(settings: Any) -> None:
    settings.WEBHOOK_PRIVATE_ADDRESSES = True
    settings.SITE_URL = "https://tracker.example"


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(START, tick=False) as clock:
        yield clock


@pytest.fixture
def proposal() -> Proposal:
    return make_proposal()


def told(there: Receiver, *happenings: Happening) -> Webhook:
    return webhooks.add(url=there.url, title="A paper", happenings=happenings or list(Happening), by="cleo")


def round_() -> dict[DeliveryState, int]:
    deliveries.make()
    return dict(deliver())


def states() -> list[str]:
    return list(Delivery.objects.order_by("change_id").values_list("state", flat=True))


def test_a_receiver_hears_what_is_published_corrected_and_withdrawn(proposal: Proposal) -> None:
    with receiver() as there:
        webhook = told(there)
        said, other = log(proposal, "said"), log(proposal, "other")
        record = publish(proposal, "first", said)
        stances.correct(record=record, content=stance_content(other), reason="Misread “it”.", by="ben")
        corrections.withdraw(statement=other, reason="Never said.", by="ben")

        assert round_() == {DELIVERED: 6}
        assert round_() == {}

    oracle = Oracle(secret(keys(site.SECRET_KEY, str(webhook.pk), 1)[0]))
    for headers, body, _ in there.heard:
        oracle.verify(body, headers)
    assert len(set(there.ids)) == 6
    assert [message["type"] for message in there.said] == [
        "statement.published",
        "statement.published",
        "stance.published",
        "stance.corrected",
        "stance.withdrawn",
        "statement.withdrawn",
    ]
    corrected = there.said[3]
    moment = corrected["timestamp"]
    assert corrected["data"] | {"number": 0} == {
        "number": 0,
        "noun": "stance",
        "act": "corrected",
        "proposal": "test-2020",
        "id": "first",
        "version": 2,
        "reason": "Misread “it”.",
        "recorded_at": moment,
        "recorded_by": "ben",
        "href": "https://tracker.example/test-2020/AA0/first/",
        "api": "https://tracker.example/api/v1/stances/test-2020/first/",
    }
    assert there.said[5]["data"]["href"] == "https://tracker.example/statements/other/"
    numbers = [message["data"]["number"] for message in there.said]
    assert numbers == sorted(set(numbers))


def test_only_what_was_chosen_is_told_and_nothing_from_before(proposal: Proposal) -> None:
    with receiver() as there:
        log(proposal, "before")
        told(there, Happening.STATEMENT_WITHDRAWN)
        corrections.withdraw(statement=log(proposal, "said"), reason="Never said.", by="ben")

        assert round_() == {DELIVERED: 1}

    assert [message["type"] for message in there.said] == ["statement.withdrawn"]


def test_what_fails_is_tried_again_with_the_same_words_until_it_is_given_up(proposal: Proposal, clock: Any) -> None:
    with receiver([500]) as there:
        told(there)
        log(proposal, "said")
        assert round_() == {WAITING: 1}
        assert round_() == {}, "it is not due yet"
        for wait in RETRIES[:-1]:
            clock.shift(wait * 1.3)
            assert round_() == {WAITING: 1}
        clock.shift(RETRIES[-1] * 1.3)
        assert round_() == {GIVEN_UP: 1}
        clock.shift(timedelta(days=30))
        assert round_() == {}

        assert len(there.heard) == 10
        assert len(set(there.ids)) == 1
        assert len({body for _, body, _ in there.heard}) == 1
        assert len({headers["webhook-timestamp"] for headers, _, _ in there.heard}) == 10
        kept = Delivery.objects.get()
        assert (kept.tries, kept.last_status, kept.last_error) == (10, 500, "Answered 500.")

        there.answers = [204]
        webhook = Webhook.objects.get()
        assert webhooks.send_again(webhook=webhook.pk, delivery=kept.pk, by="cleo") == 1
        assert round_() == {DELIVERED: 1}
        assert len(set(there.ids)) == 1
        with pytest.raises(Refused, match="was not given up"):
            webhooks.send_again(webhook=webhook.pk, delivery=kept.pk, by="cleo")


def test_a_receiver_that_fails_holds_up_no_other_and_hears_the_oldest_first(proposal: Proposal, clock: Any) -> None:
    with receiver([500, 200]) as down, receiver() as up:
        told(down)
        told(up)
        log(proposal, "one")
        log(proposal, "two")

        assert round_() == {DELIVERED: 2, WAITING: 1}
        assert round_() == {DELIVERED: 1}
        clock.shift(timedelta(seconds=10))
        assert round_() == {DELIVERED: 1}

    assert [message["data"]["id"] for message in down.said] == ["one", "two", "one"]
    assert [message["data"]["id"] for message in up.said] == ["one", "two"]


def test_a_receiver_that_is_gone_is_not_told_any_more(proposal: Proposal) -> None:
    with receiver([410]) as there:
        webhook = told(there)
        log(proposal, "one")
        log(proposal, "two")

        assert round_() == {GIVEN_UP: 1}
        assert round_() == {}
        webhook.refresh_from_db()
        assert webhook.paused_at is not None
        entry = AuditEntry.objects.get(noun="webhook", verb="paused")
        assert (entry.by, entry.reason) == ("deliver", "The receiver answered 410 Gone.")

        there.answers = [200]
        webhooks.resume(webhook=webhook.pk, by="cleo")
        assert round_() == {DELIVERED: 1}


def test_what_happens_in_a_pause_is_told_afterwards(proposal: Proposal) -> None:
    with receiver() as there:
        webhook = told(there)
        log(proposal, "one")
        deliveries.make()
        webhooks.pause(webhook=webhook.pk, by="cleo")
        log(proposal, "two")
        assert round_() == {}

        webhooks.resume(webhook=webhook.pk, by="cleo")
        assert round_() == {DELIVERED: 2}


def test_a_claim_is_ours_until_it_ends_and_settles_nothing_afterwards(proposal: Proposal, clock: Any) -> None:
    with receiver() as there:
        webhook = told(there)
        log(proposal, "said")
        deliveries.make()
        lost = deliveries.claim(webhook.pk)
        assert lost is not None
        assert round_() == {}, "somebody else is at it"

        clock.shift(deliveries.CLAIMED_FOR)
        second = deliveries.claim(webhook.pk)
        assert second is not None
        deliveries.settle(lost, status=500, error="Late.", chance=0)
        clock.shift(RETRIES[0] * 1.3)
        assert round_() == {}, "the second one is at it, whatever became of the first"
        deliveries.settle(second, status=200, error="", chance=0)
        deliveries.settle(lost, status=500, error="Later.", chance=0)
        assert states() == ["delivered"]
        assert Delivery.objects.get().last_error == ""


def test_a_new_key_goes_beside_the_last_one(proposal: Proposal) -> None:
    with receiver() as there:
        webhook = told(there)
        webhooks.renew_key(webhook=webhook.pk, by="cleo")
        log(proposal, "said")
        round_()

    [(headers, body, _)] = there.heard
    for known in keys(site.SECRET_KEY, str(webhook.pk), 2):
        Oracle(secret(known)).verify(body, headers)


def test_what_was_delivered_long_ago_is_forgotten_and_what_failed_is_not(proposal: Proposal, clock: Any) -> None:
    with receiver([200, 410]) as there:
        told(there)
        log(proposal, "one")
        log(proposal, "two")
        round_()
    clock.shift(timedelta(days=31))

    assert deliveries.forget() == 1
    assert states() == ["given_up"]


def test_only_public_addresses_are_sent_to_even_where_a_private_one_is_kept(proposal: Proposal, settings: Any) -> None:
    with receiver() as there:
        told(there)
        log(proposal, "said")
        settings.WEBHOOK_PRIVATE_ADDRESSES = False
        assert round_() == {WAITING: 1}

    assert there.heard == []
    assert Delivery.objects.get().last_error == "The address is not https."
    assert Statement.objects.filter(ref="said").exists()
