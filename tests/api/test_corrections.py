"""Statements corrected, withdrawn and merged by a program, as at the desk."""

from typing import Any

import pytest
from django.test import Client

from guarantors.actions import corrections, locks
from guarantors.models import LockedNoun, Proposal, StanceRecord, Statement, StatementVersion
from tests.api.asking import send, wrong
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db
SAID = {
    "source": {"id": "test-2020-source"},
    "actors": ["AA0"],
    "said_on": "2020-01-02",
    "speaker": {"name": "A. Minister", "office": "Minister"},
    "voice": "minister",
    "identification": "named",
    "directness": "direct",
    "summary": "Says the opposite.",
}
SEEN = {"version": 1, "reason": "Misread."}


@pytest.fixture
def proposal() -> Proposal:
    """Land 0 said `said`, on which `whole-1` rests."""
    made = make_proposal()
    publish(made, "whole-1", log(made, "said"))
    return made


def statement(client: Client, verb: str, sent: object, ref: str = "said") -> Any:
    return send(client, f"statements/{ref}/{verb}/", sent)


def test_a_statement_is_corrected_as_a_whole(proposal: Proposal, ben: Client) -> None:
    new = {"title": "Another", "publisher": "Paper", "language": "en", "published_on": "2020-01-09"}
    said = SAID | {"said_on": "2020-01-04", "source": new}

    answer = statement(ben, "correct", SEEN | {"statement": said})

    assert answer.status_code == 200
    assert answer.json() == {
        "id": "said",
        "version": 2,
        "state": "corrected",
        "href": "http://testserver/api/v1/statements/said/",
    }
    version = StatementVersion.objects.get(statement__ref="said", superseded_at=None)
    assert (version.summary, version.reason, version.recorded_by) == ("Says the opposite.", "Misread.", "ben")
    assert version.source.title == "Another"
    assert StanceRecord.objects.get(ref="whole-1", superseded_at=None).effective_on == "2020-01-04"


def test_another_version_stands_by_now(proposal: Proposal, ben: Client) -> None:
    assert statement(ben, "correct", SEEN | {"statement": SAID}).status_code == 200
    into = log(proposal, "other").ref

    for verb, more in (
        ("correct", {"statement": SAID | {"summary": "No."}}),
        ("withdraw", {}),
        ("merge", {"into": into}),
    ):
        answer = statement(ben, verb, SEEN | more)
        assert (answer.status_code, wrong(answer)) == (409, [("statement", "changed-meanwhile")])
    assert StatementVersion.objects.get(statement__ref="said", superseded_at=None).version == 2


@pytest.mark.parametrize(
    ("said", "field", "rule"),
    [
        (SAID | {"said_on": "2020-02-30"}, "statement.said_on", "date-is-possible"),
        (SAID | {"summary": ""}, "statement.summary", "statement-has-a-summary"),
        (SAID | {"source": {"id": "unheard-of"}}, "statement.source.id", "source-is-known"),
        (SAID | {"actors": ["ZZZ"]}, "statement.actors", "actor-is-known"),
        (SAID | {"summary": "Says so."}, "statement", "correction-changes-something"),
    ],
)
def test_a_rule_that_a_correction_breaks_is_named_at_its_key(
    proposal: Proposal, ben: Client, said: object, field: str, rule: str
) -> None:
    answer = statement(ben, "correct", SEEN | {"statement": said})

    assert answer.status_code == 422
    assert (field, rule) in wrong(answer)
    assert StatementVersion.objects.filter(statement__ref="said").count() == 1


@pytest.mark.parametrize(
    ("sent", "field", "rule"),
    [
        ({"reason": "x", "statement": SAID}, "version", "key-is-given"),
        (SEEN | {"statement": SAID, "version": "one"}, "version", "value-is-of-its-kind"),
        (SEEN | {"statement": SAID, "version": True}, "version", "value-is-of-its-kind"),
        (SEEN | {"statement": SAID, "version": 0}, "version", "value-is-of-its-kind"),
        ({"version": 1, "statement": SAID}, "reason", "key-is-given"),
        (SEEN, "statement", "key-is-given"),
        (SEEN | {"statement": None}, "statement", "value-is-of-its-kind"),
        (SEEN | {"statement": SAID | {"codings": []}}, "statement.codings", "key-is-known"),
        (SEEN | {"statement": SAID | {"proposal": "x"}}, "statement.proposal", "key-is-known"),
        (SEEN | {"statement": SAID | {"source": {"kind": "x"}}}, "statement.source.kind", "value-is-of-its-kind"),
        ([], "correction", "value-is-of-its-kind"),
    ],
)
def test_a_correction_that_cannot_be_read_is_a_400_at_its_key(
    proposal: Proposal, ben: Client, sent: object, field: str, rule: str
) -> None:
    answer = statement(ben, "correct", sent)

    assert (answer.status_code, wrong(answer)) == (400, [(field, rule)])


def test_a_statement_is_withdrawn_with_what_rests_on_it_alone(proposal: Proposal, ben: Client) -> None:
    answer = statement(ben, "withdraw", SEEN)

    assert (answer.status_code, answer.json()["state"], answer.json()["version"]) == (200, "withdrawn", 1)
    assert not StatementVersion.objects.filter(statement__ref="said", superseded_at=None).exists()
    assert not StanceRecord.objects.filter(ref="whole-1", superseded_at=None).exists()
    again = statement(ben, "withdraw", SEEN)
    assert (again.status_code, wrong(again)) == (422, [("statement", "withdrawn-stays-withdrawn")])


def test_a_statement_is_merged_into_another(proposal: Proposal, ben: Client) -> None:
    log(proposal, "other")

    answer = statement(ben, "merge", SEEN | {"into": "other"})

    assert (answer.status_code, answer.json()["state"], answer.json()["into"]) == (200, "merged", "other")
    assert StatementVersion.objects.get(statement__ref="said").merged_into == Statement.objects.get(ref="other")


@pytest.mark.parametrize(
    ("into", "status", "rule"),
    [
        ("unheard-of", 422, "statement-is-known"),
        ("said", 422, "merge-joins-two-statements"),
        ("deu-2022-03-30-hebestreit", 422, "merge-stays-in-its-proposal"),
        ("a b", 400, "value-is-of-its-kind"),
        (None, 400, "value-is-of-its-kind"),
    ],
)
def test_it_is_merged_into_nothing_else(proposal: Proposal, ben: Client, into: str, status: int, rule: str) -> None:
    answer = statement(ben, "merge", SEEN | {"into": into})

    assert (answer.status_code, wrong(answer)) == (status, [("into", rule)])


def test_what_is_locked_stays_as_it_is(proposal: Proposal, ben: Client) -> None:
    locks.lock(proposal=proposal, noun=LockedNoun.STATEMENT, ref="said", reason="Under dispute.", by="ben")

    answer = statement(ben, "withdraw", SEEN)

    assert (answer.status_code, wrong(answer)) == (422, [("statement", "locked-stays-as-it-is")])


@pytest.mark.parametrize("verb", ["correct", "withdraw", "merge"])
def test_nothing_is_done_to_what_is_not_on_record(ben: Client, verb: str) -> None:
    assert statement(ben, verb, SEEN, ref="unheard-of").status_code == 404


def test_a_correction_at_the_same_time_is_not_written_over(proposal: Proposal, ben: Client) -> None:
    corrections.withdraw(statement=Statement.objects.get(ref="said"), reason="Never said.", by="dora")

    answer = statement(ben, "correct", SEEN | {"statement": SAID})

    assert (answer.status_code, wrong(answer)) == (422, [("statement", "withdrawn-stays-withdrawn")])
