"""`/api/v1/drafts/`: the desk's drafts, changed only by who has seen what they change."""

import uuid
from typing import Any

import pytest
from django.test import Client

from guarantors.actions import drafts
from guarantors.domain.roles import DeskRole
from guarantors.models import Draft, Proposal, Submission
from tests.api.asking import send, wrong
from tests.api.test_statements import body
from tests.people import client_of

pytestmark = pytest.mark.django_db
TYPED = {"proposal": "test-2020", "fields": {"summary": ["Doubts it."], "actors": ["AA0", "AA1"]}}


@pytest.fixture
def ada(proposal: Proposal) -> Client:
    return client_of(DeskRole.EDITOR)


def made(client: Client, sent: object = TYPED) -> Any:
    answer = send(client, "drafts/", sent)
    assert answer.status_code == 201
    return answer


def at(answer: Any) -> str:
    return f"drafts/{answer.json()['id']}/"


def test_a_draft_is_made_read_and_found_at_the_desk(ada: Client) -> None:
    answer = made(ada)
    told = answer.json()

    assert answer.headers["Location"] == f"http://testserver/api/v1/{at(answer)}"
    assert (answer.headers["ETag"], told["revision"]) == ('"1"', 1)
    assert told["fields"] == {"summary": ["Doubts it."], "actors": ["AA0", "AA1"], "proposal": ["test-2020"]}
    read = ada.get(f"/api/v1/{at(answer)}")
    assert (read.json(), read.headers["ETag"]) == (told, '"1"')
    assert ada.get("/api/v1/drafts/").json() == {"count": 1, "results": [told]}
    assert "Doubts it." in ada.get(f"/desk/drafts/{told['id']}/").content.decode()


def test_an_unchanged_draft_is_not_sent_again(ada: Client) -> None:
    where = at(made(ada))

    answer = ada.get(f"/api/v1/{where}", headers={"If-None-Match": '"1"'})

    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize("seen", ['"1"', 'W/"1"', '"7", "1"', "*"])
def test_who_has_seen_it_changes_it(ada: Client, seen: str) -> None:
    where = at(made(ada))

    answer = send(ada, where, {"fields": {"summary": ["Rules it out."]}}, method="PUT", If_Match=seen)

    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    assert answer.json()["fields"] == {"summary": ["Rules it out."]}
    assert Draft.objects.get().proposal is None


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize(("headers", "status"), [({}, 428), ({"If_Match": '"1"'}, 412), ({"If_Match": "2"}, 412)])
def test_who_has_not_seen_it_changes_nothing(ada: Client, method: str, headers: dict[str, str], status: int) -> None:
    where = at(made(ada))
    send(ada, where, TYPED | {"fields": {"summary": ["Newer."]}}, method="PUT", If_Match='"1"')

    answer = send(ada, where, TYPED, method=method, **headers)

    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert Draft.objects.get().fields["summary"] == ["Newer."]
    assert Draft.objects.get().discarded_at is None


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_what_is_saved_elsewhere_in_between_is_not_lost(
    ada: Client, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = at(made(ada))
    ident = str(Draft.objects.get().pk)
    for name in ("save", "discard"):
        act = getattr(drafts, name)

        def late(act: Any = act, **values: Any) -> Any:
            monkeypatch.undo()
            drafts.save(draft_id=ident, owner="ada", proposal=None, fields={"summary": ["Newer."]}, revision=1)
            return act(**values)

        monkeypatch.setattr(drafts, name, late)

    assert send(ada, where, TYPED, method=method, If_Match='"1"').status_code == 412
    assert Draft.objects.get().fields == {"summary": ["Newer."]}


def test_what_is_laid_aside_is_gone_from_here_and_kept_at_the_desk(ada: Client) -> None:
    where = at(made(ada))

    assert send(ada, where, method="DELETE", If_Match='"1"').status_code == 204

    assert ada.get(f"/api/v1/{where}").status_code == 404
    assert send(ada, where, TYPED, method="PUT", If_Match='"1"').status_code == 404
    assert ada.get("/api/v1/drafts/").json()["count"] == 0
    assert "Doubts it." in ada.get("/desk/drafts/").content.decode()


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_another_persons_draft_is_as_if_it_were_not_there(ada: Client, method: str) -> None:
    where = at(made(ada))
    dora = client_of(DeskRole.EDITOR, name="dora")

    for path in (where, f"drafts/{uuid.uuid4()}/"):
        answer = send(dora, path, TYPED, method=method, If_Match="*")
        assert (answer.status_code, answer.json()["detail"]) == (404, "There is no draft of yours under this address.")
    assert dora.get("/api/v1/drafts/").json()["count"] == 0


def test_a_statement_is_handed_in_from_a_draft(ada: Client) -> None:
    where = at(made(ada))
    ident = where.split("/")[1]

    assert send(ada, "statements/", body(draft=ident)).status_code == 201

    waiting = Submission.objects.get()
    assert ada.get(f"/api/v1/{where}").json()["submission"] == str(waiting.pk)
    again = send(ada, "statements/", body(draft=ident))
    assert (again.status_code, wrong(again)) == (409, [("draft", "changed-meanwhile")])
    for method in ("PUT", "DELETE"):
        assert send(ada, where, TYPED | {"fields": {}}, method=method, If_Match="*").status_code == 409
    send(ada, f"submissions/{waiting.pk}/return/", {"reason": "Not yet."})
    assert ada.get(f"/api/v1/{where}").json()["note"] == "Not yet."


@pytest.mark.parametrize("ident", ["0b7c1d8e-0000-4000-8000-00000000000a", "x", ""])
def test_it_is_not_handed_in_from_a_draft_that_is_not_there(ada: Client, ident: str) -> None:
    answer = send(ada, "statements/", body(draft=ident))

    assert (answer.status_code, wrong(answer)) == (422, [("draft", "draft-is-known")])
    assert not Submission.objects.exists()


def test_it_is_not_handed_in_from_anothers_draft(ada: Client) -> None:
    ident = at(made(client_of(DeskRole.EDITOR, name="dora"))).split("/")[1]

    answer = send(ada, "statements/", body(draft=ident))

    assert (answer.status_code, wrong(answer)) == (422, [("draft", "draft-is-known")])
    assert Draft.objects.get().submission is None


@pytest.mark.parametrize("method", ["POST", "PUT"])
@pytest.mark.parametrize(
    ("sent", "status", "field"),
    [
        ([], 400, "draft"),
        ({}, 400, "fields"),
        ({"fields": None}, 400, "fields"),
        ({"fields": ["summary"]}, 400, "fields"),
        ({"fields": {"summary": "text"}}, 400, "fields.summary"),
        ({"fields": {"summary": [5]}}, 400, "fields.summary"),
        ({"fields": {"summary": ["\u0000"]}}, 400, "fields.summary"),
        ({"fields": {"summary": ["\ud800"]}}, 400, "fields.summary"),
        ({"fields": {"": ["x"]}}, 400, "fields.“”"),
        ({"fields": {"x" * 200: ["x"]}}, 400, f"fields.{'x' * 60}…"),
        ({"fields": {}, "revision": 1}, 400, "revision"),
        ({"fields": {}, "proposal": "no such slug"}, 400, "proposal"),
        ({"fields": {}, "proposal": "nope-1"}, 422, "proposal"),
        ({"fields": {name: ["x" * 90_000] for name in "abc"}}, 422, "draft"),
    ],
)
def test_what_is_no_draft_is_refused_at_its_key(
    ada: Client, method: str, sent: object, status: int, field: str
) -> None:
    where = at(made(ada)) if method == "PUT" else "drafts/"

    answer = send(ada, where, sent, method=method, If_Match='"1"')

    assert (answer.status_code, [place for place, _ in wrong(answer)]) == (status, [field])
