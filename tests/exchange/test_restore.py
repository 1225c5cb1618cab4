"""A restored database is the same database: every column of every table but the keys and the counter of changes.

Its journal has numbers of its own: it tells of the same versions, codings and relations.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from guarantors.actions import codings, corrections, stances, statements
from guarantors.actions.publication import publication
from guarantors.domain.acts import Noun
from guarantors.domain.coding import Review, Round
from guarantors.domain.stance import Basis, ConditionKind, Confidence, Level
from guarantors.domain.submission import ConditionGiven
from guarantors.domain.voice import Relation
from guarantors.exchange.dump import dump
from guarantors.models import (
    Change,
    Coding,
    Event,
    Guarantor,
    Ledger,
    LineGist,
    Nomination,
    Proposal,
    ProposalGist,
    SaidGist,
    Source,
    StanceRecord,
    Statement,
    StatementVersion,
)
from tests.exchange.files import load_text
from tests.exchange.test_dump import emptied
from tests.world import LONG_AGO, log, make_proposal, publish, stance_content, statement_content

pytestmark = pytest.mark.django_db


def after(hours: int) -> Any:
    return LONG_AGO + timedelta(hours=hours)


def described(row: models.Model) -> tuple[Any, ...]:
    """A row by its values, and what it points at by its own."""
    return tuple(
        (field.name, described(related) if isinstance(related := getattr(row, field.name), models.Model) else related)
        for field in row._meta.concrete_fields
        # The place of a statement's actor ends with an id.
        if not field.primary_key and field.name not in ("revision", "place")
    )


LEFT_OUT = (Change, Ledger, LineGist, ProposalGist, SaidGist)


def everything() -> dict[str, list[str]]:
    found = [model for model in apps.get_app_config("guarantors").get_models() if model not in LEFT_OUT]
    return {model.__name__: sorted(repr(described(row)) for row in model._default_manager.all()) for model in found}


def told() -> list[tuple[Any, ...]]:
    """What the journal tells of everything that has a clock of its own, in no order."""
    acts = Change.objects.filter(noun__in=[Noun.STATEMENT, Noun.STANCE, Noun.CODING])
    return sorted(acts.values_list("recorded_at", "noun", "act", "ref", "version", "reason", "recorded_by"))


def a_rich_history() -> Proposal:
    """Relations, codings, claims, events, corrections, withdrawals, and a place in the day that changed hands."""
    proposal = make_proposal("rich-2020", 2)
    one, two = log(proposal, "one", at=after(1)), log(proposal, "two", at=after(2), said_on="2020-01")
    statements.relate(later=two, earlier=one, relation=Relation.WALKS_BACK, by="Ada", at=after(3))
    guarantor = Guarantor.objects.get(proposal=proposal, actor__code="AA0")
    reading: dict[str, Any] = {"provision": None, "level": Level.OPEN, "basis": None, "confidence": Confidence.LOW}
    codings.add(statement=one, guarantor=guarantor, coder="Ben", rationale="", at=after(4), **reading)
    wrong = publish(proposal, "b", one, at=after(5))
    mixed = stance_content(
        *(one, two),
        level=Level.NONCOMMITTAL,
        basis=Basis.MIXED,
        conditions=[ConditionGiven(ConditionKind.SCOPE, "x: y")],
    )
    right = stances.correct(record=wrong, content=mixed, reason="Misread.\nTwice.", by="Ben", at=after(6))
    with publication(proposal, after(7)):
        stances.withdraw(record=right, reason="Of another proposal.", by="Cleo")
        publish(proposal, "a", one)
    changed = statement_content(proposal, summary="“New” # x: 1\n\n  two\r\n", quote="- a\n---\n")
    statements.correct(statement=two, content=changed, reason="Reread.", by="Ben", at=after(8))
    days = {"first_day": date(2020, 3, 1), "last_day": date(2020, 3, 31)}
    Event.objects.create(proposal=proposal, ref="e", happened_on="2020-03", kind="talks", title="Talks: one", **days)
    source = Source.objects.get(ref="rich-2020-source")
    Nomination.objects.create(
        guarantor=guarantor, ref="n", named_by=guarantor.actor, named_on="2020-03", source=source, **days
    )
    return proposal


def test_every_column_of_every_table_comes_back(tmp_path: Path) -> None:
    emptied()
    a_rich_history()
    before, text, acts = everything(), dump("rich-2020"), told()
    emptied()

    load_text(tmp_path, text)

    assert everything() == before
    assert told() == acts
    assert {act for _, _, act, *_ in acts} == {"added", "corrected", "withdrawn"}
    last = Ledger.objects.get().last
    assert set(+load_text(tmp_path, text).outcomes) == {"unchanged"}
    assert Ledger.objects.get().last == last == Change.objects.count()


def test_a_day_that_was_reckoned_from_a_date_amended_since_comes_back(tmp_path: Path) -> None:
    emptied()
    text = dump_of_an_amended_source_date(tmp_path)
    before = everything()
    emptied()

    load_text(tmp_path, text)

    assert everything() == before
    assert "said_last: '2020-01-31'" in text


def dump_of_an_amended_source_date(tmp_path: Path) -> str:
    """A statement of January 2020 is counted from the 31st, until its source proves to be of the 20th."""
    log(make_proposal("month-2020"), "month", said_on="2020-01", at=after(1))
    text = dump("month-2020")
    load_text(
        tmp_path, text.replace("published_on: '2030-01-01'", "published_on: '2020-01-20'").split("statements:")[0]
    )
    return dump("month-2020")


def test_a_source_that_only_corroborates_brings_its_amendments(tmp_path: Path) -> None:
    emptied()
    paper = make_proposal("other-2020") and Source.objects.get(ref="other-2020-source")
    log(make_proposal("x-2020"), "said", corroborated_by=[paper], at=after(1))
    load_text(tmp_path, dump("x-2020").replace("title: An article", "title: A book", 1))
    text = dump("x-2020")
    emptied()

    load_text(tmp_path, text)

    assert dump("x-2020") == text
    assert "noun: source\n  ref: other-2020-source" in text


def test_merges_reviews_and_rounds_come_back(tmp_path: Path) -> None:
    emptied()
    proposal = make_proposal("rounds-2020")
    once, twice = log(proposal, "once", at=after(1)), log(proposal, "twice", at=after(2))
    part = Guarantor.objects.get(proposal=proposal)
    reading: dict[str, Any] = {"provision": None, "level": Level.OPEN, "basis": None, "confidence": Confidence.LOW}
    for hour, (coder, round_) in enumerate([("Ada", Round.FIRST), ("Ben", Round.SECOND), ("Ben", Round.ADJUDICATION)]):
        codings.add(
            statement=once, guarantor=part, coder=coder, round=round_, rationale="", at=after(3 + hour), **reading
        )
    publish(proposal, "a", twice, review=Review.ADJUDICATED, at=after(6))
    publish(proposal, "b", once, review=Review.CODED_ONCE, sequence=2, at=after(7))
    corrections.merge(duplicate=twice, into=once, reason="The same words.", by="Ben")
    before, text = everything(), dump("rounds-2020")
    emptied()

    load_text(tmp_path, text)

    assert everything() == before
    assert dump("rounds-2020") == text
    assert set(+load_text(tmp_path, text).outcomes) == {"unchanged"}
    assert StatementVersion.objects.get(statement__ref="twice").merged_into == Statement.objects.get(ref="once")
    assert set(Coding.objects.values_list("round", flat=True)) == set(Round)
    assert set(StanceRecord.objects.values_list("ref", "review")) == {("a", "adjudicated"), ("b", "coded_once")}
