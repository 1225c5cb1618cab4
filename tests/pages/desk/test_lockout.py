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


def flood(addresses: range) -> None:
    for number in addresses:
        for _ in range(5):
            sign_in(f"203.0.113.{number}", "wrong")


def test_a_flood_from_elsewhere_keeps_nobody_out() -> None:
    make(DeskRole.EDITOR)
    flood(range(8))

    client, answer = sign_in(OWN, PASSWORD)
    assert (answer.status_code, client.get("/desk/").status_code) == (302, 200)
    guesser, refused = sign_in("203.0.113.0", PASSWORD)
    assert "Too many failed login attempts" in refused.content.decode()
    assert guesser.get("/desk/").status_code == 302

    client.post("/accounts/logout/")
    flood(range(8, 10))

    for login in ("ada", "ada@example.org", "ADA"):  # one account, whatever it is called
        stranger = Client(REMOTE_ADDR="198.51.100.1")
        refused = stranger.post(LOGIN, {"login": login, "password": PASSWORD})
        assert "Browsers that have not signed in to this account before tried it too often" in refused.content.decode()
    assert client.post(LOGIN, {"login": "ada", "password": PASSWORD}).status_code == 302
    assert client.get("/desk/").status_code == 200


def test_a_browser_is_known_for_its_own_account_alone_and_has_a_count_of_its_own(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr("guarantors.pages.desk.devices.STRANGERS", "1/h/key")
    monkeypatch.setattr("guarantors.pages.desk.devices.KNOWN", "2/h/key")
    for role in (DeskRole.EDITOR, DeskRole.REVIEWER):
        make(role)
    settings.HTTPS = True
    assert sign_in(OWN, PASSWORD)[0].cookies["__Secure-device"]["secure"]
    settings.HTTPS = False
    client, _ = sign_in(OWN, PASSWORD)
    cookie = client.cookies["device"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/accounts/", True, "Strict")
    client.post("/accounts/logout/")

    def said(login: str, password: str, number: int, by: Client = client) -> str:
        form = {"login": login, "password": password}
        return str(by.post(LOGIN, form, REMOTE_ADDR=f"203.0.113.{number}", follow=True).content.decode())

    assert "are not correct" in said("ben", "wrong", 1, Client())
    assert "tried it too often" in said("ben", PASSWORD, 2)
    assert "are not correct" in said("ada", "wrong", 3, Client())
    assert ["are not correct" in said("ada", "wrong", number) for number in (4, 5, 6)] == [True, True, False]
    assert "Too many failed login attempts" in said("ada", PASSWORD, 7)


def test_whoever_reads_the_mail_of_the_account_gets_in_through_a_flood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guarantors.pages.desk.devices.STRANGERS", "1/h/key")
    make(DeskRole.EDITOR)
    sign_in("203.0.113.1", "wrong")
    client, refused = sign_in(OWN, PASSWORD)
    assert "tried it too often" in refused.content.decode()

    client.post("/accounts/password/reset/", {"email": "ada@example.org"})
    link = mail.outbox[0].body.partition("http://testserver")[2].split()[0]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "another-good-1", "password2": "another-good-1"})

    assert client.post(LOGIN, {"login": "ada", "password": "another-good-1"}).status_code == 302


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
