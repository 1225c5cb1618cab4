"""A mirror that follows the journal number by number holds what the database holds, whatever editors do."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from guarantors.domain.acts import Act, Noun
from guarantors.exchange.verify import verify
from guarantors.models import Coding, Ledger, Source, StanceRecord, StatementRelation, StatementVersion
from guarantors.queries.journal import last, one
from tests.actions.test_random_editors import Editors

FOLLOWED: Counter[tuple[Noun, Act]] = Counter()
"""What was ever told: a mirror that is told nothing proves nothing."""


class Followed(Editors):
    """Editors, and a mirror that is told nothing but the journal."""

    def __init__(self) -> None:
        super().__init__()
        self.reached = last()
        self.stand: dict[Noun, dict[str, int]] = {noun: {} for noun in (Noun.STATEMENT, Noun.STANCE)}
        self.there: dict[Noun, set[str]] = {noun: set() for noun in (Noun.SOURCE, Noun.CODING, Noun.RELATION)}
        self.marked: Counter[str] = Counter()

    def follow(self) -> None:
        while entry := one(self.reached + 1):
            self.reached = entry.number
            FOLLOWED[entry.noun, entry.act] += 1
            if entry.noun in self.there:
                self.there[entry.noun].add(entry.id)
                self.marked[entry.id] += entry.act is Act.AMENDED
            elif entry.act is Act.WITHDRAWN:
                assert self.stand[entry.noun].pop(entry.id) == entry.version
            else:
                assert self.stand[entry.noun].get(entry.id, 0) == entry.version - 1
                self.stand[entry.noun][entry.id] = entry.version
        assert Ledger.objects.get().last == self.reached

    @invariant()
    def the_mirror_holds_what_the_database_holds(self) -> None:
        self.follow()
        statements = StatementVersion.objects.filter(statement__proposal=self.proposal, superseded_at=None)
        stances = StanceRecord.objects.filter(guarantor__proposal=self.proposal, superseded_at=None)
        relations = StatementRelation.objects.filter(later__proposal=self.proposal)
        sources = Source.objects.filter(url__startswith="https://paper.example/")
        assert self.stand[Noun.STATEMENT] == dict(statements.values_list("statement__ref", "version"))
        assert self.stand[Noun.STANCE] == dict(stances.values_list("ref", "version"))
        assert self.there[Noun.RELATION] == set(relations.values_list("later__ref", flat=True))
        assert self.there[Noun.CODING] == set(
            Coding.objects.filter(guarantor__proposal=self.proposal).values_list("statement__ref", flat=True)
        )
        assert self.there[Noun.SOURCE] == set(sources.values_list("ref", flat=True))
        for source in sources:
            assert self.marked[source.ref] or source.status == "standing"

    def teardown(self) -> None:
        """What the editors did can be read again from the record, act by act. The rows that the world is made of are
        on record without an act."""
        try:
            found = [item for item in verify().found if item.check != "record" or "act " in item.where]
            assert found == []
        finally:
            super().teardown()


@pytest.mark.django_db
def test_a_mirror_holds_what_the_database_holds() -> None:
    phases = [phase for phase in Phase if phase not in (Phase.shrink, Phase.explain)]
    few = settings(
        phases=phases,
        max_examples=8,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    run_state_machine_as_test(Followed, settings=few)
    assert FOLLOWED[Noun.STANCE, Act.ADDED], "nothing was told, so nothing is proved"
