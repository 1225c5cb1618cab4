"""A statement is corrected, withdrawn or merged with the records that rest on it, and every earlier moment stays."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from guarantors.actions import corrections, stances, statements
from guarantors.domain.errors import Refused, Stale
from guarantors.domain.stance import Confidence, Level
from guarantors.domain.submission import PersonGiven
from guarantors.domain.voice import Identification, Voice
from guarantors.models import Guarantor, Proposal, StanceRecord, Statement, StatementVersion
from guarantors.queries import stances as stance_question
from guarantors.queries import statements as statement_question
from tests.world import log, make_proposal, publish, statement_content

pytestmark = pytest.mark.django_db

LATEST = date(2020, 12, 31)


@pytest.fixture
def proposal() -> Proposal:
    return make_proposal()


def seen_at(proposal: Proposal, known_at: datetime) -> list[Any]:
    """All that a reader of that moment sees: on each day who stands where, and every statement."""
    days = [date(2020, 1, 1) + timedelta(days=days) for days in range(12)]
    held = [stance_question.current(proposal.pk, as_of=day, known_at=known_at) for day in days]
    heard = statement_question.of_proposal(proposal.pk, as_of=LATEST, known_at=known_at)
    shown = [
        {pk: (row.ref, row.version, row.level, row.effective_on, row.statements) for pk, row in rows.items()}
        for rows in held
    ]
    return [shown, [(row.ref, row.version, row.said_on, row.summary) for row in heard]]


def redate(statement: Statement, day: str, **more: Any) -> StatementVersion:
    content = replace(statements.content_of(statements.current(statement)), said_on=day)
    return corrections.correct(statement=statement, content=content, reason="Another day.", by="ben", **more)


def standing(proposal: Proposal) -> dict[str, StanceRecord]:
    found = StanceRecord.objects.filter(guarantor__proposal=proposal, superseded_at__isnull=True)
    return {record.ref: record for record in found}


def test_a_record_moves_with_the_day_of_its_statement(proposal: Proposal) -> None:
    statement = log(proposal, "said")
    record = publish(proposal, "aa0-1", statement)
    moment = datetime.now(UTC)
    before = seen_at(proposal, moment)
    revision = Proposal.objects.get(pk=proposal.pk).revision

    version = redate(statement, "2020-01-05", seen=1)

    moved = standing(proposal)["aa0-1"]
    assert (version.version, version.reason, version.recorded_by) == (2, "Another day.", "ben")
    assert (moved.version, moved.effective_on, moved.replaces, moved.reason) == (
        2,
        "2020-01-05",
        record,
        "Another day.",
    )
    assert moved.recorded_at == version.recorded_at
    assert seen_at(proposal, moment) == before
    assert Proposal.objects.get(pk=proposal.pk).revision == revision + 1


def test_a_record_with_a_day_of_its_own_stays(proposal: Proposal) -> None:
    statement = log(proposal, "said")
    publish(proposal, "aa0-1", statement, effective_on="2020-01-09")

    redate(statement, "2020-01-05")

    assert standing(proposal)["aa0-1"].version == 1


def test_another_wording_moves_no_record(proposal: Proposal) -> None:
    statement = log(proposal, "said")
    publish(proposal, "aa0-1", statement)
    content = replace(statements.content_of(statements.current(statement)), summary="Says so twice.")

    corrections.correct(statement=statement, content=content, reason="Left out.", by="ben")

    assert standing(proposal)["aa0-1"].version == 1
    assert statements.current(statement).summary == "Says so twice."


def test_records_of_a_day_keep_their_order_where_they_go(proposal: Proposal) -> None:
    statement, other = log(proposal, "said"), log(proposal, "other", said_on="2020-01-05")
    publish(proposal, "aa0-1", statement)
    publish(proposal, "aa0-2", statement, sequence=2, level=Level.OPPOSED)
    publish(proposal, "there", other, effective_on="2020-01-05")

    redate(statement, "2020-01-05")

    found = {ref: (record.effective_on, record.sequence) for ref, record in standing(proposal).items()}
    assert found == {"there": ("2020-01-05", 1), "aa0-1": ("2020-01-05", 2), "aa0-2": ("2020-01-05", 3)}


def test_an_imprecise_day_moves_its_record_as_given(proposal: Proposal) -> None:
    statement = log(proposal, "said")
    publish(proposal, "aa0-1", statement)

    redate(statement, "2020-01")

    moved = standing(proposal)["aa0-1"]
    assert (moved.effective_on, moved.effective_day) == ("2020-01", date(2020, 1, 31))


def test_a_correction_that_leaves_a_record_without_evidence_is_refused_whole(proposal: Proposal) -> None:
    statement = log(proposal, "said")
    publish(proposal, "aa0-1", statement)
    content = replace(statements.content_of(statements.current(statement)), voice=Voice.LEGISLATOR)

    with pytest.raises(Refused, match="none of it can set the stance of AA0"):
        corrections.correct(statement=statement, content=content, reason="A senator.", by="ben")

    assert statements.current(statement).version == 1


def test_a_correction_that_changes_nothing_is_refused(proposal: Proposal) -> None:
    statement = log(proposal, "said")
    record = publish(proposal, "aa0-1", statement)

    with pytest.raises(Refused, match="said says that already"):
        redate(statement, "2020-01-02")
    with pytest.raises(Refused, match="aa0-1 says that already"):
        corrections.correct_record(record=record, content=stances.content_of(record), reason="Misread.", by="ben")


def test_the_second_of_two_editors_is_told_and_writes_nothing(proposal: Proposal) -> None:
    statement, other = log(proposal, "said"), log(proposal, "other")
    redate(statement, "2020-01-03", seen=1)
    revision = Proposal.objects.get(pk=proposal.pk).revision

    with pytest.raises(Stale, match="corrected by ben meanwhile: version 2 stands, and you worked on version 1"):
        redate(statement, "2020-01-04", seen=1)
    with pytest.raises(Stale):
        corrections.withdraw(statement=statement, reason="Never said.", by="ada", seen=1)
    with pytest.raises(Stale):
        corrections.merge(duplicate=statement, into=other, reason="Twice.", by="ada", seen=1)

    assert statements.current(statement).said_on == "2020-01-03"
    assert Proposal.objects.get(pk=proposal.pk).revision == revision


def test_a_withdrawal_takes_with_it_what_rests_on_it_alone(proposal: Proposal) -> None:
    statement, other = log(proposal, "said"), log(proposal, "other")
    publish(proposal, "alone", statement)
    publish(proposal, "both", statement, other, sequence=2)
    moment = datetime.now(UTC)
    before = seen_at(proposal, moment)

    corrections.withdraw(statement=statement, reason="Never said.", by="ben", seen=1)

    left = standing(proposal)
    assert set(left) == {"both"}
    assert [link.statement.ref for link in left["both"].evidence.all()] == ["other"]
    assert left["both"].reason == "Never said."
    assert StanceRecord.objects.get(ref="alone").withdrawal_reason == "Never said."
    assert seen_at(proposal, moment) == before
    with pytest.raises(Refused, match="said was withdrawn; log a new one instead"):
        redate(statement, "2020-01-04")


def test_words_that_cannot_set_a_stance_do_not_keep_its_record(proposal: Proposal) -> None:
    statement, senator = log(proposal, "said"), log(proposal, "senator", voice=Voice.LEGISLATOR)
    publish(proposal, "aa0-1", statement, senator)

    corrections.withdraw(statement=statement, reason="Never said.", by="ben")

    assert standing(proposal) == {}
    assert statements.current(senator).version == 1


def test_a_record_that_would_be_too_sure_of_what_is_left_stops_the_withdrawal(proposal: Proposal) -> None:
    unnamed = {"speaker": PersonGiven("", "An official"), "identification": Identification.UNNAMED}
    statement, other = log(proposal, "said"), log(proposal, "other", **unnamed)
    record = publish(proposal, "aa0-1", statement, other)

    with pytest.raises(Refused, match="its confidence is low, not high"):
        corrections.withdraw(statement=statement, reason="Never said.", by="ben")

    assert standing(proposal) == {"aa0-1": record}
    content = replace(stances.content_of(record), confidence=Confidence.LOW)
    corrections.correct_record(record=record, content=content, reason="Less sure.", by="ben")
    corrections.withdraw(statement=statement, reason="Never said.", by="ben")
    assert standing(proposal)["aa0-1"].version == 3


@pytest.mark.parametrize("reason", ["", "  ", "x" * 5001, "a\x00b"])
def test_nothing_is_done_without_a_reason_that_can_be_kept(proposal: Proposal, reason: str) -> None:
    statement, other = log(proposal, "said"), log(proposal, "other")
    record = publish(proposal, "aa0-1", statement)
    content = statement_content(proposal, said_on="2020-01-03")
    reading = replace(stances.content_of(record), level=Level.OPPOSED)
    acts: list[Callable[[], object]] = [
        lambda: corrections.correct(statement=statement, content=content, reason=reason, by="ben"),
        lambda: corrections.withdraw(statement=statement, reason=reason, by="ben"),
        lambda: corrections.merge(duplicate=statement, into=other, reason=reason, by="ben"),
        lambda: corrections.correct_record(record=record, content=reading, reason=reason, by="ben"),
        lambda: stances.withdraw(record=record, reason=reason, by="ben"),
    ]
    revision = Proposal.objects.get(pk=proposal.pk).revision
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert {breach.field for breach in refused.value.breaches} == {"reason"}
    assert Proposal.objects.get(pk=proposal.pk).revision == revision
    assert Guarantor.objects.get(proposal=proposal).stances.count() == 1
