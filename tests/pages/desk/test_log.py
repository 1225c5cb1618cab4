"""The form in which a statement is logged: kept as typed, checked whole, never overwritten."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guarantors.domain.roles import DeskRole
from guarantors.models import Draft, Proposal, Submission
from tests.pages.desk.form import HREF, IDENT, revision, send, text
from tests.people import client_of
from tests.world import log, make_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Client:
    return client_of(DeskRole.EDITOR)


@pytest.fixture(autouse=True)
def proposal() -> Proposal:
    return make_proposal(guarantors=2)


def test_a_new_form_has_an_id_of_its_own_and_stores_nothing(ada: Client) -> None:
    first, second = (re.search(r'action="(/desk/drafts/[0-9a-f-]+/)"', text(ada.get("/desk/log/"))) for _ in range(2))

    assert first
    assert second
    assert first[1] != second[1]
    assert not Draft.objects.exists()


def test_saving_keeps_all_of_it_and_leads_to_the_draft(ada: Client) -> None:
    response = send(ada, "save", summary="<b>Doubts</b>\r\n\0it.")

    assert (response.status_code, response.headers["Location"]) == (303, f"{HREF}#saved")
    page = text(ada.get(HREF))
    assert "&lt;b&gt;Doubts&lt;/b&gt;\nit.</textarea>" in page
    assert revision(ada.get(HREF)) == "1"
    assert 'value="sceptical" checked' in page


def test_autosave_answers_what_stands_beside_and_the_next_revision(ada: Client) -> None:
    send(ada, "autosave", htmx=True)

    response = send(ada, "autosave", htmx=True, summary="Doubts it much.")

    assert response.status_code == 200
    assert response.headers["HX-Replace-Url"] == HREF
    assert text(response).strip().startswith('<aside id="beside"')
    assert "<html" not in text(response)
    assert revision(response) == "2"


def test_one_window_may_overtake_itself(ada: Client) -> None:
    for summary in ("D", "Do", "Dou"):
        assert send(ada, "autosave", htmx=True, summary=summary, revision="0").status_code == 200

    assert Draft.objects.get(pk=IDENT).fields["summary"] == ["Dou"]


def test_saving_the_same_again_changes_nothing(ada: Client) -> None:
    send(ada, "save")
    send(ada, "save", window="another")

    assert Draft.objects.get(pk=IDENT).revision == 1


def test_another_window_is_told_what_changed_and_keeps_its_text(ada: Client) -> None:
    send(ada, "save", summary="From one window.")

    response = send(ada, "save", summary="From another.", window="two", revision="0")

    assert response.status_code == 409
    assert "From one window." in text(response)
    assert "From another.</textarea>" in text(response)
    assert Draft.objects.get(pk=IDENT).fields["summary"] == ["From one window."]
    again = send(ada, "save", summary="From another.", window="three", revision=revision(response))
    assert again.status_code == 303
    assert (Draft.objects.get(pk=IDENT).fields["summary"], Draft.objects.get(pk=IDENT).revision) == (
        ["From another."],
        2,
    )


def test_autosave_of_another_window_is_told_in_a_line(ada: Client) -> None:
    send(ada, "save")

    response = send(ada, "autosave", htmx=True, summary="Other.", window="two")

    assert (response.status_code, response.headers["Content-Type"]) == (409, "text/plain; charset=utf-8")


@pytest.mark.parametrize("htmx", [True, False])
def test_what_is_wrong_is_said_all_at_once_with_the_form_kept(ada: Client, htmx: bool) -> None:
    response = send(ada, "submit", htmx=htmx, summary="", voice="king", u__whole__level="", said_on="2031-01-01")

    page = text(response)
    assert response.status_code == 422
    for field in ("summary", "voice", "said_on", "u-whole-level"):
        assert f'href="#f-{field}"' in page
        assert f'id="f-{field}-error"' in page
    assert "Four things to fix" in page
    assert "“king” is not known here" in page
    assert 'value="A. Minister"' in page
    assert "2031" in page
    assert Draft.objects.get(pk=IDENT).fields["voice"] == ["king"]
    assert not Submission.objects.exists()


@pytest.mark.parametrize("breach", ["x" * 5001, "bell \a"])
def test_a_text_that_cannot_be_kept_on_record_is_kept_in_the_draft(ada: Client, breach: str) -> None:
    assert send(ada, "submit", summary=breach, source_archived_url="y" * 2000).status_code == 422
    assert Draft.objects.get(pk=IDENT).fields["summary"] == [breach]


def test_a_form_that_is_far_too_long_is_refused(ada: Client) -> None:
    assert send(ada, "save", summary="x" * 200_001).status_code == 400


def test_a_draft_is_its_owners_alone(ada: Client) -> None:
    send(ada, "save")
    eve = client_of(DeskRole.EDITOR, name="eve")

    assert eve.get(HREF).status_code == send(eve, "save").status_code == 404
    assert "Doubts it." not in text(eve.get("/desk/drafts/"))


def test_an_id_that_nobody_used_is_a_new_form_under_it(ada: Client) -> None:
    assert f'action="{HREF}"' in text(ada.get(HREF))


@pytest.mark.parametrize("revision_sent", ["", "-1", "9" * 30, "²", "x"])
def test_a_revision_that_is_no_number_is_that_of_a_new_form(ada: Client, revision_sent: str) -> None:
    assert send(ada, "save", revision=revision_sent).status_code == 303


def test_a_draft_whose_proposal_is_gone_from_the_form_is_about_the_newest(ada: Client) -> None:
    assert send(ada, "save", proposal="nothing").status_code == 303
    assert ada.get(HREF).status_code == 200


def test_what_was_typed_on_another_proposal_is_carried_along(ada: Client) -> None:
    make_proposal("other-2020")
    send(ada, "save", u__treaty__level="opposed", actors=["AA0", "XYZ"], earlier__7="first", nothing="yes")

    page = text(ada.get(HREF))

    assert '<input type="hidden" name="u-treaty-level" value="opposed">' in page
    assert 'name="actors" value="XYZ" checked' in page
    assert re.search(r'name="earlier-7" type="text" value="first"', page)
    assert re.search(r'name="nothing"[^>]* checked', page)
    assert page.count('name="proposal"') == 1


def test_a_form_costs_no_more_queries_the_more_is_on_record(
    ada: Client, proposal: Proposal, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(30):
        ada.get("/desk/log/?proposal=test-2020")
    send(ada, "save")
    log(proposal, "more", summary="Something else.")
    with CaptureQueriesContext(connection) as few:
        ada.get(HREF)
    for number in range(5):
        log(proposal, f"more-{number}", summary=f"Something else, number {number}.")

    with django_assert_max_num_queries(len(few)):
        ada.get(HREF)
