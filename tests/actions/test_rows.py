"""Rows without a clock: amended in place, with what they were kept."""

from datetime import UTC, datetime

import pytest

from guarantors.actions import rows
from guarantors.actions.rows import Outcome
from guarantors.models import Actor, Amendment, Proposal
from tests.world import make_proposal

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 1, tzinfo=UTC)


def put(name: str) -> Outcome:
    values = {"name": name, "kind": "state"}
    return rows.put(Actor, key={"code": "XYZ"}, values=values, ref="XYZ", reason="Renamed.", by="Ada", at=AT)[1]


def test_a_row_is_added_once_and_amended_where_it_differs() -> None:
    assert [put("Old"), put("Old"), put("New")] == [Outcome.ADDED, Outcome.UNCHANGED, Outcome.AMENDED]

    kept = Amendment.objects.get(noun="actor", ref="XYZ")
    assert (kept.field, kept.was, kept.became, kept.reason, kept.recorded_by) == (
        "name",
        "Old",
        "New",
        "Renamed.",
        "Ada",
    )


def test_makers_are_set_in_order_and_what_they_were_is_kept() -> None:
    proposal = make_proposal(guarantors=2)
    one, two = Actor.objects.filter(code__in=["AA0", "AA1"]).order_by("code")

    outcomes = [
        rows.set_makers(proposal, makers, reason="Read again.", by="Ada", at=AT)
        for makers in ([one], [one], [two, one])
    ]

    assert outcomes == [Outcome.ADDED, Outcome.UNCHANGED, Outcome.AMENDED]
    kept = Amendment.objects.get(noun="proposal", ref=proposal.slug)
    assert (kept.was, kept.became) == (["AA0"], ["AA1", "AA0"])
    assert [
        maker.code for maker in Proposal.objects.get(pk=proposal.pk).made_by.order_by("proposalmaker__position")
    ] == [
        "AA1",
        "AA0",
    ]
