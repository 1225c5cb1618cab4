"""Signing in as a person does: the form, and the six digits of an authenticator app."""

import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from tests.people import PASSWORD

LOGIN = "/accounts/login/"


def sign_in(client: Client, name: str = "ada", password: str = PASSWORD, **fields: str) -> Any:
    return client.post(LOGIN, {"login": name, "password": password, **fields})


def code_of(secret: str, ahead: int = 0) -> str:
    """The six digits that an authenticator app shows, some steps ahead of now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead)))


def set_up_totp(client: Client) -> str:
    """Sets up an authenticator app as a person does; answers its secret."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'id="authenticator_secret" value="(\w+)"', page)[1]  # type: ignore[index]
    assert "<svg" in page
    assert "data:image" not in page
    assert client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)}).status_code == 302
    return secret
