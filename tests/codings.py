"""Codings for tests of what coders agree on: Ada codes first, Ben second, and whoever decides comes after both."""

from datetime import timedelta
from typing import Any

from guarantors.actions import codings
from guarantors.domain.coding import Round
from guarantors.domain.stance import Confidence, Level
from guarantors.models import Guarantor, Provision, Statement
from tests.world import LONG_AGO

DAY = timedelta(days=1)


def code(statement: Statement, coder: str, level: Level, round_: Round | None, **values: Any) -> None:
    """A coder's reading for AA0, on the whole unless a provision is named, published a day after the start."""
    proposal = statement.proposal
    provision = values.pop("provision", None)
    codings.add(
        statement=statement,
        guarantor=Guarantor.objects.get(proposal=proposal, actor__code=values.pop("code", "AA0")),
        provision=Provision.objects.get(proposal=proposal, slug=provision) if provision else None,
        coder=coder,
        level=level,
        round=round_,
        **{"basis": None, "confidence": Confidence.HIGH, "rationale": "", "at": LONG_AGO + DAY} | values,
    )


def twice(statement: Statement, first: Level, second: Level, **values: Any) -> None:
    """Ada codes, then Ben."""
    code(statement, "ada", first, Round.FIRST, **values)
    code(statement, "ben", second, Round.SECOND, **values)
