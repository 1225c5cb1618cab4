"""Sessions: seen and ended by whoever they are of, and at an end when nobody uses them."""

import re
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.contrib.sessions.models import Session as Earlier
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guarantors.domain.browser import coarse
from guarantors.domain.roles import DeskRole
from guarantors.models import Session
from tests.pages.desk.signing_in import sign_in
from tests.people import PASSWORD, client_of, make

pytestmark = pytest.mark.django_db
SESSIONS = "/accounts/sessions/"
LINUX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"


def signed_in(user_agent: str) -> Client:
    client = Client(headers={"user-agent": user_agent}, REMOTE_ADDR="203.0.113.77")
    make(DeskRole.EDITOR)
    sign_in(client)
    return client


def shown(client: Client) -> str:
    return client.get(SESSIONS).content.decode()


def is_in(client: Client) -> bool:
    return client.get("/desk/").status_code == 200


def test_one_sees_where_one_is_signed_in_and_ends_what_one_does_not_know() -> None:
    here, away = signed_in(LINUX), signed_in(PHONE)
    other = client_of(DeskRole.REVIEWER)

    page = shown(here)
    assert sorted(re.findall(r'scope="row">([^<]+?) ?<', page)) == ["Firefox on Linux", "Safari on iPhone"]
    assert page.count("this one") == 1
    assert "203.0.113" not in page
    for session in Session.objects.all():
        assert session.pk not in page
        assert "203.0.113" not in str(session.get_decoded())
    (ident,) = re.findall(r'name="session" value="(\w+)"', page)
    assert (
        "you have no such session"
        in other.post(SESSIONS, {"do": "end", "session": ident}, follow=True).content.decode()
    )
    assert is_in(away)

    said = here.post(SESSIONS, {"do": "end", "session": ident}, follow=True).content.decode()

    assert "The session has ended" in said
    assert (is_in(here), is_in(away), is_in(other)) == (True, False, True)


def test_all_others_end_at_once_and_those_of_an_earlier_password_are_none() -> None:
    here, away, earlier = signed_in(LINUX), signed_in(PHONE), signed_in(PHONE)

    assert "All other sessions have ended" in here.post(SESSIONS, {"do": "end-others"}, follow=True).content.decode()
    assert (is_in(here), is_in(away), is_in(earlier)) == (True, False, False)

    away = signed_in(PHONE)
    form = {"oldpassword": PASSWORD, "password1": "another-good-1", "password2": "another-good-1"}
    began = Session.objects.get(pk=here.session.session_key).began_at
    assert here.post("/accounts/password/change/", form).status_code == 302
    assert "End it</button>" not in shown(here)
    assert Session.objects.get(pk=here.session.session_key).began_at == began, "a new key begins no new session"


def test_one_that_nobody_uses_ends_and_signing_in_leads_back(settings: Any) -> None:
    settings.SESSION_IDLE_MINUTES = 30
    start = datetime(2030, 1, 1, 8, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        client = client_of(DeskRole.EDITOR)
        for _ in range(3):
            clock.shift(timedelta(minutes=29))
            assert is_in(client)
        clock.shift(timedelta(minutes=30))

        answer = client.get("/desk/log/?proposal=istanbul-2022")

        assert answer.headers["Location"] == "/accounts/login/?next=/desk/log/%3Fproposal%3Distanbul-2022"
        assert sign_in(client, next="/desk/log/?proposal=istanbul-2022").headers["Location"].startswith("/desk/log/")
        assert is_in(client)


def test_one_that_is_used_all_along_ends_after_twelve_hours() -> None:
    with time_machine.travel(datetime(2030, 1, 1, 8, tzinfo=UTC), tick=False) as clock:
        client = client_of(DeskRole.EDITOR)
        for _ in range(28):
            clock.shift(timedelta(minutes=25))
            assert is_in(client)
        session = client.session
        session["anything"] = "a session that is written to lasts no longer"
        session.save()
        clock.shift(timedelta(minutes=20))

        assert not is_in(client)


def test_use_is_written_down_once_a_minute() -> None:
    written = []
    with time_machine.travel(datetime(2030, 1, 1, 8, tzinfo=UTC), tick=False) as clock:
        client = client_of(DeskRole.EDITOR)
        for seconds in (30, 30, 30):
            clock.shift(timedelta(seconds=seconds))
            with CaptureQueriesContext(connection) as asked:
                assert is_in(client)
            written.append(sum(query["sql"].startswith("UPDATE") for query in asked.captured_queries))

    assert written == [0, 1, 0]


def test_who_was_signed_in_before_sessions_had_owners_stays_so() -> None:
    """The migration moves those that hold from Django's own table; its form of them is the same."""
    client = client_of(DeskRole.EDITOR)
    row = Session.objects.get()
    for key, ends in ((row.pk, row.expire_date), ("ended", row.expire_date - timedelta(days=1))):
        Earlier.objects.create(session_key=key, session_data=row.session_data, expire_date=ends)
    row.delete()
    assert not is_in(client)
    client.cookies["sessionid"] = row_key = Earlier.objects.latest("expire_date").pk

    import_module("guarantors.migrations.0012_signed_in").take_over(apps, None)

    assert is_in(client)
    assert [session.pk for session in Session.objects.filter(user__username="ada")] == [row_key]
    assert not Earlier.objects.exists()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (LINUX, ("Firefox", "Linux")),
        (PHONE, ("Safari", "iPhone")),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", ("Edge", "Windows")),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36", ("Chrome", "Android")),
        ("curl/8", ("", "")),
    ],
)
def test_a_browser_is_known_roughly(said: str, meant: tuple[str, str]) -> None:
    assert coarse(said) == meant
