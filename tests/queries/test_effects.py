"""What an act did is read from the few rows of now: however long the history, in as many queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guarantors.actions import statements
from guarantors.actions.publication import publication
from guarantors.domain.stance import Level
from guarantors.domain.voice import Voice
from tests.desk import coding
from tests.pages.desk.test_effect import entered, held, of
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db


def test_the_new_statement_is_drawn_and_a_withdrawn_one_is_not() -> None:
    proposal = make_proposal()
    held(proposal)
    stray = log(proposal, "stray", voice=Voice.LEGISLATOR, said_on="2020-01-05")

    def act() -> None:
        with publication(proposal):
            statements.withdraw(statement=stray, reason="Not said.", by="ben")
            later = log(proposal, "later", said_on="2020-02-01")
            publish(proposal, "r-later", later, effective_on="2020-02-01", level=Level.OPPOSED)

    (drawn,) = of(proposal, act).charts

    assert [mark.ref for mark in drawn["marks"]] == [f"{proposal.slug}-held", "later"]
    assert not drawn["has_lane"]


def test_the_number_of_queries_does_not_grow_with_the_history() -> None:
    counts = []
    for number in (1, 12):
        proposal = make_proposal(f"long-{number}")
        for day in range(1, number + 1):
            held(proposal, f"r{day}", effective_on=f"2020-01-{day + 9}")
        with CaptureQueriesContext(connection) as captured:
            entered(proposal, coding())
        counts.append(len(captured))
    assert counts[0] == counts[1] < 80
