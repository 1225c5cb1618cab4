"""A small record with a past: every kind of row is on it, some corrected, withdrawn or amended since.

day 0   two statements and two stances, a coding, a claim, an event, a relation
day 1   the first statement and the first stance are corrected
day 2   the second stance and the second statement are withdrawn
day 3   the publisher withdraws the source
day 4   names, titles, words and a role are amended, and who made the proposal
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from guarantors.actions import rows, stances, statements
from guarantors.actions.publication import publication
from guarantors.domain.stance import ConditionKind, Level
from guarantors.domain.submission import ConditionGiven
from guarantors.domain.voice import Relation
from guarantors.models import Actor, Event, Guarantor, Nomination, Proposal, Provision, Source
from tests.codings import code
from tests.world import log, make_proposal, publish, stance_content, statement_content

FIRST = datetime(2021, 1, 1, tzinfo=UTC)


def moment(day: int) -> datetime:
    return FIRST + timedelta(days=day)


def known_at(day: int) -> str:
    """The parameter that asks for the evening of that day."""
    return f"known_at={moment(day):%Y-%m-%d}T18:00:00Z"


def record(proposal: Proposal | None = None) -> Proposal:
    """All of it, about the proposal `test-2020`, which is made unless it is given."""
    proposal = proposal or make_proposal(guarantors=2)
    _enter(proposal)
    _correct(proposal)
    _withdraw(proposal)
    _amend(proposal, 3, (Source, {"ref": "test-2020-source"}, {"status": "withdrawn"}, "test-2020-source"))
    _amend(
        proposal,
        4,
        (Proposal, {"slug": "test-2020"}, {"title": "Renamed", "status": "in_negotiation"}, "test-2020"),
        (Actor, {"code": "AA0"}, {"name": "Newland", "kind": "organisation"}, "AA0"),
        (Guarantor, {"actor__code": "AA0", "proposal": proposal}, {"role": "signatory"}, "test-2020/AA0"),
        (
            Provision,
            {"slug": "clause", "proposal": proposal},
            {"title": "New clause", "obligation": "neutrality"},
            "test-2020/clause",
        ),
        (
            Event,
            {"ref": "event-1", "proposal": proposal},
            {"title": "Meeting", "kind": "summit", "actor": Actor.objects.get(code="AA1")},
            "test-2020/event-1",
        ),
        makers="AA1",
    )
    return proposal


def _amend(
    proposal: Proposal, day: int, *amended: tuple[Any, dict[str, Any], dict[str, Any], str], makers: str = "AA0"
) -> None:
    with publication(proposal, moment(day)) as now:
        for model, key, values, ref in amended:
            rows.put(model, key=key, values=values, ref=ref, reason="A test.", by="Ada", at=now)
        named = list(Actor.objects.filter(code=makers))
        rows.set_makers(proposal, named, reason="A test.", by="Ada", at=now)


def _enter(proposal: Proposal) -> None:
    source, clause = Source.objects.get(ref="test-2020-source"), proposal.provisions.get()
    one, two = Actor.objects.filter(code__in=["AA0", "AA1"]).order_by("code")
    day = {"first_day": "2020-01-01", "last_day": "2020-01-01"}
    claim = {"named_by": two, "named_on": "2020-01-01", **day, "source": source, "withdrawn_on": None}
    event = {"happened_on": "2020-01-01", **day, "kind": "talks", "actor": one, "title": "Talks", "source": source}
    part = Guarantor.objects.get(proposal=proposal, actor=one)
    _amend(
        proposal,
        0,
        (Nomination, {"guarantor": part, "ref": "claim-1"}, claim, "test-2020/claim-1"),
        (Event, {"proposal": proposal, "ref": "event-1"}, event, "test-2020/event-1"),
    )
    first = log(proposal, "said-1", at=moment(0))
    joint = log(proposal, "said-2", at=moment(0), actors=[one, two])
    statements.relate(later=joint, earlier=first, relation=Relation.REAFFIRMS, by="Ada", at=moment(0))
    hinge = ConditionGiven(ConditionKind.CONSENT, "Only if others do.")
    publish(proposal, "aa0-1", first, at=moment(0), conditions=[hinge])
    publish(proposal, "aa1-1", joint, code="AA1", at=moment(0), provision=clause)
    code(first, "ada", Level.OPEN, None, at=moment(0))


def _correct(proposal: Proposal) -> None:
    first = proposal.statements.get(ref="said-1")
    content = statement_content(proposal, summary="Says so more clearly.")
    statements.correct(statement=first, content=content, reason="Misquoted.", by="Ben", at=moment(1))
    [stance] = first.stances.all()
    reading = stance_content(first, level=Level.SUPPORTIVE)
    stances.correct(record=stance, content=reading, reason="Misread.", by="Ben", at=moment(1))


def _withdraw(proposal: Proposal) -> None:
    joint = proposal.statements.get(ref="said-2")
    [stance] = joint.stances.all()
    stances.withdraw(record=stance, reason="Another state.", by="Ben", at=moment(2))
    statements.withdraw(statement=joint, reason="Never said.", by="Ben", at=moment(2))
