"""Codings: made once by each coder, never changed."""

from typing import Any

import pytest

from guarantors.actions import codings
from guarantors.domain.errors import Refused
from guarantors.domain.stance import Basis, Confidence, Level
from guarantors.models import Coding, Guarantor, Proposal, Provision, Statement
from tests.world import log, make_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal() -> Proposal:
    return make_proposal()


def code(statement: Statement, **values: Any) -> tuple[Coding, bool]:
    given: dict[str, Any] = {
        "guarantor": Guarantor.objects.get(proposal=statement.proposal),
        "provision": None,
        "coder": "Ben",
        "level": Level.OPEN,
        "basis": None,
        "confidence": Confidence.LOW,
        "rationale": "",
    }
    return codings.add(statement=statement, **given | values)


def test_a_coder_codes_a_statement_once(proposal: Proposal) -> None:
    statement = log(proposal, "said")

    assert [code(statement)[1], code(statement)[1], code(statement, coder="Ada")[1]] == [True, False, True]


def test_a_coding_is_never_changed(proposal: Proposal) -> None:
    statement = log(proposal, "said")
    code(statement)

    with pytest.raises(Refused, match="Ben has coded said as open; that stands"):
        code(statement, level=Level.OPPOSED)

    assert Coding.objects.get(statement=statement).level == "open"


def test_a_coding_keeps_the_rules_of_its_level_and_proposal(proposal: Proposal) -> None:
    statement, other = log(proposal, "said"), make_proposal("other-2020")

    with pytest.raises(Refused, match="“mixed” goes with the level noncommittal"):
        code(statement, basis=Basis.MIXED)
    with pytest.raises(Refused, match="provision: said is about another one"):
        code(statement, provision=Provision.objects.get(proposal=other))
    with pytest.raises(Refused, match="say who makes the entry"):
        code(statement, coder="")
