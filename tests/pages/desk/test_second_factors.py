"""Second factors: authenticator app and recovery codes, and the password before they are set up."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from guarantors.domain.roles import DeskRole
from tests.pages.desk.signing_in import code_of, set_up_totp, sign_in
from tests.people import client_of

pytestmark = pytest.mark.django_db


def test_an_authenticator_app_is_set_up_and_asked_for_at_the_next_sign_in() -> None:
    secret = set_up_totp(client_of(DeskRole.EDITOR))
    client = Client()

    first = sign_in(client, next="/desk/?x=1")
    assert first.headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/desk/").status_code == 302
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "Incorrect code" in wrong.content.decode()
    right = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret, ahead=1)})

    assert (right.status_code, right.headers["Location"]) == (302, "/desk/?x=1")
    assert client.get("/desk/").status_code == 200


def test_a_code_works_once_and_its_owner_is_told_of_a_second_time(caplog: pytest.LogCaptureFixture) -> None:
    secret = set_up_totp(client_of(DeskRole.EDITOR))
    code = code_of(secret, ahead=1)
    mail.outbox.clear()
    landed = []
    for client in (Client(), Client(), Client()):
        sign_in(client)
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
        client.post("/accounts/2fa/authenticate/", {"code": code})
        landed.append(client.get("/desk/").status_code)

    assert landed == [200, 302, 302]
    (message,) = mail.outbox
    assert message.to == ["ada@example.org"]
    assert message.subject == "Guarantor Tracker: A code of yours was used a second time"
    assert "http://testserver/accounts/sessions/" in message.body
    assert caplog.text.count("A code of ada’s authenticator app was used a second time.") == 2
    assert code not in message.body + caplog.text


def test_a_recovery_code_replaces_a_lost_telephone_once() -> None:
    owner = client_of(DeskRole.EDITOR)
    set_up_totp(owner)
    page = owner.get("/accounts/2fa/recovery-codes/").content.decode()
    codes = re.search(r"<textarea[^>]*>([^<]+)<", page)[1].split()  # type: ignore[index]
    assert len(codes) == 10

    landed = []
    for client in (Client(), Client()):
        sign_in(client)
        client.post("/accounts/2fa/authenticate/", {"code": codes[0]})
        landed.append(client.get("/desk/").status_code)

    assert landed == [200, 302]


def test_setting_one_up_asks_for_the_password_again() -> None:
    client = client_of(DeskRole.EDITOR)

    for address in ("totp/activate/", "webauthn/add/"):
        response = client.get(f"/accounts/2fa/{address}")
        assert response.headers["Location"].startswith("/accounts/reauthenticate/")
    assert not Authenticator.objects.exists()


def test_the_desk_opens_with_the_factor_that_it_asked_for(settings: Any) -> None:
    settings.REQUIRE_MFA = True
    client = client_of(DeskRole.EDITOR)
    assert client.get("/desk/").headers["Location"] == "/accounts/2fa/"

    set_up_totp(client)

    assert client.get("/desk/").status_code == 200
