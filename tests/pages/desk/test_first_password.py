"""A password that somebody else made for a person: it works for some days, unless they choose their own."""

import io
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.test import Client

from guarantors.domain.roles import DeskRole
from tests.pages.desk.signing_in import sign_in
from tests.people import client_of

pytestmark = pytest.mark.django_db
START = datetime(2030, 1, 1, 8, tzinfo=UTC)
OWN = "one-that-i-chose-1"
RAN_OUT = "This password was made for you, and does not work any more"


def printed() -> str:
    out = io.StringIO()
    call_command("create_editor", "dora", "--email", "dora@example.org", stdout=out)
    assert "works for 7 days unless it is changed" in out.getvalue()
    return out.getvalue().split()[-1]


def chosen(client: Client, old: str, new: str) -> Any:
    return client.post("/accounts/password/change/", {"oldpassword": old, "password1": new, "password2": new})


def test_it_runs_out_and_says_so_to_whoever_knows_it_alone() -> None:
    with time_machine.travel(START, tick=False) as clock:
        first = printed()
        clock.shift(timedelta(days=6))
        client = Client()
        assert sign_in(client, "dora", first).status_code == 302
        assert "Choose your own: it stops working on 8 January 2030." in client.get("/desk/").content.decode()
        chosen(client, first, first)  # is no choice
        clock.shift(timedelta(days=2))

        assert RAN_OUT in sign_in(Client(), "dora", first).content.decode()
        assert RAN_OUT not in sign_in(Client(), "dora", "wrong").content.decode()

        client.post("/accounts/password/reset/", {"email": "dora@example.org"})
        link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", mail.outbox[-1].body)[1]  # type: ignore[index]
        form = client.get(link, follow=True).redirect_chain[-1][0]
        client.post(form, {"password1": OWN, "password2": OWN})
        assert sign_in(Client(), "dora", OWN).status_code == 302


def test_one_that_was_chosen_stays() -> None:
    with time_machine.travel(START, tick=False) as clock:
        first = printed()
        client = Client()
        sign_in(client, "dora", first)
        assert chosen(client, first, OWN).status_code == 302
        clock.shift(timedelta(days=90))

        assert sign_in(Client(), "dora", OWN).status_code == 302


def test_one_that_an_administrator_makes_is_a_first_one_too() -> None:
    with time_machine.travel(START, tick=False) as clock:
        cleo = client_of(DeskRole.ADMINISTRATOR)
        new = {"username": "eve", "email": "eve@example.org", "role": ["editor"], "password": OWN}
        assert cleo.post("/admin/auth/user/add/", new).status_code == 302
        clock.shift(timedelta(days=8))
        assert RAN_OUT in sign_in(Client(), "eve", OWN).content.decode()

        cleo = client_of(DeskRole.ADMINISTRATOR)
        page = cleo.get("/admin/auth/user/", {"q": "eve"}).content.decode()
        pk = re.search(r"/admin/auth/user/(\d+)/change/", page)[1]  # type: ignore[index]
        given = {"password1": "another-good-1", "password2": "another-good-1", "usable_password": "true"}
        assert cleo.post(f"/admin/auth/user/{pk}/password/", given).status_code == 302
        assert sign_in(Client(), "eve", "another-good-1").status_code == 302
        clock.shift(timedelta(days=8))
        assert RAN_OUT in sign_in(Client(), "eve", "another-good-1").content.decode()
