"""The desk's home: who is signed in, what they may do, and the way out."""

import pytest
from django.test import Client

from guarantors.domain.roles import RIGHT_WORDS, DeskRole, Right, may
from guarantors.pages.desk.places import PLACES
from tests.people import client_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", DeskRole)
def test_it_says_who_one_is_and_what_one_may_do(role: DeskRole) -> None:
    text = client_of(role).get("/desk/").content.decode()

    assert f"({role.value})" in text
    for right in Right:
        assert (RIGHT_WORDS[right].capitalize()[:20] in text) == may({role}, right)
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

    with django_assert_max_num_queries(5):  # type: ignore[operator]
        client.get("/desk/")


def test_nobody_is_greeted_on_a_public_page() -> None:
    signed_in, reader = client_of(DeskRole.EDITOR), Client()

    one, other = signed_in.get("/method/"), reader.get("/method/")

    assert one.content == other.content
    assert "Cookie" not in one.headers["Vary"]
    assert not one.cookies
