"""Stance records corrected and withdrawn by a program, as at the desk."""

from typing import Any

import pytest
from django.test import Client

from guarantors.actions import locks
from guarantors.domain.coding import Review
from guarantors.models import LockedNoun, Proposal, StanceRecord
from tests.api.asking import send, wrong
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db
STANCE = {
    "effective_on": "2020-01-02",
    "level": "opposed",
    "confidence": "high",
    "rationale": "Rules it out.",
    "statements": ["said"],
}
SEEN = {"version": 1, "reason": "Misread."}


@pytest.fixture
def proposal() -> Proposal:
    """Land 0 said `said`, on which `whole-1` rests."""
    made = make_proposal()
    publish(made, "whole-1", log(made, "said"))
    return made


def stance(client: Client, verb: str, sent: object, ref: str = "whole-1") -> Any:
    return send(client, f"stances/test-2020/{ref}/{verb}/", sent)


def test_a_stance_record_is_corrected_as_a_whole(proposal: Proposal, ben: Client) -> None:
    conditions = [{"kind": "consent", "text": "Only if others do."}]

    answer = stance(ben, "correct", SEEN | {"stance": STANCE | {"provision": "clause", "conditions": conditions}})

    assert (answer.status_code, answer.json()["version"], answer.json()["state"]) == (200, 2, "corrected")
    assert answer.json()["href"] == "http://testserver/api/v1/stances/test-2020/whole-1/"
    record = StanceRecord.objects.get(ref="whole-1", superseded_at=None)
    assert (record.level, record.review, record.reason) == ("opposed", Review.CODED_ONCE, "Misread.")
    assert record.provision is not None
    assert (record.provision.slug, record.conditions.get().text) == ("clause", "Only if others do.")


def test_a_stance_record_is_withdrawn(proposal: Proposal, ben: Client) -> None:
    answer = stance(ben, "withdraw", SEEN)

    assert (answer.status_code, answer.json()["state"]) == (200, "withdrawn")
    assert not StanceRecord.objects.filter(ref="whole-1", superseded_at=None).exists()


@pytest.mark.parametrize("version", [1, 3])
@pytest.mark.parametrize(("verb", "more"), [("correct", {"stance": STANCE}), ("withdraw", {})])
def test_another_version_of_the_record_stands(
    proposal: Proposal, ben: Client, version: int, verb: str, more: dict[str, Any]
) -> None:
    assert stance(ben, "correct", SEEN | {"stance": STANCE | {"level": "sceptical"}}).status_code == 200

    answer = stance(ben, verb, SEEN | {"version": version} | more)

    assert (answer.status_code, wrong(answer)[0][1]) == (409, "changed-meanwhile")
    assert StanceRecord.objects.get(ref="whole-1", superseded_at=None).level == "sceptical"


@pytest.mark.parametrize(
    ("said", "status", "faults"),
    [
        (
            STANCE | {"provision": "nope", "statements": ["gone", "lost"]},
            422,
            [
                ("stance.provision", "provision-is-known"),
                ("stance.statements", "statement-is-known"),
                ("stance.statements", "statement-is-known"),
            ],
        ),
        (STANCE | {"level": "committed"}, 422, [("stance.legal_status", "committed-names-its-legal-status")]),
        (STANCE | {"effective_on": "soon"}, 422, [("stance.effective_on", "date-is-possible")]),
        (STANCE | {"statements": ["x"] * 201}, 422, [("stance.statements", "list-is-short-enough")]),
        ({**STANCE, "level": "warm"}, 400, [("stance.level", "value-is-of-its-kind")]),
        (STANCE | {"review": "agreed"}, 400, [("stance.review", "key-is-known")]),
        ({}, 400, [(f"stance.{name}", "key-is-given") for name in ("level", "confidence", "rationale")]),
    ],
)
def test_what_is_wrong_with_a_record_is_named_at_its_key(
    proposal: Proposal, ben: Client, said: object, status: int, faults: list[tuple[str, str]]
) -> None:
    answer = stance(ben, "correct", SEEN | {"stance": said})

    assert answer.status_code == status
    assert [fault for fault in wrong(answer) if fault in faults] == faults
    assert StanceRecord.objects.filter(ref="whole-1").count() == 1


def test_a_record_that_is_locked_stays_as_it_is(proposal: Proposal, ben: Client) -> None:
    locks.lock(proposal=proposal, noun=LockedNoun.STANCE, ref="whole-1", reason="Under dispute.", by="ben")

    answer = stance(ben, "withdraw", SEEN)

    assert (answer.status_code, wrong(answer)) == (422, [("stance", "locked-stays-as-it-is")])


@pytest.mark.parametrize("slug", ["nope", "istanbul-2022"])
@pytest.mark.parametrize("verb", ["correct", "withdraw"])
def test_nothing_is_done_to_a_record_that_is_not_there(proposal: Proposal, ben: Client, slug: str, verb: str) -> None:
    assert send(ben, f"stances/{slug}/whole-1/{verb}/", SEEN).status_code == 404
