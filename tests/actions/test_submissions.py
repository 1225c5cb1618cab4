"""A statement is handed in, coded blind by a second person, and published; or sent back."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import override_settings

from guarantors.actions import drafts, submissions
from guarantors.domain.errors import Refused, Stale
from guarantors.domain.stance import Basis, ConditionKind, Confidence, LegalStatus, Level
from guarantors.domain.submission import CodingGiven, ConditionGiven, Given, RelationGiven, SourceGiven
from guarantors.domain.voice import Relation, Voice
from guarantors.models import (
    AuditEntry,
    Coding,
    Draft,
    Proposal,
    Source,
    StanceRecord,
    Statement,
    StatementVersion,
    Submission,
)
from tests.desk import coding, given, submission
from tests.world import log, make_proposal

pytestmark = pytest.mark.django_db


def test_what_is_handed_in_is_not_on_record() -> None:
    proposal = make_proposal()

    submission(proposal)

    assert not Statement.objects.filter(proposal=proposal).exists()
    assert not Source.objects.filter(url="https://paper.example/1").exists()
    assert not Coding.objects.filter(guarantor__proposal=proposal).exists()
    assert Proposal.objects.get(pk=proposal.pk).revision == proposal.revision


def test_equal_readings_are_published_in_one_step() -> None:
    proposal = make_proposal()
    waiting = submission(proposal)
    submissions.code(submission=waiting, codings=[coding(confidence=Confidence.MEDIUM, rationale="So do I.")], by="ben")

    statement = submissions.publish(submission=waiting, by="ben")

    record = StanceRecord.objects.get(guarantor__proposal=proposal)
    assert (record.level, record.review, record.effective_on) == ("sceptical", "agreed", "2020-01-02")
    assert (record.confidence, record.rationale) == ("medium", "Voices doubt.")
    assert [link.statement for link in record.evidence.all()] == [statement]
    version = StatementVersion.objects.get(statement=statement)
    assert (version.recorded_by, version.recorded_at) == ("ada", record.recorded_at)
    codings = Coding.objects.filter(statement=statement).order_by("pk").values_list("coder", "round")
    assert list(codings) == [("ada", "first"), ("ben", "second")]
    assert Proposal.objects.get(pk=proposal.pk).revision == proposal.revision + 1
    assert Submission.objects.get(pk=waiting.pk).statement == statement


@pytest.mark.parametrize(
    "other",
    [
        coding(level=Level.OPPOSED),
        coding(provision="clause"),
        coding(level=Level.NONCOMMITTAL, basis=Basis.MIXED),
    ],
)
def test_different_readings_ask_for_an_adjudication(other: CodingGiven) -> None:
    waiting = submission(make_proposal())
    submissions.code(submission=waiting, codings=[other], by="ben")

    with pytest.raises(Refused, match="adjudicate, and say why"):
        submissions.publish(submission=waiting, by="ben")


def test_an_adjudication_is_published_with_all_three_readings() -> None:
    proposal = make_proposal()
    waiting = submission(proposal)
    submissions.code(submission=waiting, codings=[coding(level=Level.OPPOSED)], by="ben")

    with pytest.raises(Refused, match="say why the words were read so"):
        submissions.adjudicate(submission=waiting, codings=[coding(rationale=" ")], by="ben")
    submissions.adjudicate(submission=waiting, codings=[coding(rationale="Not ruled out.")], by="ben")

    record = StanceRecord.objects.get(guarantor__proposal=proposal)
    assert (record.level, record.review, record.rationale) == ("sceptical", "adjudicated", "Not ruled out.")
    rounds = Coding.objects.filter(guarantor__proposal=proposal).order_by("pk").values_list("round", "level")
    assert list(rounds) == [("first", "sceptical"), ("second", "opposed"), ("adjudication", "sceptical")]


def test_nobody_reviews_what_they_logged() -> None:
    waiting = submission(make_proposal())

    with pytest.raises(Refused, match="ada logged this statement"):
        submissions.code(submission=waiting, codings=[coding()], by="ada")
    submissions.code(submission=waiting, codings=[coding()], by="ben")
    with pytest.raises(Refused, match="ada logged this statement"):
        submissions.publish(submission=waiting, by="ada")
    with pytest.raises(Refused, match="ada logged this statement"):
        submissions.adjudicate(submission=waiting, codings=[coding()], by="ada")


def test_nothing_is_published_that_was_coded_once() -> None:
    waiting = submission(make_proposal())

    for publish in (submissions.publish, submissions.publish_alone):
        with pytest.raises(Refused, match="second"):
            publish(submission=waiting, by="ben")
    with pytest.raises(Refused, match="nobody has coded it a second time"):
        submissions.adjudicate(submission=waiting, codings=[coding()], by="ben")


@override_settings(REVIEW=False)
def test_a_team_of_one_publishes_alone_and_the_record_says_so() -> None:
    proposal = make_proposal()

    submissions.publish_alone(submission=submission(proposal), by="ada")

    assert StanceRecord.objects.get(guarantor__proposal=proposal).review == "coded_once"


@override_settings(REVIEW=False)
def test_what_was_coded_twice_is_not_published_as_coded_once() -> None:
    proposal = make_proposal()
    waiting = submission(proposal)
    submissions.code(submission=waiting, codings=[coding(level=Level.OPPOSED)], by="ben")

    with pytest.raises(Refused, match="cannot say that it was coded once"):
        submissions.publish_alone(submission=waiting, by="ada")

    assert not StanceRecord.objects.filter(guarantor__proposal=proposal).exists()


def test_what_was_decided_is_not_decided_again() -> None:
    waiting = submission(make_proposal())
    submissions.code(submission=waiting, codings=[coding()], by="ben")
    with pytest.raises(Stale, match="ben has coded it meanwhile"):
        submissions.code(submission=waiting, codings=[coding()], by="cleo")
    submissions.publish(submission=waiting, by="ben")

    with pytest.raises(Stale, match="published by ben meanwhile"):
        submissions.publish(submission=waiting, by="cleo")
    with pytest.raises(Stale, match="published by ben meanwhile"):
        submissions.give_back(submission=waiting, reason="Too late.", by="cleo")


def test_what_is_sent_back_is_a_draft_again_with_the_reason() -> None:
    proposal = make_proposal()
    draft = "0b7c1d8e-0000-4000-8000-000000000001"
    drafts.save(draft_id=draft, owner="ada", proposal=proposal, fields={"summary": ["Doubts it."]}, revision=0)
    waiting = submissions.submit(proposal=proposal, given=given(), codings=[coding()], by="ada", draft_id=draft)
    with pytest.raises(Stale, match="handed in for review meanwhile"):
        drafts.save(draft_id=draft, owner="ada", proposal=proposal, fields={"summary": ["Other"]}, revision=1)

    with pytest.raises(Refused, match="give a reason"):
        submissions.give_back(submission=waiting, reason=" ", by="ben")
    submissions.give_back(submission=waiting, reason="The day is wrong.", by="ben")

    stored = Draft.objects.get(pk=draft)
    assert (stored.submission, stored.note, stored.fields) == (None, "The day is wrong.", {"summary": ["Doubts it."]})
    again = submissions.submit(proposal=proposal, given=given(), codings=[coding()], by="ada", draft_id=draft)
    assert Draft.objects.get(pk=draft).submission == again


def test_a_draft_is_handed_in_once() -> None:
    proposal = make_proposal()
    draft = "0b7c1d8e-0000-4000-8000-000000000002"
    drafts.save(draft_id=draft, owner="ada", proposal=proposal, fields={}, revision=0)
    submissions.submit(proposal=proposal, given=given(), codings=[coding()], by="ada", draft_id=draft)

    with pytest.raises(Stale, match="handed in for review already"):
        submissions.submit(proposal=proposal, given=given(), codings=[coding()], by="ada", draft_id=draft)

    assert Submission.objects.filter(proposal=proposal).count() == 1


def test_a_legislator_is_kept_and_moves_nothing() -> None:
    proposal = make_proposal()
    waiting = submission(proposal, voice=Voice.LEGISLATOR)
    submissions.code(submission=waiting, codings=[coding()], by="ben")

    submissions.publish(submission=waiting, by="ben")

    assert Statement.objects.filter(proposal=proposal).count() == 1
    assert Coding.objects.filter(guarantor__proposal=proposal).count() == 2
    assert not StanceRecord.objects.filter(guarantor__proposal=proposal).exists()


def test_a_known_address_brings_its_source() -> None:
    proposal = make_proposal()
    for _ in range(2):
        waiting = submission(proposal)
        submissions.code(submission=waiting, codings=[coding()], by="ben")
        submissions.publish(submission=waiting, by="ben")
    short = Given(SourceGiven(url="http://paper.example/1/"), given().said)
    submissions.submit(proposal=proposal, given=short, codings=[coding()], by="ada")
    other = Given(replace(given().source, title="Another title"), given().said)

    assert Source.objects.filter(url="https://paper.example/1").count() == 1
    assert StanceRecord.objects.filter(guarantor__proposal=proposal).count() == 2
    with pytest.raises(Refused, match="on record as “Land 0 hesitates”"):
        submissions.submit(proposal=proposal, given=other, codings=[coding()], by="ada")


def test_conditions_relations_and_units_come_on_record() -> None:
    proposal = make_proposal(guarantors=2)
    log(proposal, "earlier")
    both = [
        coding(guarantor=code, conditions=(ConditionGiven(ConditionKind.CONSENT, "Only if others do."),))
        for code in ("AA0", "AA1")
    ] + [coding(provision="clause", level=Level.COMMITTED, legal_status=LegalStatus.SIGNED)]
    joint = replace(given(actors=("AA0", "AA1")), relations=(RelationGiven("earlier", Relation.WALKS_BACK),))
    waiting = submissions.submit(proposal=proposal, given=joint, codings=both, by="ada")
    submissions.code(submission=waiting, codings=both, by="ben")

    statement = submissions.publish(submission=waiting, by="ben")

    assert statement.ref == "joint-2020-01-02-minister"
    assert statement.answers.get().relation == "walks_back"
    records = StanceRecord.objects.filter(guarantor__proposal=proposal).order_by("ref")
    assert [record.ref for record in records] == ["aa0-clause-1", "aa0-whole-1", "aa1-whole-1"]
    assert [record.conditions.count() for record in records] == [0, 1, 1]


def test_an_imprecise_day_counts_from_when_the_source_appeared() -> None:
    proposal = make_proposal()
    source = replace(given().source, published_on=date(2020, 1, 20))
    month = Given(source, given(said_on="2020-01").said)
    waiting = submissions.submit(proposal=proposal, given=month, codings=[coding()], by="ada")
    submissions.code(submission=waiting, codings=[coding()], by="ben")

    submissions.publish(submission=waiting, by="ben")

    assert StanceRecord.objects.get(guarantor__proposal=proposal).effective_on == "2020-01-20"


def test_the_audit_list_never_tells_a_coding_before_it_is_published() -> None:
    waiting = submission(make_proposal())
    submissions.code(submission=waiting, codings=[coding(level=Level.OPPOSED)], by="ben")

    entries = AuditEntry.objects.filter(ref=str(waiting.pk))

    assert [entry.verb for entry in entries.order_by("pk")] == ["handed in", "coded"]
    assert [entry.detail for entry in entries] == [{}, {}]
