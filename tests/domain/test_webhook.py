"""What an address of a webhook may be, how messages are signed, and when they are tried."""

import json
import time
from datetime import timedelta

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from guarantors.domain.acts import Happening
from guarantors.domain.webhook import RETRIES, headers, is_public, keys, secret, wait_after, webhook_breaches

BODY = json.dumps({"type": "stance.corrected", "says": "“Überall”"}, ensure_ascii=False).encode()


def test_a_receivers_library_knows_our_signature_and_no_other() -> None:
    sent = headers(keys("the site's own", "some-webhook", 1), "msg_1", int(time.time()), BODY)

    ours = Webhook(secret(keys("the site's own", "some-webhook", 1)[0]))
    assert ours.verify(BODY, sent) == json.loads(BODY)
    for wrong in (
        ("another site's", "some-webhook", 1),
        ("the site's own", "other", 1),
        ("the site's own", "some-webhook", 2),
    ):
        with pytest.raises(WebhookVerificationError):
            Webhook(secret(keys(*wrong)[0])).verify(BODY, sent)
    for changed in ({"webhook-id": "msg_2"}, {"webhook-timestamp": str(int(time.time()) - 30)}):
        with pytest.raises(WebhookVerificationError):
            ours.verify(BODY, {**sent, **changed})
    with pytest.raises(WebhookVerificationError):
        ours.verify(BODY + b" ", sent)


def test_whoever_has_the_last_key_or_the_one_before_can_read_a_message() -> None:
    first, second, third = (keys("site", "hook", number)[0] for number in (1, 2, 3))

    sent = headers(keys("site", "hook", 3), "msg_1", int(time.time()), BODY)

    assert len({first, second, third}) == 3
    for known in (second, third):
        Webhook(secret(known)).verify(BODY, sent)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret(first)).verify(BODY, sent)


def test_it_is_tried_ten_times_within_four_days() -> None:
    waits = [wait_after(tries, 0) for tries in range(1, 11)]

    assert waits == [*RETRIES, None]
    assert timedelta(days=3) < sum(RETRIES, timedelta()) < timedelta(days=4)
    assert wait_after(1, 1) == timedelta(seconds=6)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::5db8:d822", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("192.0.2.1", False),
        ("::", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("2001:db8::1", False),
        ("::ffff:127.0.0.1", False),
        ("::127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("64:ff9b:1::7f00:1", False),
        ("2002:7f00:1::", False),
        ("2002:c0a8:101::1", False),
        ("2001:0:4136:e378:8000:63bf:80ff:fffe", False),
    ],
)
def test_an_address_is_public_through_and_through(address: str, public: bool) -> None:
    assert is_public(address) is public


def rules(url: str, *, private_allowed: bool = False) -> set[str]:
    told = list(Happening)[:1]
    found = list(webhook_breaches(url=url, title="A paper", happenings=told, private_allowed=private_allowed))
    assert {breach.field for breach in found} <= {"url"}
    return {breach.rule for breach in found}


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("https://example.org/hook?a=1", ""),
        ("https://example.org:8443/hook", ""),
        ("https://93.184.216.34/", ""),
        ("http://example.org/", "webhook-address-is-safe"),
        ("ftp://example.org/", "webhook-address-is-safe"),
        ("example.org", "webhook-address-is-whole"),
        ("https://", "webhook-address-is-whole"),
        ("https://[::1", "webhook-address-is-whole"),
        ("https://example.org:99999/", "webhook-address-is-whole"),
        ("https://example.org:0/", "webhook-address-is-whole"),
        ("https://me:secret@example.org/", "webhook-address-is-plain"),
        ("https://@example.org/", "webhook-address-is-plain"),
        ("https://example.org/#part", "webhook-address-is-plain"),
        ("https://example.org/a b", "webhook-address-is-plain"),
        ("https://example.org/\r\nHost: other", "webhook-address-is-plain"),
        ("https://exämple.org/", "webhook-address-is-plain"),
        ("https://example.org\\@127.0.0.1/", "webhook-address-is-plain"),
        ("https://127.0.0.1/", "webhook-address-is-public"),
        ("https://[::ffff:10.0.0.1]/", "webhook-address-is-public"),
        ("https://localhost/", "webhook-address-is-public"),
        ("https://printer.local/", "webhook-address-is-public"),
        ("https://example.org/" + "a" * 1000, "text-is-short-enough"),
    ],
)
def test_a_message_goes_to_a_plain_address_of_the_public_internet(url: str, rule: str) -> None:
    assert rules(url) == ({rule} if rule else set())


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/", "https://10.0.0.1/", "http://hook.internal/"])
def test_the_operator_may_allow_a_private_one(url: str) -> None:
    assert rules(url, private_allowed=True) == set()


def test_a_webhook_says_for_whom_it_is_and_what_it_tells() -> None:
    found = webhook_breaches(url="https://example.org/", title=" ", happenings=[], private_allowed=False)
    assert [breach.rule for breach in found] == ["webhook-has-a-title", "webhook-tells-something"]

    found = webhook_breaches(url="https://example.org/", title="x" * 121, happenings=["x"], private_allowed=False)
    assert [breach.rule for breach in found] == ["text-is-short-enough", "happening-is-known"]
