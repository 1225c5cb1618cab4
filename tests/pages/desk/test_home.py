"""The desk's home: who is signed in, what they may do, and the way out."""

import pytest
from django.test import Client

from guarantors.actions import submissions
from guarantors.domain.roles import RIGHT_WORDS, DeskRole, Right, may
from guarantors.models import Submission
from guarantors.pages.desk.places import PLACES
from tests.desk import submission
from tests.pages.desk.form import send, text
from tests.people import client_of
from tests.world import make_proposal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", DeskRole)
def test_it_says_who_one_is_and_what_one_may_do(role: DeskRole) -> None:
    text = client_of(role).get("/desk/").content.decode()

    assert f"({role.value})" in text
    for right in Right:
        assert (RIGHT_WORDS[right] in text) == may({role}, right)
    assert ("/admin/" in text) == (role is DeskRole.ADMINISTRATOR)


@pytest.mark.parametrize("role", DeskRole)
def test_it_leads_only_where_one_may_go(role: DeskRole) -> None:
    client = client_of(role)
    tabs = client.get("/desk/").context["tabs"]

    assert [tab.title for tab in tabs] == [
        place.title for place in PLACES if place.right is None or may({role}, place.right)
    ]
    assert {client.get(tab.href).status_code for tab in tabs} == {200}


def test_signing_out_is_a_form_and_ends_the_session() -> None:
    client = client_of(DeskRole.EDITOR)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/desk/").status_code == 200

    response = client.post("/accounts/logout/")

    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert client.get("/desk/").status_code == 302


def test_one_page_costs_a_fixed_handful_of_queries(django_assert_max_num_queries: object) -> None:
    client = client_of(DeskRole.REVIEWER)

    with django_assert_max_num_queries(7):  # type: ignore[operator]
        client.get("/desk/")


def test_it_says_what_waits_for_oneself_and_leads_there() -> None:
    submission(make_proposal())
    ben = client_of(DeskRole.REVIEWER)
    assert '<a href="/desk/review/?whose=todo">1 statement</a> to code or to decide.' in text(ben.get("/desk/"))
    assert "Waits for you" not in text(client_of(DeskRole.EDITOR, name="eva").get("/desk/"))


@pytest.mark.parametrize("role", DeskRole)
def test_whoever_corrects_is_told_where_that_begins(role: DeskRole) -> None:
    told = "“For editors” on its page" in text(client_of(role).get("/desk/"))

    assert told == may({role}, Right.CORRECT)


def test_what_was_sent_back_is_said_at_once() -> None:
    make_proposal(guarantors=2)
    ada = client_of(DeskRole.EDITOR)
    send(ada, "submit")
    submissions.give_back(submission=Submission.objects.get(), reason="Name the office.", by="ben")

    assert '<a href="/desk/drafts/">1 statement sent back</a>' in text(ada.get("/desk/"))


def test_every_page_that_anybody_reads_leads_editors_to_the_desk() -> None:
    assert '<a href="/desk/" rel="nofollow">Editors</a>' in text(Client().get("/"))


def test_nobody_is_greeted_on_a_public_page() -> None:
    signed_in, reader = client_of(DeskRole.EDITOR), Client()

    one, other = signed_in.get("/method/"), reader.get("/method/")

    assert one.content == other.content
    assert "Cookie" not in one.headers["Vary"]
    assert not one.cookies
