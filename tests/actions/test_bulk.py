"""A load puts on record what the same entries put there one by one, and refuses what they are refused."""

from datetime import datetime
from typing import Any

import pytest
from django.db import models, transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from guarantors.actions import bulk, bulk_known, search, stances, statements
from guarantors.actions.bulk_known import NewStance, NewStatement
from guarantors.actions.publication import now, publication
from guarantors.domain.errors import Breach, Refused
from guarantors.domain.stance import Basis, ConditionKind, Confidence, LegalStatus, Level
from guarantors.domain.submission import ConditionGiven, SaidGiven, StanceGiven
from guarantors.models import Actor, Guarantor, Proposal, SearchText, Source, StanceRecord, Statement, StatementActor
from tests import drawn, world
from tests.engines import examples
from tests.observed import OTHERS, RECORD

pytestmark = pytest.mark.django_db
REFS = [f"said-{n}" for n in range(30)]


@st.composite
def new_statements(draw: st.DrawFn) -> NewStatement:
    said = draw(drawn.said())
    said["actors"] = tuple(code for code in said["actors"] if code in drawn.CODES)
    also = ("test-2020-source",) if draw(st.booleans()) else ()
    words = {
        "summary": "Says so again." if not draw(drawn.rarely) else "",
        "quote": draw(st.sampled_from(["", "“No”\t\\N"])),
    }
    ref = draw(st.sampled_from(["on record", "old"] if draw(drawn.rarely) else REFS))
    return NewStatement(ref, "test-2020-source", SaidGiven(**said, **words, corroborated_by=also))


@st.composite
def new_stances(draw: st.DrawFn) -> NewStance:
    level, slip = draw(drawn.levels), draw(drawn.rarely)
    held = StanceGiven(
        effective_on=draw(drawn.days),
        level=level,
        confidence=draw(st.sampled_from([Confidence.LOW, Confidence.HIGH])),
        rationale="" if slip else "Reads so.",
        statements=tuple(draw(st.lists(st.sampled_from(["old", "gone", "foreign"]), min_size=1, max_size=2)))
        if draw(drawn.rarely)
        else ("old",),
        provision=draw(st.sampled_from([None, "clause"])),
        sequence=0 if draw(drawn.rarely) else draw(st.integers(1, 9)),
        basis=Basis.MIXED if level is Level.NONCOMMITTAL else None,
        legal_status=LegalStatus.SIGNED if level is Level.COMMITTED else None,
        conditions=draw(st.sampled_from([(), (ConditionGiven(ConditionKind.SCOPE, "At sea."),)])),
    )
    ref = "held" if draw(drawn.rarely) else f"stance-{draw(st.integers(0, 30))}"
    return NewStance(ref, draw(st.sampled_from(["AA0", "AA0", "AA1"])), held)


def a_record() -> Proposal:
    proposal, other = world.make_proposal(guarantors=2), world.make_proposal("other-2020")
    both = [*Actor.objects.filter(code__in=drawn.CODES).order_by("code")]
    old = world.log(proposal, "old", actors=both)
    world.log(other, "foreign")
    statements.withdraw(statement=world.log(proposal, "gone"), reason="Misread.", by="Ada")
    world.publish(proposal, "held", old, sequence=2)
    return proposal


def one_by_one(proposal: Proposal, said: list[NewStatement], held: list[NewStance], at: datetime) -> list[Breach]:
    found: list[Breach] = []

    def entered(place: str, act: Any) -> None:
        try:
            with transaction.atomic():
                act()
        except Refused as refused:
            found.extend(item.at(f"{place}.{item.field}") for item in refused.breaches)

    with publication(proposal, at):
        for index, new in enumerate(said):
            entered(
                f"statements.{index}",
                lambda new=new: statements.log(proposal=proposal, ref=new.ref, content=_said(new), by="Ada"),
            )
        if not found:
            for index, stance in enumerate(held):
                part = Guarantor.objects.get(proposal=proposal, actor__code=stance.guarantor)
                entered(
                    f"stances.{index}",
                    lambda part=part, stance=stance: stances.publish(
                        guarantor=part, ref=stance.ref, content=_held(proposal, stance), by="Ada"
                    ),
                )
    return found


def _said(new: NewStatement) -> statements.Content:
    given = {name: getattr(new.said, name) for name in SaidGiven.__dataclass_fields__}
    return statements.Content(
        **given
        | {
            "source": Source.objects.get(ref=new.source),
            "actors": [Actor.objects.get(code=code) for code in new.said.actors],
            "corroborated_by": [Source.objects.get(ref=ref) for ref in new.said.corroborated_by],
        }
    )


def _held(proposal: Proposal, new: NewStance) -> stances.Content:
    given = {name: getattr(new.held, name) for name in StanceGiven.__dataclass_fields__}
    clause = proposal.provisions.get(slug=new.held.provision) if new.held.provision else None
    evidence = [Statement.objects.get(ref=ref) for ref in new.held.statements]
    return stances.Content(**given | {"provision": clause, "statements": evidence})


def at_once(proposal: Proposal, said: list[NewStatement], held: list[NewStance], at: datetime) -> list[Breach]:
    try:
        with bulk.loading(proposal, by="Ada") as load:
            load.put(statements=said, stances=held, at=at)
    except Refused as refused:
        return list(refused.breaches)
    return []


def record() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, with ids counted from the first row: a sequence is not turned back by a rollback."""
    tables = (*RECORD, *OTHERS)
    numbers = {
        model: {pk: rank for rank, pk in enumerate(model._default_manager.order_by("pk").values_list("pk", flat=True))}
        for model in tables
        if isinstance(model._meta.pk, models.AutoField)
    }
    found = {}
    for model in tables:
        rows = found[model.__name__] = list(model._default_manager.order_by("pk").values())
        for row in rows:
            place = {SearchText: "position", StatementActor: "place"}.get(model)
            if place:
                row[place] -= row["version_id"]
            for column in model._meta.concrete_fields:
                ranks = numbers.get(
                    column.related_model if column.is_relation else model if column.primary_key else None
                )
                if ranks and row[column.attname] is not None:
                    row[column.attname] = ranks[row[column.attname]]
    return found


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(new_statements(), max_size=4), st.lists(new_stances(), max_size=5))
def test_at_once_is_as_one_by_one(said: list[NewStatement], held: list[NewStance]) -> None:
    with transaction.atomic():
        proposal, seen = a_record(), []
        at, untouched = now(), record()
        for way in (one_by_one, at_once):
            with transaction.atomic():
                breaches = way(proposal, said, held, at)
                seen.append((breaches, record()))
                assert search.out_of_step() == []
                transaction.set_rollback(True)
        event("refused" if seen[0][0] else "put on record")
        assert seen[0][0] == seen[1][0]
        assert seen[1][1] == (untouched if seen[0][0] else seen[0][1])
        transaction.set_rollback(True)


def test_a_load_names_all_that_it_does_not_know() -> None:
    proposal = a_record()
    words = drawn_words(actors=("ZZ9",))
    held = StanceGiven("2020-01-02", Level.OPEN, Confidence.HIGH, "Reads so.", ("none",), provision="none")
    unknown = NewStatement("said-1", "none", SaidGiven(**words))
    assert {item.field for item in at_once(proposal, [unknown], [], now())} == {
        "statements.0.actors",
        "statements.0.source",
    }
    found = at_once(proposal, [], [NewStance("stance-1", "ZZ9", held)], now())
    assert {item.field for item in found} == {"stances.0.guarantor", "stances.0.provision", "stances.0.statements"}


def test_a_mistake_throughout_is_said_a_hundred_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "SLICE", 60)
    proposal = a_record()
    wrong = [NewStatement(f"said {n}", "test-2020-source", SaidGiven(**drawn_words())) for n in range(300)]
    assert len(at_once(proposal, wrong, [], now())) == bulk.MOST_BREACHES
    assert len(at_once(proposal, wrong[:70], [], now())) == 70


def test_each_put_is_a_publication_at_its_moment_and_all_are_taken_back_together() -> None:
    proposal = a_record()
    before, revision = record(), Proposal.objects.get(pk=proposal.pk).revision
    right = [NewStatement(f"said-{n}", "test-2020-source", SaidGiven(**drawn_words())) for n in range(3)]
    first, told = now(), []
    with bulk.loading(proposal, by="Ada") as load:
        load.put(statements=right[:2], at=first, progress=told.append)
        load.put(statements=right[2:], progress=told.append)
    versions = [Statement.objects.get(ref=new.ref).versions.get().recorded_at for new in right]
    assert versions[0] == versions[1] == first < versions[2]
    assert told == [2, 1]
    assert Proposal.objects.get(pk=proposal.pk).revision == revision + 2
    after = record()
    assert after != before
    fourth = NewStatement("said-9", "test-2020-source", SaidGiven(**drawn_words()))

    def load_again() -> None:
        with bulk.loading(proposal, by="Ada") as load:
            load.put(statements=[fourth])
            load.put(statements=right)

    with pytest.raises(Refused, match="said-0 is on record already"):
        load_again()
    assert record() == after


def test_what_a_load_let_go_is_asked_of_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "SLICE", 2)
    monkeypatch.setattr(bulk_known, "_HELD", 0)
    said = [NewStatement(f"said-{n}", "test-2020-source", SaidGiven(**drawn_words())) for n in range(5)]
    held = [
        NewStance(
            f"held-{n}",
            "AA0",
            StanceGiven("2020-01-02", Level.OPEN, Confidence.HIGH, "Reads so.", (f"said-{n}",), sequence=n + 3),
        )
        for n in range(5)
    ]
    proposal, at = a_record(), now()
    (taken,) = at_once(proposal, said, [*held, held[0]], at)
    assert (taken.rule, taken.field) == ("id-is-free", "stances.5.id")
    assert at_once(proposal, said, held, at) == []
    stored = StanceRecord.objects.filter(ref__startswith="held-").values_list("ref", "statements__ref")
    assert set(stored) == {(f"held-{n}", f"said-{n}") for n in range(5)}


def drawn_words(**values: Any) -> dict[str, Any]:
    """A minister's words."""
    given: dict[str, Any] = {
        "said_on": "2020-01-02",
        "actors": ("AA0",),
        "voice": drawn.Voice.MINISTER,
        "identification": drawn.Identification.INSTITUTION,
        "directness": drawn.Directness.DIRECT,
        "summary": "Says so.",
    }
    return given | values
