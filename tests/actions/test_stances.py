"""Stance records: published, corrected, withdrawn."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guarantors.actions import stances, statements
from guarantors.domain.errors import Refused
from guarantors.domain.stance import ConditionKind, Level
from guarantors.domain.submission import ConditionGiven
from guarantors.domain.voice import Voice
from guarantors.models import Actor, Guarantor, Proposal, Provision, StanceRecord
from guarantors.queries.stances import current
from tests.engines import examples
from tests.world import LONG_AGO, log, make_proposal, publish, stance_content, statement_content

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal() -> Proposal:
    return make_proposal()


def level_of(proposal: Proposal, as_of: date, known_at: datetime) -> str | None:
    found = current(proposal.pk, as_of=as_of, known_at=known_at)
    return next((row.level.value for row in found.values()), None)


def after(hours: int) -> datetime:
    return LONG_AGO + timedelta(hours=hours)


def test_a_stance_is_published_with_what_it_rests_on(proposal: Proposal) -> None:
    record = publish(proposal, "aa0-1", log(proposal, "said"))

    assert [link.statement.ref for link in record.evidence.all()] == ["said"]
    assert level_of(proposal, date(2020, 1, 2), record.recorded_at) == "open"
    assert level_of(proposal, date(2020, 1, 1), record.recorded_at) is None


def test_a_publication_raises_the_revision_once(proposal: Proposal) -> None:
    statement = log(proposal, "said", at=after(1))
    before = Proposal.objects.get(pk=proposal.pk).revision

    publish(proposal, "aa0-1", statement, at=after(2))

    stored = Proposal.objects.get(pk=proposal.pk)
    assert (stored.revision, stored.changed_at) == (before + 1, after(2))


def test_a_correction_closes_the_record_and_says_why(proposal: Proposal) -> None:
    statement = log(proposal, "said", at=after(1))
    wrong = publish(proposal, "aa0-1", statement, at=after(2))

    right = stances.correct(
        record=wrong, content=stance_content(statement, level=Level.OPPOSED), reason="Misread.", by="Ben", at=after(3)
    )

    wrong.refresh_from_db()
    assert (wrong.superseded_at, wrong.superseded_by) == (after(3), "Ben")
    assert (right.version, right.replaces, right.reason) == (2, wrong, "Misread.")
    assert level_of(proposal, date(2020, 1, 2), after(2)) == "open"
    assert level_of(proposal, date(2020, 1, 2), after(3)) == "opposed"


def test_a_withdrawal_leaves_nothing_on_record_and_the_past_as_it_was(proposal: Proposal) -> None:
    record = publish(proposal, "aa0-1", log(proposal, "said", at=after(1)), at=after(2))

    stances.withdraw(record=record, reason="The source was withdrawn.", by="Ben", at=after(3))

    assert level_of(proposal, date(2020, 2, 1), after(3)) is None
    assert level_of(proposal, date(2020, 2, 1), after(2)) == "open"


@pytest.mark.parametrize(
    "change",
    [
        lambda record, content: stances.correct(record=record, content=content, reason=" ", by="Ben"),
        lambda record, content: stances.withdraw(record=record, reason="", by="Ben"),
    ],
)
def test_a_correction_without_a_reason_is_refused(
    proposal: Proposal, change: Callable[[StanceRecord, stances.Content], Any]
) -> None:
    statement = log(proposal, "said")
    record = publish(proposal, "aa0-1", statement)

    with pytest.raises(Refused, match="says why; give a reason"):
        change(record, stance_content(statement, level=Level.OPPOSED))


def test_a_closed_record_is_not_corrected_again(proposal: Proposal) -> None:
    statement = log(proposal, "said")
    record = publish(proposal, "aa0-1", statement)
    stances.withdraw(record=record, reason="Wrong.", by="Ben")

    with pytest.raises(Refused, match="was closed by Ben at"):
        stances.correct(record=record, content=stance_content(statement), reason="Again.", by="Ben")


def test_a_stance_without_evidence_is_refused_and_nothing_is_written(proposal: Proposal) -> None:
    senator = log(proposal, "senator", voice=Voice.LEGISLATOR)
    revision = Proposal.objects.get(pk=proposal.pk).revision

    with pytest.raises(Refused, match="none of it can set the stance of AA0"):
        publish(proposal, "aa0-1", senator)

    assert not StanceRecord.objects.filter(guarantor__proposal=proposal).exists()
    assert Proposal.objects.get(pk=proposal.pk).revision == revision


def test_a_place_in_the_day_that_is_taken_is_refused(proposal: Proposal) -> None:
    statement = log(proposal, "said")
    publish(proposal, "aa0-1", statement)

    with pytest.raises(Refused, match="aa0-1 already has place 1 on 2 January 2020; give aa0-2 another sequence"):
        publish(proposal, "aa0-2", statement)


@pytest.mark.parametrize(
    ("ref", "values", "said"),
    [
        ("aa0-1", {"effective_on": "2020-01-03"}, "aa0-1 is on record already"),
        ("aa0 2", {}, "is not an id"),
        ("aa0-2", {"sequence": 0}, "the first record of a day is number 1"),
        ("aa0-2", {"rationale": " "}, "say why the words were read so"),
        ("aa0-2", {"rationale": "x" * 5001}, "has 5001 characters; at most 5000"),
        ("aa0-2", {"conditions": [ConditionGiven(ConditionKind.SCOPE, "a\x00b")]}, "holds a control character"),
    ],
)
def test_a_record_that_breaks_a_rule_is_refused(
    proposal: Proposal, ref: str, values: dict[str, Any], said: str
) -> None:
    statement = log(proposal, "said")
    publish(proposal, "aa0-1", statement)

    with pytest.raises(Refused, match=said):
        publish(proposal, ref, statement, **{"sequence": 2} | values)

    assert StanceRecord.objects.filter(guarantor__proposal=proposal).count() == 1


def test_an_id_is_taken_once_in_a_proposal_and_not_once_a_guarantor() -> None:
    proposal = make_proposal("two-2020", guarantors=2)
    both = log(proposal, "both", actors=list(Actor.objects.filter(code__in=["AA0", "AA1"])))
    publish(proposal, "stance-1", both)

    with pytest.raises(Refused, match="stance-1 is on record already"):
        publish(proposal, "stance-1", both, code="AA1")


def test_a_statement_is_named_once_and_nobody_records_nothing(proposal: Proposal) -> None:
    statement = log(proposal, "said")

    with pytest.raises(Refused, match="“said” stands twice"):
        publish(proposal, "aa0-1", statement, statement)
    with pytest.raises(Refused, match="say who makes the entry"):
        stances.publish(
            guarantor=Guarantor.objects.get(proposal=proposal), ref="a", content=stance_content(statement), by=" "
        )


def test_a_record_rests_on_its_own_proposal_alone(proposal: Proposal) -> None:
    other = make_proposal("other-2020")
    strange = log(other, "strange")

    with pytest.raises(Refused, match="strange is about another proposal") as refused:
        publish(proposal, "aa0-1", strange, provision=Provision.objects.get(proposal=other))

    assert [breach.field for breach in refused.value.breaches] == ["statements", "provision"]


def test_the_recorded_clock_never_runs_backwards(proposal: Proposal) -> None:
    log(proposal, "said", at=after(5))

    with pytest.raises(Refused, match="is before the last change"):
        log(proposal, "earlier", at=after(4))
    with pytest.raises(Refused, match="is in the future"):
        log(proposal, "later", at=datetime.max.replace(tzinfo=LONG_AGO.tzinfo))


def test_a_statement_that_a_stance_needs_can_be_neither_withdrawn_nor_emptied(proposal: Proposal) -> None:
    statement = log(proposal, "said")
    publish(proposal, "aa0-1", statement)

    with pytest.raises(Refused, match="stance aa0-1, statements: a stance needs evidence"):
        statements.withdraw(statement=statement, reason="Wrong.", by="Ben")
    with pytest.raises(Refused, match="is a legislator's"):
        statements.correct(
            statement=statement,
            content=statement_content(proposal, voice=Voice.LEGISLATOR),
            reason="A senator, not a minister.",
            by="Ben",
        )
    assert statement.versions.count() == 1


verbs = st.lists(st.tuples(st.sampled_from(["publish", "correct", "withdraw"]), st.integers(0, 3)), max_size=8)


@given(verbs)
@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_action_ever_changes_an_answer_for_an_earlier_moment(verbs: list[tuple[str, int]]) -> None:
    proposal = make_proposal(f"random-{Proposal.objects.count()}")
    statement = log(proposal, f"{proposal.slug}-said", at=after(1))
    guarantor = Guarantor.objects.get(proposal=proposal)
    answers: dict[tuple[date, datetime], str | None] = {}
    for hour, (verb, number) in enumerate(verbs, start=2):
        standing = list(StanceRecord.objects.filter(guarantor=guarantor, superseded_at=None).order_by("pk"))
        content = stance_content(
            statement, effective_on=f"2020-01-0{number + 2}", sequence=hour, level=list(Level)[number + 1]
        )
        if verb == "publish" or not standing:
            stances.publish(guarantor=guarantor, ref=f"r{hour}", content=content, by="Ada", at=after(hour))
        elif verb == "correct":
            stances.correct(record=standing[0], content=content, reason="Misread.", by="Ben", at=after(hour))
        else:
            stances.withdraw(record=standing[-1], reason="Wrong.", by="Ben", at=after(hour))
        for day in (date(2020, 1, offset) for offset in range(1, 7)):
            answers[day, after(hour)] = level_of(proposal, day, after(hour))

    assert {key: level_of(proposal, *key) for key in answers} == answers
