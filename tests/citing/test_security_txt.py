"""Whom to tell of a weakness: said by RFC 9116 where the operator named somebody."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from config.environment import contacts
from guarantors.citing import security_txt

pytestmark = pytest.mark.django_db
WHERE = "/.well-known/security.txt"


def test_it_names_the_contact_and_the_day_until_which_it_holds(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SECURITY_CONTACT = ["mailto:security@example.org", "https://example.org/report"]
    monkeypatch.setattr(security_txt, "STARTED", datetime(2026, 3, 1, 12, 30, tzinfo=UTC))

    answer = client.get(WHERE)

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "Contact: mailto:security@example.org",
        "Contact: https://example.org/report",
        "Expires: 2026-08-28T00:00:00Z",
        "Preferred-Languages: en",
        "Canonical: http://testserver/.well-known/security.txt",
    ]


def test_a_server_just_started_vouches_for_less_than_a_year() -> None:
    assert timedelta(days=150) < security_txt.STARTED + security_txt.HOLDS - datetime.now(UTC) < timedelta(days=365)


def test_where_nobody_is_named_there_is_nothing(client: Client) -> None:
    assert client.get(WHERE).status_code == 404


def test_contacts_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECURITY_CONTACT", "mailto:a@example.org, tel:+380441234567")
    assert contacts() == ["mailto:a@example.org", "tel:+380441234567"]


@pytest.mark.parametrize("given", ["security@example.org", "http://example.org", "mailto:a b", "mailto:a\nExpires: x"])
def test_what_is_no_contact_is_named(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("SECURITY_CONTACT", given)

    with pytest.raises(ImproperlyConfigured, match=r"(?s)SECURITY_CONTACT: .* is no address of somebody"):
        contacts()
