"""`/api/v1/submissions/`: the queue, and what a reviewer does, blind as at the desk."""

import uuid
from typing import Any

import pytest
from django.test import Client, override_settings

from guarantors.domain.coding import Review
from guarantors.domain.roles import DeskRole
from guarantors.domain.stance import Level
from guarantors.models import Draft, Proposal, StanceRecord, Statement, Submission
from tests.api.asking import send, wrong
from tests.desk import coded, coding, submission
from tests.people import client_of

pytestmark = pytest.mark.django_db
READ = {"guarantor": "AA0", "level": "sceptical", "confidence": "high", "rationale": "Voices doubt."}
SECRET = "Only the first coder knows."


def deed(client: Client, item: Submission, name: str, sent: object = None) -> Any:
    return send(client, f"submissions/{item.pk}/{name}/", sent)


def read(client: Client, item: Submission) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/submissions/{item.pk}/").json()
    return found


def test_the_queue_holds_what_waits_oldest_first(proposal: Proposal, ben: Client) -> None:
    waiting = [submission(proposal, summary=f"Says {number}.") for number in range(3)]
    coded(waiting[1])
    deed(ben, waiting[1], "publish")

    told = ben.get("/api/v1/submissions/").json()

    assert (told["count"], told["next"]) == (2, None)
    assert [item["id"] for item in told["results"]] == [str(waiting[0].pk), str(waiting[2].pk)]
    first = told["results"][0]
    assert first["statement"]["summary"] == "Says 0."
    assert first["statement"]["source"]["title"] == "Land 0 hesitates"
    assert (first["proposal"], first["logged_by"], first["turn"]) == ("test-2020", "ada", "code")


def test_pages_of_the_queue_lead_through_it(proposal: Proposal, ben: Client) -> None:
    waiting = [str(submission(proposal).pk) for _ in range(5)]
    found, following = [], "/api/v1/submissions/?whose=todo&page_size=2"
    while following:
        answer = ben.get(following)
        found += [item["id"] for item in answer.json()["results"]]
        following = answer.json()["next"]
        assert ("Link" in answer.headers) == (following is not None)

    assert found == waiting


@pytest.mark.parametrize(
    ("query", "field", "rule"),
    [
        ("colour=red", "colour", "parameter-is-known"),
        ("whose=mine", "whose", "word-is-known"),
        ("proposal=nope", "proposal", "word-is-known"),
        ("cursor=2", "cursor", "cursor-is-of-this-list"),
        (f"cursor={uuid.UUID(int=1)}", "cursor", "cursor-is-of-this-list"),
        ("page_size=0", "page_size", "page-size-is-possible"),
        ("whose=todo&whose=logged", "whose", "parameter-is-given-once"),
    ],
)
def test_what_the_queue_does_not_take_is_a_400(ben: Client, query: str, field: str, rule: str) -> None:
    answer = ben.get(f"/api/v1/submissions/?{query}")

    assert (answer.status_code, wrong(answer)) == (400, [(field, rule)])


def test_coding_is_blind(proposal: Proposal, ada: Client, ben: Client) -> None:
    waiting = submission(proposal, coding(rationale=SECRET))
    dora = client_of(DeskRole.EDITOR, name="dora")

    for client in (ben, dora):
        assert read(client, waiting)["codings"] == {"first": None, "second": None}
        for path in (f"submissions/{waiting.pk}/", "submissions/"):
            assert SECRET not in client.get(f"/api/v1/{path}").content.decode()
    assert read(ada, waiting)["codings"]["first"]["codings"][0]["rationale"] == SECRET

    told = deed(ben, waiting, "code", {"codings": [READ]}).json()

    assert told["codings"]["first"]["codings"][0]["rationale"] == SECRET
    assert (told["codings"]["second"]["coder"], told["turn"]) == ("ben", "publish")
    assert SECRET not in dora.get(f"/api/v1/submissions/{waiting.pk}/").content.decode()


def test_equal_readings_are_published(proposal: Proposal, ben: Client) -> None:
    waiting = submission(proposal)
    deed(ben, waiting, "code", {"codings": [READ]})

    answer = deed(ben, waiting, "publish")
    told = answer.json()

    assert (answer.status_code, told["outcome"], told["decided_by"]) == (200, "published", "ben")
    assert Statement.objects.get(proposal=proposal).ref == told["published_as"]
    assert StanceRecord.objects.get(guarantor__proposal=proposal).review == Review.AGREED


def test_different_readings_are_adjudicated(proposal: Proposal, ben: Client) -> None:
    waiting = submission(proposal)
    deed(ben, waiting, "code", {"codings": [READ | {"level": "opposed"}]})
    early = deed(ben, waiting, "publish", {})
    silent = deed(ben, waiting, "adjudicate", {"codings": [READ | {"rationale": ""}]})

    assert (early.status_code, wrong(early)) == (422, [("codings", "different-readings-are-adjudicated")])
    assert (silent.status_code, wrong(silent)) == (422, [("codings.0.rationale", "stance-gives-a-rationale")])
    assert deed(ben, waiting, "adjudicate", {"codings": [READ | {"level": "opposed"}]}).status_code == 200
    record = StanceRecord.objects.get(guarantor__proposal=proposal)
    assert (record.level, record.review) == (Level.OPPOSED, Review.ADJUDICATED)


def test_words_that_take_no_level_are_coded_by_an_empty_list(proposal: Proposal, ben: Client) -> None:
    waiting = submission(proposal)

    answer = deed(ben, waiting, "code", {"codings": []})

    assert (answer.status_code, answer.json()["codings"]["second"]["codings"]) == (200, [])


@pytest.mark.parametrize(
    ("name", "sent"), [("code", {"codings": [READ]}), ("publish", {}), ("return", {"reason": "?"})]
)
def test_who_comes_too_late_is_told(proposal: Proposal, ben: Client, name: str, sent: object) -> None:
    waiting = coded(submission(proposal), by="dora")
    if name != "code":
        deed(ben, waiting, "publish")

    answer = deed(ben, waiting, name, sent)

    assert (answer.status_code, wrong(answer)) == (409, [("submission", "changed-meanwhile")])


def test_nobody_reviews_what_they_logged(proposal: Proposal, ben: Client) -> None:
    waiting = submission(proposal, by="ben")

    answer = deed(ben, waiting, "code", {"codings": [READ]})

    assert (answer.status_code, wrong(answer)) == (422, [("submission", "nobody-reviews-what-they-logged")])


def test_a_site_without_review_publishes_alone(proposal: Proposal, ben: Client) -> None:
    waiting = submission(proposal, by="ben")
    assert deed(ben, waiting, "publish").status_code == 422

    with override_settings(REVIEW=False):
        told = deed(ben, waiting, "publish").json()

    assert told["outcome"] == "published"
    assert StanceRecord.objects.get(guarantor__proposal=proposal).review == Review.CODED_ONCE


def test_what_is_sent_back_is_a_draft_of_its_loggers_even_if_a_program_handed_it_in(
    proposal: Proposal, ada: Client, ben: Client
) -> None:
    waiting = submission(proposal)

    told = deed(ben, waiting, "return", {"reason": "Which day?"}).json()

    assert (told["outcome"], told["reason"]) == ("returned", "Which day?")
    [draft] = ada.get("/api/v1/drafts/").json()["results"]
    assert (draft["note"], draft["proposal"]) == ("Which day?", "test-2020")
    assert draft["fields"]["summary"] == ["Doubts it."]
    assert draft["fields"]["u-whole-level"] == ["sceptical"]
    assert "Which day?" in ada.get("/desk/drafts/").content.decode()
    form = ada.get(f"/desk/drafts/{draft['id']}/").content.decode()
    assert "Doubts it." in form
    assert Draft.objects.get().returned == Submission.objects.get(pk=waiting.pk)


def test_who_logged_it_takes_it_back_and_no_other_editor_does(proposal: Proposal, ada: Client) -> None:
    waiting = submission(proposal)
    dora = client_of(DeskRole.EDITOR, name="dora")

    assert deed(dora, waiting, "return", {"reason": "Mine now."}).status_code == 403
    assert deed(ada, waiting, "return", {"reason": "Not yet."}).status_code == 200
    assert Submission.objects.get(pk=waiting.pk).outcome == "returned"


@pytest.mark.parametrize(
    ("name", "sent", "field", "rule"),
    [
        ("code", {}, "codings", "key-is-given"),
        ("code", {"codings": [READ | {"level": "warm"}]}, "codings.0.level", "value-is-of-its-kind"),
        ("adjudicate", {"codings": "open"}, "codings", "value-is-of-its-kind"),
        ("publish", {"codings": []}, "codings", "key-is-known"),
        ("publish", [], "body", "value-is-of-its-kind"),
        ("return", {}, "reason", "key-is-given"),
        ("return", {"reason": 5}, "reason", "value-is-of-its-kind"),
    ],
)
def test_what_cannot_be_read_is_a_400_at_its_key(
    proposal: Proposal, ben: Client, name: str, sent: object, field: str, rule: str
) -> None:
    answer = deed(ben, submission(proposal), name, sent)

    assert (answer.status_code, wrong(answer)) == (400, [(field, rule)])


def test_a_return_gives_a_reason(proposal: Proposal, ben: Client) -> None:
    answer = deed(ben, submission(proposal), "return", {"reason": " "})

    assert (answer.status_code, wrong(answer)) == (422, [("reason", "correction-gives-a-reason")])


@pytest.mark.parametrize("name", ["", "code/", "publish/", "adjudicate/", "return/"])
def test_nothing_is_there_that_was_not_handed_in(ben: Client, name: str) -> None:
    path = f"submissions/{uuid.uuid4()}/{name}"
    answer = send(ben, path, {"codings": []}) if name else ben.get(f"/api/v1/{path}")

    assert (answer.status_code, wrong(answer)) == (404, [])
