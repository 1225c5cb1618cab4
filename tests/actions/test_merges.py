"""A statement that is on record twice gives way to the other, with all that rests on it and answers it."""

from datetime import UTC, datetime

import pytest

from guarantors.actions import corrections, statements
from guarantors.domain.errors import Refused
from guarantors.domain.stance import Level
from guarantors.domain.voice import Relation
from guarantors.models import Proposal, StanceRecord, Statement, StatementRelation, StatementVersion
from tests.actions.test_corrections import seen_at, standing
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal() -> Proposal:
    return make_proposal()


def test_a_merge_hands_the_records_over(proposal: Proposal) -> None:
    twice, once = log(proposal, "twice"), log(proposal, "once")
    publish(proposal, "twin", twice)
    publish(proposal, "own", once, sequence=2)
    publish(proposal, "further", twice, sequence=3, level=Level.OPPOSED)
    publish(proposal, "both", once, twice, sequence=4, level=Level.SCEPTICAL)
    moment = datetime.now(UTC)
    before = seen_at(proposal, moment)

    corrections.merge(duplicate=twice, into=once, reason="The same words.", by="ben", seen=1)

    left = standing(proposal)
    rests = {ref: [link.statement.ref for link in record.evidence.all()] for ref, record in left.items()}
    assert rests == {"own": ["once"], "further": ["once"], "both": ["once"]}
    assert StanceRecord.objects.get(ref="twin").withdrawal_reason == "The same words."
    ended = StatementVersion.objects.get(statement=twice)
    assert (ended.merged_into, ended.withdrawal_reason, ended.superseded_by) == (once, "The same words.", "ben")
    assert seen_at(proposal, moment) == before


def test_a_merge_joins_two_statements_of_one_proposal_that_stand(proposal: Proposal) -> None:
    elsewhere = make_proposal("other-2020")
    twice, once, theirs = log(proposal, "twice"), log(proposal, "once"), log(elsewhere, "theirs")

    def merge(into: Statement) -> None:
        corrections.merge(duplicate=twice, into=into, reason="The same words.", by="ben")

    with pytest.raises(Refused, match="cannot be merged into itself"):
        merge(twice)
    with pytest.raises(Refused, match="theirs is about another proposal"):
        merge(theirs)
    corrections.withdraw(statement=once, reason="Never said.", by="ben")
    with pytest.raises(Refused, match="once was withdrawn"):
        merge(once)
    assert statements.current(twice).version == 1


def test_what_it_answers_and_what_answers_it_is_said_of_the_other_too(proposal: Proposal) -> None:
    first, twice, once, last = (log(proposal, ref) for ref in ("first", "twice", "once", "last"))
    statements.relate(later=twice, earlier=first, relation=Relation.CLARIFIES, by="ada")
    statements.relate(later=last, earlier=twice, relation=Relation.WALKS_BACK, by="ada")
    statements.relate(later=twice, earlier=once, relation=Relation.REAFFIRMS, by="ada")

    corrections.merge(duplicate=twice, into=once, reason="The same words.", by="ben")

    links = StatementRelation.objects.filter(later__proposal=proposal)
    assert set(links.values_list("later__ref", "relation", "earlier__ref")) == {
        ("twice", "clarifies", "first"),
        ("last", "walks_back", "twice"),
        ("twice", "reaffirms", "once"),
        ("once", "clarifies", "first"),
        ("last", "walks_back", "once"),
    }
