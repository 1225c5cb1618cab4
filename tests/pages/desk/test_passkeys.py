"""Passkeys from the server's side: whatever comes instead of a key's answer is refused in words."""

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guarantors.domain.roles import DeskRole
from tests.engines import examples
from tests.people import PASSWORD, client_of

pytestmark = pytest.mark.django_db
ADD, LOGIN, AGAIN = (
    "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/webauthn/login/",
    "/accounts/2fa/webauthn/reauthenticate/",
)


def coded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


said_by_the_browser = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["webauthn.create", "webauthn.get", 1]),
        "challenge": st.text(max_size=8) | st.integers(),
        "origin": st.sampled_from(["http://localhost:8000", "https://testserver", "x", None]),
    },
).map(lambda given: coded(json.dumps(given).encode()))
junk = (
    st.none()
    | st.integers()
    | st.text(max_size=12)
    | st.binary(max_size=80).map(coded)
    | said_by_the_browser
    | st.lists(st.integers(), max_size=2)
    | st.dictionaries(st.text(max_size=3), st.integers(), max_size=2)
)
names = ["id", "rawId", "type", "authenticatorAttachment", "clientExtensionResults"]
parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle", "transports"]
response = st.fixed_dictionaries({}, optional=dict.fromkeys(parts, junk))
same_id = st.binary(max_size=20).map(coded).map(lambda value: {"id": value, "rawId": value, "type": "public-key"})
credential = st.builds(
    lambda base, more, answer: base | more | {"response": answer},
    same_id,
    st.fixed_dictionaries({}, optional=dict.fromkeys(names, junk)),
    response | junk,
)


@given(given=credential | junk)
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_answer_of_a_key_breaks_a_page(given: Any, settings: Any) -> None:
    settings.MFA_RATE_LIMITS = {"webauthn_login": None}
    settings.ACCOUNT_RATE_LIMITS = False
    client, stranger = client_of(DeskRole.EDITOR), Client()
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.get(ADD)
    stranger.get(LOGIN, headers={"Accept": "application/json"})
    form = {"credential": json.dumps(given), "name": "key"}

    assert client.post(ADD, form).status_code == 200
    assert client.post(AGAIN, form).status_code < 500
    assert stranger.post(LOGIN, form).status_code == 302


def test_a_page_without_a_key_says_so() -> None:
    client = client_of(DeskRole.EDITOR)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    text = client.post(ADD, {"credential": '{"id": 1}', "name": "key"}).content.decode()

    assert 'role="alert"' in text


@pytest.mark.parametrize(("host", "said"), [("127.0.0.1:8000", True), ("localhost:8000", False)])
def test_under_a_number_it_is_said_that_keys_need_a_name(host: str, said: bool) -> None:
    client = client_of(DeskRole.EDITOR)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    text = client.get(ADD, headers={"host": host}).content.decode()

    assert ("makes passkeys and security keys for a host name" in text) == said
