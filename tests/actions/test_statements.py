"""Statements: logged, corrected by a new version, withdrawn."""

from datetime import date, timedelta
from typing import Any

import pytest

from guarantors.actions import statements
from guarantors.domain.errors import Refused
from guarantors.domain.submission import PersonGiven
from guarantors.domain.voice import Directness, Identification, Relation
from guarantors.models import Actor, Proposal, Source, Speaker
from guarantors.queries.statements import of_proposal
from tests.world import LONG_AGO, log, make_proposal, statement_content

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal() -> Proposal:
    return make_proposal(guarantors=2)


def test_a_correction_adds_a_version_and_keeps_the_earlier_one_readable(proposal: Proposal) -> None:
    first, second = LONG_AGO + timedelta(hours=1), LONG_AGO + timedelta(hours=2)
    statement = log(proposal, "said", at=first)

    statements.correct(
        statement=statement,
        content=statement_content(proposal, said_on="2020-01-05"),
        reason="The paper corrected the day.",
        by="Ben",
        at=second,
    )

    shown = [of_proposal(proposal.pk, as_of=date(2020, 2, 1), known_at=moment) for moment in (first, second)]
    assert [[row.said_last.day for row in rows] for rows in shown] == [[2], [5]]


def test_a_withdrawn_statement_is_gone_from_now_on_and_stays_in_the_past(proposal: Proposal) -> None:
    first, second = LONG_AGO + timedelta(hours=1), LONG_AGO + timedelta(hours=2)
    statement = log(proposal, "said", at=first)

    statements.withdraw(statement=statement, reason="Never said.", by="Ben", at=second)

    assert not of_proposal(proposal.pk, as_of=date(2020, 2, 1), known_at=second)
    assert of_proposal(proposal.pk, as_of=date(2020, 2, 1), known_at=first)
    with pytest.raises(Refused, match="was withdrawn; log a new one"):
        statements.withdraw(statement=statement, reason="Again.", by="Ben")


def test_an_imprecise_day_ends_when_the_source_appeared(proposal: Proposal) -> None:
    Source.objects.filter(ref="test-2020-source").update(published_on=date(2020, 1, 20))

    version = log(proposal, "said", said_on="2020-01").versions.get()

    assert (version.said_first, version.said_last) == (date(2020, 1, 1), date(2020, 1, 20))


def test_a_speaker_is_one_person_whatever_the_office(proposal: Proposal) -> None:
    log(proposal, "one", speaker=PersonGiven("Ann Lee", "Minister"))
    log(proposal, "two", speaker=PersonGiven("Ann Lee", "Prime Minister"))
    log(proposal, "three", speaker=PersonGiven("Ann-Lee", "Minister"))

    assert list(Speaker.objects.filter(ref__startswith="ann-lee").values_list("ref", flat=True)) == [
        "ann-lee",
        "ann-lee-2",
    ]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"said_on": "2031-01-01"}, "is after the source was published"),
        ({"actors": []}, "name at least one actor"),
        ({"summary": " "}, "in our own words"),
        ({"speaker": PersonGiven("", "Minister")}, "a named speaker has a name"),
        ({"identification": Identification.UNNAMED}, "is a name; leave it out"),
        ({"directness": Directness.RELAYED}, "say who relayed them"),
        ({"relayed_by": PersonGiven("B. Spokesman")}, "goes with the directness relayed"),
        ({"quote": "x" * 501}, "it has 501 characters; quote at most 500"),
        ({"sequence": 0}, "the first statement of a day is number 1"),
        ({"summary": "a\x1bb"}, "summary: holds a control character"),
        ({"speaker": PersonGiven("A. Minister", "x" * 251)}, "has 251 characters; at most 250"),
    ],
)
def test_a_statement_that_breaks_a_rule_is_refused_whole(proposal: Proposal, values: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        log(proposal, "said", **values)

    assert not proposal.statements.exists()


def test_an_id_is_taken_once_and_an_entry_has_an_author(proposal: Proposal) -> None:
    statement = log(proposal, "said")

    with pytest.raises(Refused, match="said is on record already; correct it"):
        log(proposal, "said")
    with pytest.raises(Refused, match="say who makes the entry"):
        statements.withdraw(statement=statement, reason="Never said.", by="")
    with pytest.raises(Refused, match="“AA0” stands twice"):
        log(proposal, "twice", actors=[*Actor.objects.filter(code="AA0")] * 2)


def test_lines_as_a_browser_sends_them_are_kept(proposal: Proposal) -> None:
    assert log(proposal, "said", summary="One.\r\nTwo.").versions.get().summary == "One.\r\nTwo."


def test_a_relation_joins_two_statements_of_one_proposal(proposal: Proposal) -> None:
    earlier, later = log(proposal, "earlier"), log(proposal, "later")
    other = log(make_proposal("other-2020"), "other")

    assert statements.relate(later=later, earlier=earlier, relation=Relation.WALKS_BACK, by="Ada")
    assert not statements.relate(later=later, earlier=earlier, relation=Relation.WALKS_BACK, by="Ada")
    with pytest.raises(Refused, match="later cannot answer itself"):
        statements.relate(later=later, earlier=later, relation=Relation.WALKS_BACK, by="Ada")
    with pytest.raises(Refused, match="other is about another proposal"):
        statements.relate(later=later, earlier=other, relation=Relation.WALKS_BACK, by="Ada")
