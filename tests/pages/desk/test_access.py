"""The door of the desk: who is let in, and that nobody who comes in vain loses a text."""

import html
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.test import Client

from guarantors.domain.roles import DeskRole, Right, may
from tests.people import client_of, make

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.pages.desk.door_urls")]
LOG, REVIEW, AUDIT = "/desk/try/log/?proposal=istanbul-2022", "/desk/try/review/", "/desk/try/audit/"
ROOMS = {LOG: Right.LOG, AUDIT: Right.AUDIT}
TYPED = {"summary": 'A "quote" <b>&amp;\n and a line', "actor": ["DEU", "FRA"], "empty": "", "action": "save"}
HTMX = {"HX-Request": "true"}
HERE = {"Origin": "http://testserver"}


def fields_of(text: str) -> dict[str, list[str]]:
    """The hidden fields of the form that sends it again."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text):
        found.setdefault(html.unescape(name), []).append(html.unescape(value))
    return found


def token_of(client: Client) -> str:
    text = client.get("/accounts/login/").content.decode()
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)[1]  # type: ignore[index]


@pytest.mark.parametrize("role", DeskRole)
@pytest.mark.parametrize("room", ROOMS)
def test_a_role_opens_what_it_holds_the_right_to(role: DeskRole, room: str) -> None:
    response = client_of(role).get(room)

    assert response.status_code == (200 if may({role}, ROOMS[room]) else 403)


def test_who_lacks_the_right_is_told_which_role_holds_it() -> None:
    response = client_of(DeskRole.READER).get(LOG)

    text = response.content.decode()
    assert response.status_code == 403
    assert "To log statements and code them takes the role editor or reviewer." in text
    assert 'aria-label="Desk"' in text


def test_a_right_that_was_taken_away_is_gone_with_the_next_request() -> None:
    client = client_of(DeskRole.EDITOR)
    assert client.get(LOG).status_code == 200

    User.objects.get(username="ada").groups.clear()

    assert client.get(LOG).status_code == 403


def test_who_was_deactivated_is_signed_out() -> None:
    client = client_of(DeskRole.EDITOR)
    User.objects.filter(username="ada").update(is_active=False)

    assert client.get(LOG).status_code == 302


def test_without_a_sign_in_a_page_leads_there_and_back() -> None:
    response = client_of().get(LOG)

    assert response.status_code == 302
    assert response.headers["Location"] == "/accounts/login/?next=/desk/try/log/%3Fproposal%3Distanbul-2022"


def test_a_form_sent_after_the_sign_in_expired_is_kept_whole() -> None:
    client = client_of()

    response = client.post(LOG, TYPED)

    text = response.content.decode()
    kept = fields_of(text)
    assert response.status_code == 401
    assert kept.pop("csrfmiddlewaretoken")
    assert kept == {"summary": [TYPED["summary"]], "actor": ["DEU", "FRA"], "empty": [""], "action": ["save"]}
    assert 'action="/desk/try/log/?proposal=istanbul-2022"' in text
    assert re.search(r'href="/accounts/login/" target="_blank" rel="noopener"', text)


def test_it_is_taken_when_it_is_sent_again_after_signing_in() -> None:
    client = client_of(enforce_csrf_checks=True)
    token = token_of(client)
    first = client.post(LOG, TYPED | {"csrfmiddlewaretoken": token}, headers=HERE)
    assert first.status_code == 401

    # Signing in, in another tab, gives the browser a new token: the kept form comes with the old one.
    client.force_login(make(DeskRole.EDITOR))
    client.cookies["csrftoken"] = "x" * 32
    second = client.post(LOG, fields_of(first.content.decode()), headers=HERE)
    assert second.status_code == 403
    assert "is sent again with one press" in second.content.decode()

    third = client.post(LOG, fields_of(second.content.decode()), headers=HERE)

    assert third.status_code == 200
    assert repr(TYPED["actor"]) in third.content.decode()
    assert repr(TYPED["summary"]) in third.content.decode()


def test_htmx_is_told_in_a_line_and_is_not_led_away() -> None:
    for method in ("get", "post"):
        response = getattr(client_of(), method)(LOG, headers=HTMX)

        assert response.status_code == 401
        assert response.headers["Content-Type"].startswith("text/plain")
        assert "HX-Redirect" not in response.headers
        assert "your text is still here" in response.content.decode()
    lacking = client_of(DeskRole.READER).post(LOG, TYPED, headers=HTMX)
    assert (lacking.status_code, b"takes the role" in lacking.content) == (403, True)


@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.parametrize("from_here", [{"Origin": "http://testserver"}, {"Sec-Fetch-Site": "same-origin"}])
def test_a_form_of_our_own_with_an_old_token_is_kept(signed_in: bool, from_here: dict[str, str]) -> None:
    client = client_of(*[DeskRole.EDITOR] * signed_in, enforce_csrf_checks=True)

    response = client.post(LOG, TYPED, headers=from_here)

    text = response.content.decode()
    assert response.status_code == (403 if signed_in else 401)
    assert fields_of(text)["summary"] == [TYPED["summary"]]
    assert "csrftoken" in response.cookies
    again = client.post(LOG, fields_of(text), headers=from_here)
    assert again.status_code == (200 if signed_in else 401)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"},
        {},
    ],
)
def test_another_sites_form_is_refused_and_never_offered_for_sending(headers: dict[str, str]) -> None:
    response = client_of(DeskRole.EDITOR, enforce_csrf_checks=True).post(LOG, TYPED, headers=headers)

    text = response.content.decode()
    assert response.status_code == 403
    assert "another site sent it" in text
    assert "summary" not in fields_of(text)
    assert "<b>&amp;" not in text


def test_a_password_is_never_kept_in_a_page() -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post("/accounts/login/", {"login": "ada", "password": "se-cret"}, headers=HERE)

    assert response.status_code == 403
    assert b"se-cret" not in response.content


def test_what_a_rule_refuses_is_shown_at_the_desk() -> None:
    client = client_of(DeskRole.REVIEWER)

    refused, missing = client.post(REVIEW), client.get(REVIEW)

    assert (refused.status_code, missing.status_code) == (400, 404)
    assert "<b>quote</b>: the quote has 600 characters" in refused.content.decode()
    assert "There is no submission “x”." in missing.content.decode()
    for response in (refused, missing):
        assert 'aria-label="Desk"' in response.content.decode()
    assert "quote has 600" in client.post(REVIEW, headers=HTMX).content.decode()


@pytest.mark.parametrize(
    "address", [LOG, REVIEW, "/desk/", "/desk/nope/", "/accounts/login/", "/admin/", "/accounts/x/"]
)
@pytest.mark.parametrize("role", [None, DeskRole.READER, DeskRole.REVIEWER])
def test_nothing_behind_the_door_is_kept_by_a_cache(address: str, role: DeskRole | None) -> None:
    client = client_of(*[role] if role else [])

    for method in ("get", "post", "delete"):
        response = getattr(client, method)(address)
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.status_code < 500


def with_factor(user: User) -> None:
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})


class TestWhereASecondFactorIsRequired:
    @pytest.fixture(autouse=True)
    def _required(self, settings: Any) -> None:
        settings.REQUIRE_MFA = True

    def test_who_has_none_is_led_to_set_one_up(self) -> None:
        client = client_of(DeskRole.EDITOR)

        response = client.get(LOG, follow=True)

        assert response.redirect_chain == [("/accounts/2fa/", 302)]
        assert "The desk opens once you have set up a second factor" in response.content.decode()

    def test_a_form_is_kept_meanwhile(self) -> None:
        response = client_of(DeskRole.EDITOR).post(LOG, TYPED)

        assert response.status_code == 403
        assert fields_of(response.content.decode())["summary"] == [TYPED["summary"]]
        assert b'href="/accounts/2fa/"' in response.content

    def test_htmx_is_told_in_a_line(self) -> None:
        response = client_of(DeskRole.EDITOR).post(LOG, TYPED, headers=HTMX)

        assert (response.status_code, response.content[:20]) == (403, b"The desk opens once ")

    def test_who_has_one_is_let_in(self) -> None:
        client = client_of(DeskRole.EDITOR)
        with_factor(User.objects.get(username="ada"))

        assert client.get(LOG).status_code == 200

    def test_recovery_codes_alone_are_none(self) -> None:
        client = client_of(DeskRole.EDITOR)
        ada = User.objects.get(username="ada")
        Authenticator.objects.create(user=ada, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})

        assert client.get(LOG).status_code == 302

    def test_a_reader_who_may_write_nothing_needs_none(self) -> None:
        assert client_of(DeskRole.READER).get("/desk/").status_code == 200


def test_what_somebody_else_changed_meanwhile_is_a_conflict() -> None:
    response = client_of(DeskRole.ADMINISTRATOR).post(AUDIT)

    assert response.status_code == 409
    assert "<b>version</b>: ben changed it meanwhile." in response.content.decode()
