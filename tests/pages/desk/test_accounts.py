"""Accounts: signing in, a lost password, and what is closed."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from guarantors.domain.roles import DeskRole
from tests.pages.desk.signing_in import LOGIN, set_up_totp, sign_in
from tests.people import PASSWORD, client_of, make

pytestmark = pytest.mark.django_db
RESET = "/accounts/password/reset/"


@pytest.mark.parametrize("name", ["ada", "ada@example.org", "ADA@example.org"])
def test_by_user_name_or_address(client: Client, name: str) -> None:
    make(DeskRole.EDITOR)

    response = sign_in(client, name)

    assert (response.status_code, response.headers["Location"]) == (302, "/desk/")
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize(("name", "password"), [("ada", "wrong"), ("nobody", PASSWORD), ("a\x00b", PASSWORD)])
def test_a_wrong_name_or_password_is_said_and_not_which(client: Client, name: str, password: str) -> None:
    make(DeskRole.EDITOR)

    response = sign_in(client, name, password)

    text = response.content.decode()
    assert response.status_code == 200
    assert 'class="err"' in text
    assert password not in text
    assert client.get("/desk/").status_code == 302


def test_who_is_deactivated_does_not_get_in(client: Client) -> None:
    make(DeskRole.EDITOR)
    User.objects.update(is_active=False)

    sign_in(client)

    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize(
    "away",
    ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "https:elsewhere.example", "\\\\x"],
)
def test_next_never_leads_to_another_site(client: Client, away: str) -> None:
    make(DeskRole.EDITOR)

    assert "elsewhere" not in re.sub(r"<title>.*", "", client.get(LOGIN, {"next": away}).headers.get("Location", ""))
    assert sign_in(client, next=away).headers["Location"] == "/desk/"
    assert client.get(LOGIN, {"next": away}).headers["Location"] == "/desk/"


def test_next_leads_back_within_the_site(client: Client) -> None:
    make(DeskRole.EDITOR)

    assert sign_in(client, next="/istanbul-2022/?as_of=2022-03-30").headers["Location"].startswith("/istanbul-2022/")


def test_guessing_is_stopped(client: Client) -> None:
    make(DeskRole.EDITOR)

    for _ in range(5):
        sign_in(client, password="wrong")
    response = sign_in(client)

    assert "Too many failed login attempts" in response.content.decode()
    assert client.get("/desk/").status_code == 302


def test_too_many_attempts_of_one_address_are_a_429(client: Client) -> None:
    statuses = [sign_in(client, f"nobody{number}").status_code for number in range(31)]
    response = sign_in(client)

    assert set(statuses) == {200, 429}
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "60"
    assert "Too many attempts" in response.content.decode()


def test_the_limits_count_for_all_workers_together(settings: Any) -> None:
    """A cache in the memory of one process would let each worker be guessed at anew."""
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"


def test_a_lost_password_is_replaced_by_mail(client: Client) -> None:
    make(DeskRole.EDITOR)

    response = client.post(RESET, {"email": "ada@example.org"}, follow=True)

    assert "a message with a link is on its way" in response.content.decode()
    (message,) = mail.outbox
    assert message.to == ["ada@example.org"]
    assert message.subject.startswith("Guarantor Tracker: ")
    assert "example.com" not in message.body
    assert message.body.rstrip().endswith("Guarantor Tracker\nhttp://testserver/")
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", message.body)[1]  # type: ignore[index]
    form = client.get(link, follow=True)
    assert "Referer" not in form.headers
    address = form.redirect_chain[-1][0]
    weak = client.post(address, {"password1": "password", "password2": "password"})
    assert "too common" in weak.content.decode()
    done = client.post(address, {"password1": "another-good-1", "password2": "another-good-1"}, follow=True)
    assert done.status_code == 200
    assert sign_in(Client(), password=PASSWORD).status_code == 200
    assert sign_in(Client(), password="another-good-1").status_code == 302
    assert "invalid" in Client().get(link, follow=True).content.decode()


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client: Client) -> None:
    response = client.post(RESET, {"email": "stranger@example.org"}, follow=True)

    assert "a message with a link is on its way" in response.content.decode()
    assert mail.outbox == []


def test_a_mail_server_that_fails_breaks_no_page(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> None:
        raise ConnectionRefusedError("no mail today")

    make(DeskRole.EDITOR)
    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)

    response = client.post(RESET, {"email": "ada@example.org"}, follow=True)

    assert response.status_code == 200
    assert "could not be sent; see EMAIL_URL" in caplog.text


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", ["signup/", "email/", "confirm-email/", "login/code/", "2fa/signup/", "social/"])
def test_what_is_not_used_is_closed(method: str, address: str) -> None:
    form = {"username": "eve", "email": "e@example.org", "password1": PASSWORD, "password2": PASSWORD}

    response = getattr(Client(), method)(f"/accounts/{address}", form)

    assert response.status_code == 404
    assert not User.objects.exists()


def test_the_closed_sign_up_says_who_makes_accounts(client: Client) -> None:
    assert "an administrator of this site makes people" in client.get("/accounts/signup/").content.decode()


def test_the_password_is_changed_and_other_sessions_end() -> None:
    client, other = client_of(DeskRole.EDITOR), client_of(DeskRole.EDITOR)
    form = {"oldpassword": PASSWORD, "password1": "another-good-1", "password2": "another-good-1"}

    assert client.post("/accounts/password/change/", form).status_code == 302

    assert client.get("/desk/").status_code == 200
    assert other.get("/desk/").status_code == 302


JUNK = ["", "\x00", "x" * 5000, "{}", "[]", "null", '{"id": 1}', '{"response": {"userHandle": "\\u0000"}}', "é" * 50]


@pytest.mark.parametrize("junk", JUNK)
def test_no_junk_breaks_a_page(junk: str) -> None:
    stage = Client()
    set_up_totp(client_of(DeskRole.EDITOR))
    sign_in(stage)
    signed_in = client_of(DeskRole.REVIEWER)
    fields = ("login", "password", "email", "code", "credential", "next", "name", "password1", "oldpassword")
    form = dict.fromkeys(fields, junk)

    for client in (Client(), stage, signed_in):
        for address in (
            LOGIN,
            RESET,
            "/accounts/reauthenticate/",
            "/accounts/password/change/",
            "/accounts/password/reset/key/zzzzzzzzzzzz-x/",
            "/accounts/password/reset/key/1-set-password/",
            "/accounts/2fa/authenticate/",
            "/accounts/2fa/reauthenticate/",
            "/accounts/2fa/totp/activate/",
            "/accounts/2fa/webauthn/login/",
            "/accounts/2fa/webauthn/add/",
            "/accounts/2fa/webauthn/reauthenticate/",
            "/accounts/2fa/webauthn/keys/99999999999999999999999/edit/",
            "/accounts/2fa/recovery-codes/generate/",
        ):
            for answer in (client.post(address, form), client.get(address, {"next": junk})):
                assert answer.status_code < 500, address
