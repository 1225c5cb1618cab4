"""Tokens at the desk: made there, shown once, revoked there."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from guarantors.domain.roles import DeskRole, Scope
from guarantors.models import AuditEntry, Session, Token
from tests.pages.reading import page, rows, section, text_of
from tests.people import client_of
from tests.tokens import bearer, token_of

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/tokens/"
FULL: dict[str, Any] = {"do": "make", "name": "loader", "days": "30", "scopes": ["read", "log"]}


def made(client: Client, **changes: Any) -> Any:
    return client.post(ADDRESS, FULL | changes)


def listed(client: Client, heading: str = "h-mine") -> list[str]:
    return rows(section(page(client, ADDRESS), heading))[1:]


def test_a_token_is_shown_once_in_the_answer_that_made_it_and_works() -> None:
    ada = client_of(DeskRole.EDITOR)

    response = made(ada)

    [text] = re.findall(r"gt_[0-9a-f]{64}", response.content.decode())
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "private, no-store")
    assert text_of(section(response.content.decode(), "h-made")).startswith("The token “loader” is made: copy it now")
    assert Client().get("/api/v1/", headers=bearer(text)).status_code == 200
    again = page(ada, ADDRESS)
    assert text not in again
    assert text[15:] not in str([session.get_decoded() for session in Session.objects.all()])
    assert text[15:] not in str(list(AuditEntry.objects.values()))
    assert not any(text[15:] in morsel.value for morsel in ada.cookies.values())


def test_the_list_tells_what_each_may_and_until_when() -> None:
    ada = client_of(DeskRole.EDITOR)
    made(ada)
    token = Token.objects.get()

    [line] = listed(ada)
    assert re.fullmatch(rf"loader {token.token_key}… read, log \d+ \w+ 20\d\d \d+ \w+ 20\d\d never Revoke loader", line)

    Token.objects.update(expiry=datetime(2020, 1, 2, tzinfo=UTC), last_used_at=datetime(2020, 1, 1, 9, 5, tzinfo=UTC))
    [line] = listed(ada)
    assert "2 Jan 2020 expired 1 January 2020, 09:05 UTC" in line


def test_a_lost_role_is_said_beside_the_scope_that_it_leaves_idle() -> None:
    ada = client_of(DeskRole.EDITOR)
    made(ada)

    Group.objects.get(name="editor").user_set.clear()

    assert "read, log your roles no longer allow log" in listed(ada)[0]


@pytest.mark.parametrize(
    ("role", "scopes"),
    [
        (DeskRole.READER, {"read"}),
        (DeskRole.EDITOR, {"read", "log"}),
        (DeskRole.REVIEWER, {"read", "log", "review"}),
        (DeskRole.ADMINISTRATOR, {"read"}),
    ],
)
def test_everybody_is_offered_what_they_may_give(role: DeskRole, scopes: set[str]) -> None:
    markup = page(client_of(role), ADDRESS)

    assert set(re.findall(r'name="scopes" value="(\w+)"', markup)) == scopes
    assert re.findall(r'name="scopes" value="(\w+)" checked', markup) == ["read"]


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"name": ""}, "name", "Say what the token is for"),
        ({"name": "x" * 81}, "name", "at most 80"),
        ({"name": "taken"}, "name", "You have a token “taken” already"),
        ({"scopes": []}, "scopes", "Choose at least one of"),
        ({"scopes": ["review"]}, "scopes", "takes the role reviewer"),
        ({"scopes": ["<b>"]}, "scopes", "There is no scope “<b>”"),
        ({"days": "366"}, "days", "choose one of them"),
        ({"days": "soon"}, "days", "choose one of them"),
        ({"days": "²"}, "days", "choose one of them"),
    ],
)
def test_what_is_refused_is_said_at_its_field_and_nothing_typed_is_lost(
    changes: dict[str, Any], field: str, said: str
) -> None:
    token_of(DeskRole.EDITOR, name="taken")
    response = made(client_of(DeskRole.EDITOR), **changes)
    markup = response.content.decode()

    assert response.status_code == 422
    error = re.search(rf'id="f-{field}-error">(.*?)</p>', markup)
    assert error
    assert said in text_of(error[1])
    assert f'value="{(FULL | changes)["name"]}"' in markup
    assert "gt_" not in markup.replace(Token.objects.get().token_key, "")


def test_a_revoked_token_gets_no_further() -> None:
    ada, text = client_of(DeskRole.EDITOR), token_of(DeskRole.EDITOR)

    response = ada.post(ADDRESS, {"do": "revoke", "owner": "ada", "name": "program"}, follow=True)

    assert response.redirect_chain == [(ADDRESS, 303)]
    assert "The token “program” is revoked" in response.content.decode()
    assert Client().get("/api/v1/", headers=bearer(text)).status_code == 401
    assert ada.post(ADDRESS, {"do": "revoke", "owner": "ada", "name": "program"}).status_code == 400


@pytest.mark.parametrize("role", [DeskRole.READER, DeskRole.EDITOR, DeskRole.REVIEWER])
def test_nobody_sees_or_revokes_somebody_elses(role: DeskRole) -> None:
    token_of(DeskRole.EDITOR, name="private", person="dora")
    client = client_of(role)

    response = client.post(ADDRESS, {"do": "revoke", "owner": "dora", "name": "private"})

    assert (response.status_code, "takes the role administrator" in response.content.decode()) == (403, True)
    assert "private" not in page(client, ADDRESS)
    assert Token.objects.count() == 1


def test_an_administrator_sees_and_revokes_everybodys() -> None:
    text = token_of(DeskRole.EDITOR, scopes=[Scope.LOG])
    cleo = client_of(DeskRole.ADMINISTRATOR)
    [line] = listed(cleo, "h-others")
    assert line.startswith("program of ada gt_")
    assert text not in page(cleo, ADDRESS)

    cleo.post(ADDRESS, {"do": "revoke", "owner": "ada", "name": "program"})

    assert listed(cleo, "h-others") == []
    assert not Token.objects.exists()
    assert "Revoked: token program" in text_of(page(cleo, "/desk/audit/?verb=revoked"))


def test_an_unknown_button_is_refused() -> None:
    assert client_of(DeskRole.READER).post(ADDRESS, {"do": "fly"}).status_code == 400


def test_another_site_makes_no_token_in_a_visitors_name() -> None:
    response = made(client_of(DeskRole.EDITOR, enforce_csrf_checks=True))

    assert response.status_code == 403
    assert not Token.objects.exists()


def test_the_list_costs_the_same_however_many_there_are(django_assert_num_queries: Any) -> None:
    cleo = client_of(DeskRole.ADMINISTRATOR)
    for number in range(3):
        token_of(DeskRole.EDITOR, name=f"token {number}")

    with django_assert_num_queries(5):
        page(cleo, ADDRESS)
