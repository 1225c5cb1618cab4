"""`Idempotency-Key`: sent twice, done once; nothing kept of what was not done."""

import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client

from guarantors.actions import answers, submissions
from guarantors.domain.roles import DeskRole
from guarantors.models import KeptAnswer, Proposal, Submission
from tests.api.asking import send, wrong
from tests.api.test_statements import body
from tests.desk import submission
from tests.people import client_of, make
from tests.world import make_proposal

pytestmark = pytest.mark.django_db


def hand_in(client: Client, sent: object, key: str, path: str = "statements/") -> Any:
    return send(client, path, sent, Idempotency_Key=key)


def test_the_same_request_again_is_answered_the_same_and_done_once(proposal: Proposal, ada: Client) -> None:
    first, again = (hand_in(ada, body(), "one") for _ in range(2))

    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    assert first.headers["Location"] == again.headers["Location"]
    assert first.headers["Content-Type"] == again.headers["Content-Type"] == "application/json"
    assert ("Idempotency-Replayed" in first.headers, again.headers["Idempotency-Replayed"]) == (False, "true")
    assert Submission.objects.filter(proposal=proposal).count() == 1


def test_without_a_key_it_is_done_each_time(proposal: Proposal, ada: Client) -> None:
    for _ in range(2):
        assert send(ada, "statements/", body()).status_code == 201

    assert Submission.objects.filter(proposal=proposal).count() == 2
    assert not KeptAnswer.objects.exists()


@pytest.mark.parametrize(
    ("sent", "path"),
    [
        (body(summary="Doubts it more."), "statements/"),
        (body() | {"sequence": 1}, "statements/"),
        ({"statements": []}, "bulk/statements/"),
    ],
)
def test_another_request_under_the_same_key_is_refused(
    proposal: Proposal, ada: Client, sent: object, path: str
) -> None:
    hand_in(ada, body(), "one")

    answer = hand_in(ada, sent, "one", path)

    assert (answer.status_code, wrong(answer)) == (422, [("Idempotency-Key", "key-is-used-once")])
    assert Submission.objects.filter(proposal=proposal).count() == 1
    assert hand_in(ada, body(), "one").headers["Idempotency-Replayed"] == "true"


def test_the_parameters_of_the_address_are_part_of_the_request(proposal: Proposal, ada: Client) -> None:
    sent = {"statements": [body()]}
    hand_in(ada, sent, "one", "bulk/statements/?mode=all")

    assert hand_in(ada, sent, "one", "bulk/statements/?mode=each").status_code == 422


def test_each_person_has_keys_of_their_own(proposal: Proposal, ada: Client) -> None:
    ben = client_of(DeskRole.REVIEWER)

    told = [hand_in(client, body(), "one") for client in (ada, ben)]

    assert not any("Idempotency-Replayed" in answer.headers for answer in told)
    assert [hand_in(client, body(), "one").content for client in (ada, ben)] == [item.content for item in told]
    assert sorted(Submission.objects.values_list("logged_by", flat=True)) == ["ada", "ben"]


def test_that_a_rule_was_in_the_way_is_kept(proposal: Proposal, ada: Client) -> None:
    first, again = (hand_in(ada, body(proposal="later-2020"), "one") for _ in range(2))
    make_proposal("later-2020")

    assert first.status_code == again.status_code == 422
    assert first.content == again.content == hand_in(ada, body(proposal="later-2020"), "one").content
    assert again.headers["Content-Type"] == "application/problem+json"


def test_that_somebody_was_first_is_kept(proposal: Proposal) -> None:
    waiting = submission(proposal)
    ben, path = client_of(DeskRole.REVIEWER), f"submissions/{waiting.pk}/return/"
    submissions.give_back(submission=waiting, reason="Which day?", by="dora")

    first, again = (hand_in(ben, {"reason": "Which day?"}, "one", path) for _ in range(2))

    assert first.status_code == again.status_code == 409
    assert (first.content, again.headers["Idempotency-Replayed"]) == (again.content, "true")


@pytest.mark.parametrize("sent", ["{", body(voice="bishop"), [], " " * 600_000])
def test_what_cannot_be_read_leaves_the_key_free(proposal: Proposal, ada: Client, sent: object) -> None:
    assert hand_in(ada, sent, "one").status_code in (400, 413)
    assert not KeptAnswer.objects.exists()
    assert hand_in(ada, body(), "one").status_code == 201


def test_nothing_at_the_address_leaves_the_key_free(proposal: Proposal) -> None:
    ben = client_of(DeskRole.REVIEWER)

    assert hand_in(ben, {}, "one", f"submissions/{uuid.uuid4()}/publish/").status_code == 404
    assert not KeptAnswer.objects.exists()


def test_a_missing_right_leaves_the_key_free(proposal: Proposal, ada: Client) -> None:
    path = f"submissions/{submission(proposal, by='dora').pk}/code/"

    assert hand_in(ada, {"codings": []}, "one", path).status_code == 403
    assert not KeptAnswer.objects.exists()


def test_what_breaks_off_leaves_neither_the_deed_nor_the_key(
    proposal: Proposal, ada: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada.raise_request_exception = False

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the power failed")

    with monkeypatch.context() as patch:
        patch.setattr(answers, "keep", broken)
        assert hand_in(ada, body(), "one").status_code == 500
    assert not Submission.objects.filter(proposal=proposal).exists()
    assert not KeptAnswer.objects.exists()

    assert hand_in(ada, body(), "one").status_code == 201
    assert Submission.objects.filter(proposal=proposal).count() == 1


def test_an_answer_is_kept_for_a_day_and_then_swept(proposal: Proposal, ada: Client) -> None:
    with time_machine.travel("2030-01-01T00:00:00Z", tick=False) as clock:
        ada.force_login(make(DeskRole.EDITOR))  # the session must not be of another year
        hand_in(ada, body(), "one")
        hand_in(ada, body(), "two")
        clock.move_to("2030-01-01T23:59:00Z")
        ada.force_login(make(DeskRole.EDITOR))  # a session lasts twelve hours
        assert hand_in(ada, body(), "one").headers["Idempotency-Replayed"] == "true"
        clock.move_to("2030-01-02T00:01:00Z")
        assert "Idempotency-Replayed" not in hand_in(ada, body(), "one").headers

    assert list(KeptAnswer.objects.values_list("key", flat=True)) == ["one"]
    assert Submission.objects.filter(proposal=proposal).count() == 3


@pytest.mark.parametrize("key", ["k", "x" * 255, '"8e03978e-40d5-43dd-bc93-6894a57f9324"', "a b", "~!@#"])
def test_a_key_is_any_printable_ascii(proposal: Proposal, ada: Client, key: str) -> None:
    assert hand_in(ada, body(), key).status_code == 201
    assert hand_in(ada, body(), key).headers["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize("key", ["", "x" * 256, "schlüssel", "a\tb", "a\x7fb"])
def test_what_can_be_no_key_is_refused(proposal: Proposal, ada: Client, key: str) -> None:
    answer = hand_in(ada, body(), key)

    assert (answer.status_code, wrong(answer)) == (400, [("Idempotency-Key", "key-can-be-kept")])
    assert not Submission.objects.filter(proposal=proposal).exists()
