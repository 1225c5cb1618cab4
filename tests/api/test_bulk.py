"""`POST /api/v1/bulk/statements/`: many statements at once, all or none, or each on its own."""

import json
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guarantors.actions import drafts
from guarantors.models import Draft, Proposal, Submission
from tests.api.asking import send, wrong
from tests.api.test_statements import body, coding

pytestmark = pytest.mark.django_db
SOUND, UNREADABLE, BREAKING = body(), body(voice="bishop"), body(summary=...)


def bulk(client: Client, *statements: object, mode: str = "") -> Any:
    return send(client, f"bulk/statements/{mode and f'?mode={mode}'}", {"statements": statements})


@pytest.mark.parametrize("mode", ["", "all", "each"])
def test_each_is_handed_in_and_answered_in_its_place(proposal: Proposal, ada: Client, mode: str) -> None:
    answer = bulk(ada, *(body(summary=f"Says {number}.") for number in range(3)), mode=mode)
    told = answer.json()

    assert (answer.status_code, told["mode"], told["count"]) == (200, mode or "all", 3)
    assert [item["index"] for item in told["results"]] == [0, 1, 2]
    assert [item["status"] for item in told["results"]] == [201] * 3
    for number, item in enumerate(told["results"]):
        assert Submission.objects.get(pk=item["id"]).content["said"]["summary"] == f"Says {number}."
        assert item["href"] == f"http://testserver/api/v1/submissions/{item['id']}/"
    assert Submission.objects.filter(logged_by="ada", sheets__round="first").count() == 3


def test_of_all_none_is_handed_in_where_one_cannot_be(proposal: Proposal, ada: Client) -> None:
    answer = bulk(ada, SOUND, UNREADABLE, SOUND, BREAKING, body(codings=coding(level="committed")), mode="all")

    assert answer.status_code == 422
    assert wrong(answer) == [
        ("statements.1.voice", "value-is-of-its-kind"),
        ("statements.3.summary", "statement-has-a-summary"),
        ("statements.4.codings.0.legal_status", "committed-names-its-legal-status"),
    ]
    assert not Submission.objects.exists()


def test_each_on_its_own_hands_in_what_can_be(proposal: Proposal, ada: Client) -> None:
    draft = str(uuid.uuid4())
    drafts.save(draft_id=draft, owner="ada", proposal=proposal, fields={"summary": ["x"]}, revision=0)
    from_draft = body(draft=draft)

    answer = bulk(ada, SOUND, UNREADABLE, BREAKING, from_draft, from_draft, 7, SOUND, mode="each")
    results = answer.json()["results"]

    assert answer.status_code == 200
    assert [item["status"] for item in results] == [201, 400, 422, 201, 409, 400, 201]
    assert [item["index"] for item in results] == list(range(7))
    assert [error["field"] for error in results[1]["errors"]] == ["statements.1.voice"]
    assert results[2]["errors"][0]["rule"] == "statement-has-a-summary"
    assert results[4]["errors"][0]["rule"] == "changed-meanwhile"
    assert results[5]["errors"][0]["field"].startswith("statements.5")
    assert "id" not in results[1]
    assert Submission.objects.count() == 3
    assert str(Draft.objects.get().submission_id) == results[3]["id"]


def test_a_thousand_are_taken_and_one_more_is_not(proposal: Proposal, ada: Client) -> None:
    assert bulk(ada, *[SOUND] * 1000).json()["count"] == 1000

    answer = bulk(ada, *[SOUND] * 1001)

    assert (answer.status_code, wrong(answer)) == (400, [("statements", "list-is-short-enough")])
    assert Submission.objects.count() == 1000


def test_what_is_the_same_for_all_is_asked_once(proposal: Proposal, ada: Client) -> None:
    def queries(count: int) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert bulk(ada, *[SOUND] * count, mode="each").status_code == 200
        return len(asked)

    queries(1)

    assert queries(22) - queries(2) <= 20 * 6


@pytest.mark.parametrize(
    ("path", "sent", "field", "rule"),
    [
        ("bulk/statements/", [], "body", "value-is-of-its-kind"),
        ("bulk/statements/", {}, "statements", "key-is-given"),
        ("bulk/statements/", {"statements": {}}, "statements", "value-is-of-its-kind"),
        ("bulk/statements/", {"statements": [], "mode": "all"}, "mode", "key-is-known"),
        ("bulk/statements/?mode=some", {"statements": []}, "mode", "word-is-known"),
        ("bulk/statements/?mode=all&mode=each", {"statements": []}, "mode", "parameter-is-given-once"),
        ("bulk/statements/?dry=1", {"statements": []}, "dry", "parameter-is-known"),
    ],
)
def test_a_batch_that_cannot_be_read_is_a_400(ada: Client, path: str, sent: object, field: str, rule: str) -> None:
    answer = send(ada, path, sent)

    assert (answer.status_code, wrong(answer)) == (400, [(field, rule)])


def test_a_batch_may_be_larger_than_a_statement_and_is_bounded_too(proposal: Proposal, ada: Client) -> None:
    sent = json.dumps({"statements": [SOUND]}).encode()

    assert send(ada, "bulk/statements/", b" " * 3_000_000 + sent).status_code == 200  # the bound of a form is less
    assert send(ada, "bulk/statements/", b" " * (16 * 1024 * 1024) + sent).status_code == 413
