"""What was recorded, and from which level each record moved, against a plain reading of every record."""

from datetime import UTC, datetime, timedelta

import pytest

from guarantors.domain import asof
from guarantors.domain.acts import Act, Noun
from guarantors.domain.stance import Level
from guarantors.models import Guarantor, Proposal, StanceRecord, Statement
from guarantors.queries import stances
from guarantors.queries.recorded import recorded
from tests.world import LONG_AGO, log, make_proposal, publish

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", ["istanbul-2022", "g7-vilnius-2023", "budapest-1994"])
def test_each_record_moved_from_the_level_in_force_before_it(slug: str) -> None:
    proposal = Proposal.objects.get(slug=slug)
    now = datetime.now(UTC)

    rows = recorded(known_at=now, proposal_id=proposal.pk, limit=10_000)

    found = {(row.actors[0][0], row.ref): row.earlier for row in rows if row.noun is Noun.STANCE}
    assert len(found) == StanceRecord.objects.filter(guarantor__proposal=proposal).count()
    assert sum(row.noun is Noun.STATEMENT for row in rows) == Statement.objects.filter(proposal=proposal).count()
    for part in Guarantor.objects.filter(proposal=proposal).select_related("actor"):
        every = stances.records(part.pk, as_of=datetime.max.date(), known_at=now)
        for record in every:
            same = [item for item in every if item.provision == record.provision]
            before = [item for item in same if asof.order(item)[:2] < asof.order(record)[:2]]
            held = asof.stance(before, record.effective_day, record.recorded_at)
            assert found[part.actor.code, record.ref] == (held.level if held else None)


def test_a_provision_has_a_history_of_its_own() -> None:
    proposal = make_proposal()
    said = log(proposal, "said", at=LONG_AGO)
    clause = proposal.provisions.get()
    hours = [LONG_AGO + timedelta(hours=hour) for hour in range(1, 4)]
    publish(proposal, "whole", said, at=hours[0], level=Level.OPPOSED)
    publish(proposal, "clause-1", said, at=hours[1], provision=clause)
    publish(proposal, "clause-2", said, at=hours[2], provision=clause, effective_on="2020-01-03", level=Level.OPPOSED)

    rows = recorded(known_at=hours[2], proposal_id=proposal.pk, limit=10)

    assert [(row.ref, row.provision, row.earlier) for row in rows if row.noun is Noun.STANCE] == [
        ("clause-2", "A clause", Level.OPEN),
        ("clause-1", "A clause", None),
        ("whole", "", None),
    ]


def test_since_leaves_out_what_was_there_already_and_the_limit_keeps_the_newest() -> None:
    proposal = make_proposal()
    moments = [LONG_AGO + timedelta(hours=hour) for hour in range(5)]
    for number, moment in enumerate(moments):
        log(proposal, f"said-{number}", at=moment)

    def refs(**given: object) -> list[str]:
        asked = {"known_at": moments[-1], "limit": 10, **given}
        return [row.ref for row in recorded(proposal_id=proposal.pk, **asked)]  # type: ignore[arg-type]

    assert refs() == ["said-4", "said-3", "said-2", "said-1", "said-0"]
    assert refs(since=moments[2]) == ["said-4", "said-3"]
    assert refs(known_at=moments[1]) == ["said-1", "said-0"]
    assert refs(limit=2) == ["said-4", "said-3"]
    assert {row.act for row in recorded(proposal_id=proposal.pk, known_at=moments[-1], limit=9)} == {Act.ADDED}
