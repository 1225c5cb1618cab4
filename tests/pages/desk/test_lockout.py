"""Guessing is slowed down where it comes from; nobody is locked out or flooded with mail by somebody else."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from guarantors.domain.roles import DeskRole
from tests.pages.desk.signing_in import LOGIN
from tests.people import PASSWORD, client_of, make

pytestmark = pytest.mark.django_db
OWN = "203.0.113.250"


def sign_in(address: str, password: str) -> tuple[Client, Any]:
    client = Client(REMOTE_ADDR=address)
    return client, client.post(LOGIN, {"login": "ada", "password": password})


def test_a_flood_from_elsewhere_keeps_nobody_out() -> None:
    make(DeskRole.EDITOR)
    for number in range(8):
        for _ in range(6):
            sign_in(f"203.0.113.{number}", "wrong")

    client, answer = sign_in(OWN, PASSWORD)
    assert (answer.status_code, client.get("/desk/").status_code) == (302, 200)
    guesser, refused = sign_in("203.0.113.0", PASSWORD)
    assert "Too many failed login attempts" in refused.content.decode()
    assert guesser.get("/desk/").status_code == 302


def test_a_whole_network_of_ipv6_counts_as_one_address() -> None:
    make(DeskRole.EDITOR)
    for number in range(5):
        sign_in(f"2001:db8:1:2::{number}", "wrong")

    _, refused = sign_in("2001:db8:1:2:ffff::1", PASSWORD)
    client, _ = sign_in("2001:db8:1:3::1", PASSWORD)

    assert "Too many failed login attempts" in refused.content.decode()
    assert client.get("/desk/").status_code == 200


def test_a_forwarded_address_counts_only_where_a_proxy_says_it() -> None:
    make(DeskRole.EDITOR)
    for number in range(6):
        client = Client(REMOTE_ADDR="203.0.113.1", headers={"X-Forwarded-For": f"198.51.100.{number}"})
        client.post(LOGIN, {"login": "ada", "password": "wrong"})

    assert "Too many failed login attempts" in sign_in("203.0.113.1", PASSWORD)[1].content.decode()


def test_messages_to_one_person_are_few_however_many_ask_and_the_first_link_holds() -> None:
    make(DeskRole.EDITOR)
    for number in range(12):
        client = Client(REMOTE_ADDR=f"203.0.113.{number}")
        client.post("/accounts/password/reset/", {"email": "ada@example.org"})

    assert 1 <= len(mail.outbox) <= 5
    link = mail.outbox[0].body.partition("http://testserver")[2].split()[0]
    form = Client(REMOTE_ADDR=OWN).get(link, follow=True)
    assert 'name="password1"' in form.content.decode()


def test_who_signed_in_and_what_failed_stands_in_the_log_and_nothing_that_was_typed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO", "guarantors")
    make(DeskRole.EDITOR)

    sign_in(OWN, "wrong-and-secret")
    sign_in(OWN, PASSWORD)

    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
    assert "was refused: username_password_mismatch." in caplog.text
    assert "ada signed in." in caplog.text
    assert [typed for typed in ("wrong-and-secret", PASSWORD, OWN) if typed in caplog.text] == []


@pytest.mark.parametrize(("length", "taken"), [(11, False), (12, True), (128, True), (129, False)])
def test_a_password_has_twelve_to_a_hundred_and_twenty_eight_characters(length: int, taken: bool) -> None:
    fresh = ("ünlike anything · " * 8)[:length]

    answer = client_of(DeskRole.EDITOR).post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh}
    )

    assert (answer.status_code == 302) is taken
    if not taken:
        assert "12 characters" in answer.content.decode() or "at most 128 are taken" in answer.content.decode()
