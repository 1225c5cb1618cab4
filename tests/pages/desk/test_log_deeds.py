"""What the buttons of the form do: hand in once, publish where one may, lay aside, take back, take up again."""

import re
from typing import Any

import pytest
from django.test import Client

from guarantors.actions import submissions
from guarantors.domain.coding import Round
from guarantors.domain.roles import DeskRole
from guarantors.models import Draft, Proposal, StanceRecord, Statement, Submission
from tests.pages.desk.form import HREF, IDENT, revision, send, text
from tests.people import client_of
from tests.world import make_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Client:
    return client_of(DeskRole.EDITOR)


@pytest.fixture(autouse=True)
def proposal() -> Proposal:
    return make_proposal(guarantors=2)


def test_it_is_handed_in_with_its_coding(ada: Client) -> None:
    response = send(ada, "submit")

    assert (response.status_code, response.headers["Location"]) == (303, f"/desk/drafts/#d-{IDENT}")
    made = Submission.objects.get()
    assert (made.logged_by, Draft.objects.get(pk=IDENT).submission) == ("ada", made)
    assert submissions.given_of(made).source.id == "test-2020-source"
    assert [item.level for item in submissions.codings_of(made, Round.FIRST)] == ["sceptical"]
    assert not Statement.objects.filter(proposal__slug="test-2020").exists()
    assert f"/desk/log/?like={IDENT}" in text(ada.get("/desk/drafts/"))


def test_pressing_twice_hands_in_once(ada: Client) -> None:
    assert send(ada, "submit").status_code == send(ada, "submit").status_code == 303

    assert Submission.objects.count() == 1


def test_what_is_typed_after_it_was_handed_in_becomes_a_draft_of_its_own(ada: Client) -> None:
    send(ada, "submit")

    response = send(ada, "save", summary="Later thoughts.", window="two")

    assert response.status_code == 409
    assert "It was handed in meanwhile" in text(response)
    action = re.search(r'action="(/desk/drafts/[0-9a-f-]+/)"', text(response))
    assert action
    assert action[1] != HREF
    assert send(ada, "save", action[1], summary="Later thoughts.", revision=revision(response)).status_code == 303
    assert Draft.objects.count() == 2


def test_words_that_take_no_level_are_handed_in_without_a_coding(ada: Client) -> None:
    assert send(ada, "submit", u__whole__level="", nothing="yes").status_code == 303

    assert submissions.codings_of(Submission.objects.get(), Round.FIRST) == ()


def test_an_unknown_button_is_refused_with_the_known_ones(ada: Client) -> None:
    response = send(ada, "burn")

    assert response.status_code == 400
    assert "lay-aside" in text(response)


def test_what_was_handed_in_leads_to_the_list(ada: Client) -> None:
    send(ada, "submit")

    response = ada.get(HREF)

    assert (response.status_code, response.headers["Location"]) == (302, f"/desk/drafts/#d-{IDENT}")


def test_it_is_taken_back_laid_aside_and_taken_up_again(ada: Client) -> None:
    send(ada, "submit")

    assert send(ada, "take-back").headers["Location"] == HREF
    assert Submission.objects.get().outcome == "returned"
    assert send(ada, "take-back").status_code == 400
    assert send(ada, "lay-aside", revision=revision(ada.get(HREF))).status_code == 303
    assert "It was laid aside" in text(ada.get(HREF))
    assert send(ada, "take-up").headers["Location"] == HREF
    assert "It was laid aside" not in text(ada.get(HREF))
    assert send(ada, "submit", revision=revision(ada.get(HREF))).status_code == 303


def test_what_was_decided_meanwhile_is_not_taken_back(ada: Client) -> None:
    send(ada, "submit")
    waiting = Submission.objects.get()
    submissions.code(submission=waiting, codings=submissions.codings_of(waiting, Round.FIRST), by="ben")
    submissions.publish(submission=waiting, by="ben")

    response = send(ada, "take-back")

    assert response.status_code == 409
    assert "published by ben" in text(response)


def test_a_reviewer_publishes_alone_only_where_the_site_runs_without_review(settings: Any) -> None:
    ben = client_of(DeskRole.REVIEWER)
    assert "Publish now" not in text(ben.get("/desk/log/"))
    assert send(ben, "publish").status_code == 400

    settings.REVIEW = False

    assert "Publish now" in text(ben.get("/desk/log/"))
    assert send(ben, "publish").status_code == 303
    record = StanceRecord.objects.get(guarantor__proposal__slug="test-2020")
    assert (record.level, record.review) == ("sceptical", "coded_once")


def test_an_editor_never_publishes_alone(ada: Client, settings: Any) -> None:
    settings.REVIEW = False

    assert "Publish now" not in text(ada.get("/desk/log/"))
    assert send(ada, "publish").status_code == 400
    assert Draft.objects.get(pk=IDENT).fields["summary"] == ["Doubts it."]


def test_publishing_that_is_refused_leaves_no_submission(settings: Any) -> None:
    settings.REVIEW = False
    ben = client_of(DeskRole.REVIEWER)

    assert send(ben, "publish", said_on="2031-01-01").status_code == 422
    assert not Submission.objects.exists()


def test_a_page_pasted_into_the_actors_is_refused_and_kept(ada: Client) -> None:
    response = send(ada, "submit", more_actors=" ".join(f"X{number}" for number in range(30_000)))

    assert response.status_code == 422
    assert "at most 200 are read; name fewer." in text(response)
    assert "X29999" in Draft.objects.get(pk=IDENT).fields["more_actors"][0]
