"""The whole form of a statement and of a stance record: what stands is filled in, and only what is typed changes."""

from typing import Any

import pytest
from django.test import Client

from guarantors.actions import statements
from guarantors.actions.stances import content_of
from guarantors.domain.roles import DeskRole
from guarantors.domain.stance import Basis, ConditionKind, ConditionStatus, Level
from guarantors.domain.submission import ConditionGiven, PersonGiven
from guarantors.models import Proposal, Source, StanceRecord, Statement
from tests.pages.desk.asking import fields, perform, show
from tests.pages.reading import text_of
from tests.people import client_of
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db

SAID = "/desk/statements/said/correct/"
RECORD = "/desk/stances/test-2020/aa0-1/correct/"


@pytest.fixture
def proposal() -> Proposal:
    proposal = make_proposal()
    said = log(proposal, "said", quote="So be it.", verified=True)
    hinge = ConditionGiven(ConditionKind.TRIGGER, "once it is over", ConditionStatus.MET)
    publish(proposal, "aa0-1", said, level=Level.NONCOMMITTAL, basis=Basis.MIXED, conditions=[hinge])
    return proposal


@pytest.fixture
def ben(proposal: Proposal) -> Client:
    return client_of(DeskRole.REVIEWER)


def says() -> statements.Content:
    return statements.content_of(statements.current(Statement.objects.get(ref="said")))


def record() -> StanceRecord:
    return StanceRecord.objects.get(ref="aa0-1", superseded_at__isnull=True)


@pytest.mark.parametrize("address", [SAID, RECORD])
def test_a_form_as_it_opens_changes_nothing(ben: Client, address: str) -> None:
    refused = show(ben, address, reason="A slip of ours.")

    assert refused.status_code == 422
    assert "says that already" in text_of(refused.content.decode())


def test_the_line_ends_of_a_browser_are_no_change(ben: Client, proposal: Proposal) -> None:
    publish(proposal, "aa0-2", log(proposal, "lines", summary="One.\n\nTwo."), rationale="One.\nTwo.", sequence=2)

    for address, name, text in (
        ("/desk/statements/lines/correct/", "summary", "One.\r\n\r\nTwo."),
        ("/desk/stances/test-2020/aa0-2/correct/", "rationale", "One.\r\nTwo."),
    ):
        refused = show(ben, address, reason="A slip of ours.", **{name: text})
        assert "says that already" in text_of(refused.content.decode())


def test_only_what_is_typed_changes(ben: Client) -> None:
    before = says()

    page = perform(ben, SAID, office="Foreign Minister", reason="A slip of ours.")

    after = says()
    assert after.speaker == PersonGiven("A. Minister", "Foreign Minister")
    assert (after.quote, after.quote_language, after.summary) == (before.quote, "", before.summary)
    assert after.verified is True
    assert "Speaker: A. Minister, Minister → became A. Minister, Foreign Minister" in text_of(page.content.decode())


def test_other_words_are_not_confirmed_by_the_page_that_was_read(ben: Client) -> None:
    perform(ben, SAID, quote="So it is.", reason="A slip of ours.")

    assert says().verified is None


def test_a_source_that_is_new_is_put_on_record_with_the_correction(ben: Client) -> None:
    new = {
        "source_url": "https://paper.example/9",
        "source_title": "The original",
        "source_publisher": "Another paper",
        "source_published_on": "4 January 2020",
        "source_language": "English",
    }
    shown = show(ben, SAID, reason="It was a reprint.", **new)
    assert shown.status_code == 200
    assert not Source.objects.filter(url="https://paper.example/9").exists()

    perform(ben, SAID, reason="It was a reprint.", **new)

    assert says().source.title == "The original"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"said_on": "soon"}, "f-said_on"),
        ({"voice": "clown"}, "f-voice"),
        ({"summary": ""}, "f-summary"),
        ({"more_actors": "ZZZ"}, "f-actors"),
        ({"corroborated_by": "nothing"}, "f-corroborated_by"),
        ({"source_url": "https://paper.example/9"}, "f-source_title"),
    ],
)
def test_a_refusal_of_a_statement_stands_at_its_field(ben: Client, typed: dict[str, Any], field: str) -> None:
    refused = show(ben, SAID, reason="A slip of ours.", **typed)

    assert refused.status_code == 422
    assert f'href="#{field}"' in refused.content.decode()
    assert says().said_on == "2020-01-02"


def test_a_record_is_read_otherwise(ben: Client, proposal: Proposal) -> None:
    log(proposal, "other", said_on="2020-01-01")
    page = perform(
        ben,
        RECORD,
        level="committed",
        legal_status="signed",
        basis="mixed",  # hidden by the level: it says nothing any more
        effective_on="3 Jan 2020",
        provision="clause",
        sequence="2",
        rationale="Signed it.",
        statements="said\nother",
        reason="Misread.",
        **{"condition-0": "", "condition-1": "only with others", "condition-1-kind": "consent"},
    )

    found = content_of(record())
    assert (found.level, found.basis, found.legal_status) == (Level.COMMITTED, None, "signed")
    assert (found.effective_on, found.sequence, found.rationale) == ("2020-01-03", 2, "Signed it.")
    assert found.provision
    assert found.provision.slug == "clause"
    assert [item.ref for item in found.statements] == ["said", "other"]
    assert found.conditions == [ConditionGiven(ConditionKind.CONSENT, "only with others", ConditionStatus.OPEN)]
    assert (record().review, record().version) == ("coded_once", 2)
    assert "Level: Noncommittal → became Committed" in text_of(page.content.decode())


def test_a_condition_is_marked_as_dropped(ben: Client) -> None:
    assert fields(ben.get(RECORD).content.decode())["condition-0-status"] == ["met"]

    perform(ben, RECORD, reason="No longer.", **{"condition-0-status": "dropped"})

    hinge = ConditionGiven(ConditionKind.TRIGGER, "once it is over", ConditionStatus.DROPPED)
    assert content_of(record()).conditions == [hinge]
    assert record().review == ""


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"level": ""}, "f-level"),
        ({"level": "fond"}, "f-level"),
        ({"level": "committed", "legal_status": ""}, "f-legal_status"),
        ({"confidence": "some"}, "f-confidence"),
        ({"effective_on": "2019-12-31"}, "f-effective_on"),
        ({"effective_on": ""}, "f-effective_on"),
        ({"sequence": "0"}, "f-sequence"),
        ({"sequence": "9999"}, "f-sequence"),
        ({"sequence": "-1"}, "f-sequence"),
        ({"rationale": " "}, "f-rationale"),
        ({"rationale": "x" * 5001}, "f-rationale"),
        ({"statements": ""}, "f-statements"),
        ({"statements": "nothing"}, "f-statements"),
        ({"statements": "said\nsaid"}, "f-statements"),
        ({"provision": "elsewhere"}, "f-provision"),
        ({"condition-0": "x" * 501}, "f-condition-0"),
        ({"condition-0-kind": ""}, "f-condition-0-kind"),
        ({"condition-0-status": "gone"}, "f-condition-0-status"),
    ],
)
def test_a_refusal_of_a_record_stands_at_its_field(ben: Client, typed: dict[str, Any], field: str) -> None:
    refused = show(ben, RECORD, reason="Misread.", **typed)

    assert refused.status_code == 422
    assert f'href="#{field}"' in refused.content.decode(), text_of(refused.content.decode())
    assert record().version == 1
