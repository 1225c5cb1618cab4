"""The journal: each act on the record once, numbered without gaps, with when, by whom and why."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction

from guarantors.actions import corrections, journal, sources, stances, statements, submissions
from guarantors.actions.publication import publication, rehearse
from guarantors.actions.rows import put
from guarantors.domain.acts import Act, Noun
from guarantors.domain.errors import Refused
from guarantors.domain.submission import RelationGiven
from guarantors.domain.voice import Relation, SourceStatus
from guarantors.exchange.dump import dump
from guarantors.models import Actor, Ledger, Proposal, Source, StanceRecord
from guarantors.queries.journal import Entry, last, one
from tests.desk import coded, coding, given, submission
from tests.exchange.files import load_text
from tests.exchange.test_dump import emptied
from tests.world import LONG_AGO, log, make_proposal, publish, stance_content

pytestmark = pytest.mark.django_db


@pytest.fixture
def start() -> int:
    return last()


def since(start: int, *nouns: Noun) -> list[Entry]:
    """The acts after a number, on these nouns where any are named; no number is left out."""
    numbers = range(start + 1, last() + 1)
    entries = [entry for number in numbers if (entry := one(number))]
    assert [entry.number for entry in entries] == list(numbers)
    assert Ledger.objects.get().last == start + len(entries)
    return [entry for entry in entries if not nouns or entry.noun in nouns]


def told(start: int) -> list[str]:
    return [f"{entry.noun} {entry.id} {entry.version} {entry.act} by {entry.recorded_by}" for entry in since(start)]


def in_one_publication(proposal: Proposal, *acts: Callable[[], object]) -> None:
    with publication(proposal):
        for act in acts:
            act()


def test_what_is_published_from_the_desk_is_noted_part_by_part(start: int) -> None:
    proposal = make_proposal()
    log(proposal, "earlier")
    links = (RelationGiven("earlier", Relation.WALKS_BACK),)
    waiting = coded(submission(proposal, what=given(relations=links)))
    assert told(start) == ["statement earlier 1 added by Ada"]

    submissions.publish(submission=waiting, by="ben")

    name = "aa0-2020-01-02-minister"
    assert told(start)[1:] == [
        "source a-paper 0 added by ada",
        f"statement {name} 1 added by ada",
        f"relation {name} 0 added by ada",
        f"coding {name} 0 added by ada",
        f"coding {name} 0 added by ben",
        "stance aa0-whole-1 1 added by ben",
    ]
    [stance] = since(start, Noun.STANCE)
    record = StanceRecord.objects.get(ref="aa0-whole-1", guarantor__proposal=proposal)
    assert (stance.recorded_at, stance.proposal, stance.reason) == (record.recorded_at, "test-2020", "")


def test_what_a_coder_read_of_a_statement_is_one_act(start: int) -> None:
    proposal = make_proposal()
    read = (coding(), coding(provision="clause"))
    waiting = coded(submission(proposal, *read), *read)

    submissions.publish(submission=waiting, by="ben")

    assert [entry.recorded_by for entry in since(start, Noun.CODING)] == ["ada", "ben"]
    assert len(since(start, Noun.STANCE)) == 2
    since(start)


def test_a_correction_is_one_act_and_a_withdrawal_another(start: int) -> None:
    proposal = make_proposal()
    said, other = log(proposal, "said"), log(proposal, "other")
    record = publish(proposal, "first", said)
    stances.correct(record=record, content=stance_content(other), reason="Misread.", by="ben")

    corrections.withdraw(statement=other, reason="Never said.", by="cleo")

    assert told(start)[3:] == [
        "stance first 2 corrected by ben",
        "stance first 2 withdrawn by cleo",
        "statement other 1 withdrawn by cleo",
    ]
    assert [entry.reason for entry in since(start)[3:]] == ["Misread.", "Never said.", "Never said."]


def test_a_marked_source_is_one_act_whoever_names_it(start: int) -> None:
    proposal, second = make_proposal(), make_proposal("other-2020")
    paper = Source.objects.get(ref="test-2020-source")
    log(proposal, "said")
    log(second, "said-too", source=paper)

    sources.mark(source=paper, status=SourceStatus.WITHDRAWN, reason="Retracted.", by="ben")
    unnamed = Source.objects.get(ref="other-2020-source")
    sources.amend(source=unnamed, values={"title": "Another", "note": "Read."}, reason="Noted.", by="ben")

    marked, amended = since(start)[2:]
    assert (marked.act, marked.id, marked.proposal, marked.reason) == (Act.AMENDED, paper.ref, "", "Retracted.")
    assert (amended.act, amended.id, amended.reason) == (Act.AMENDED, unnamed.ref, "Noted.")


def test_what_is_rehearsed_or_refused_is_not_noted(start: int) -> None:
    proposal = make_proposal()
    said = log(proposal, "said")
    publish(proposal, "first", said)

    seen = rehearse(lambda: corrections.withdraw(statement=said, reason="Not said.", by="ben"), last)
    assert seen == start + 2, "nobody waits for the ledger because of what is taken back anyway"
    with pytest.raises(Refused):
        in_one_publication(
            proposal,
            lambda: log(proposal, "more"),
            lambda: statements.withdraw(statement=said, reason="A stance rests on it.", by="ben"),
        )

    assert len(since(start)) == 2


def test_a_block_that_fails_within_another_is_forgotten_alone(start: int) -> None:
    proposal = make_proposal()
    with transaction.atomic(), journal.noting():
        log(proposal, "kept")
        with pytest.raises(Refused):
            in_one_publication(proposal, lambda: log(proposal, "taken-back"), lambda: log(proposal, "kept"))
        assert last() == start, "the ledger is taken at the end of the outermost block"

    assert told(start) == ["statement kept 1 added by Ada"]


def test_a_row_is_noted_when_something_of_it_changed(start: int) -> None:
    said = {"ref": "XYZ", "reason": "Renamed.", "by": "Ada", "at": LONG_AGO}
    for name in ("Xyzland", "Xyzland", "Xyzistan"):
        put(Actor, key={"code": "XYZ"}, values={"name": name, "kind": "state"}, **said)

    assert told(start) == ["actor XYZ 0 added by Ada", "actor XYZ 0 amended by Ada"]


def test_a_load_is_noted_once_and_names_rows_within_their_proposal(tmp_path: Path) -> None:
    log(make_proposal("first-2020"), "said", at=datetime(2020, 2, 1, tzinfo=UTC))
    text = dump("first-2020").replace("first-2020", "second-2020").replace("id: said", "id: said-again")
    start = last()

    load_text(tmp_path, text)
    assert told(start) == [
        "proposal second-2020 0 added by Ben",
        "guarantor AA0 0 added by Ben",
        "provision clause 0 added by Ben",
        "source second-2020-source 0 added by Ben",
        "statement said-again 1 added by Ada",
    ]
    assert {entry.recorded_at.year for entry in since(start)} == {2020}
    assert [entry.proposal for entry in since(start)] == ["second-2020"] * 3 + ["", "second-2020"]

    load_text(tmp_path, text)
    assert len(since(start)) == 5

    load_text(tmp_path, text.replace("title: A clause", "title: The clause"))
    [amended] = since(start)[5:]
    assert (amended.noun, amended.id, amended.act) == (Noun.PROVISION, "clause", Act.AMENDED)
    assert amended.recorded_at.year > 2020


def test_a_number_is_one_act_or_none_yet(start: int) -> None:
    log(make_proposal("one-2020"), "a", at=datetime(2020, 2, 1, tzinfo=UTC))

    assert [entry.id for entry in since(start)] == ["a"]
    assert one(start + 2) is None


def test_an_emptied_database_begins_at_one() -> None:
    emptied()

    log(make_proposal(), "said")

    assert told(0) == ["statement said 1 added by Ada"]
