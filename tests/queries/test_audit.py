"""The audit list: nothing that was done escapes it, its pages join without gap or double, its filters are exact."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guarantors.actions import corrections, locks, sources, stances, statements, submissions
from guarantors.domain.difference import Change
from guarantors.domain.errors import Refused
from guarantors.domain.stance import Level
from guarantors.domain.voice import Relation, SourceStatus
from guarantors.models import (
    Amendment,
    AuditEntry,
    Coding,
    LockedNoun,
    Proposal,
    Source,
    StanceRecord,
    StatementRelation,
    StatementVersion,
)
from guarantors.queries import audit
from guarantors.queries.audit import Deed, Wanted
from guarantors.queries.audit_marks import Mark
from tests.desk import coding, submission
from tests.world import LONG_AGO, log, make_proposal, publish

pytestmark = pytest.mark.django_db

HERE = Wanted(proposal="test-2020")


def told(deed: Deed) -> tuple[str, str, str, str]:
    return deed.by, deed.verb, deed.noun, deed.ref


@pytest.fixture
def busy() -> Proposal:
    """A proposal on which something of every kind was done."""
    proposal = make_proposal()
    said, twice, gone = log(proposal, "said"), log(proposal, "twice"), log(proposal, "gone")
    record = publish(proposal, "aa0-1", said)
    statements.relate(later=twice, earlier=said, relation=Relation.REAFFIRMS, by="ada")
    content = replace(stances.content_of(record), level=Level.OPPOSED)
    corrections.correct_record(record=record, content=content, reason="Misread.", by="ben")
    corrections.merge(duplicate=twice, into=said, reason="The same words.", by="ben")
    corrections.withdraw(statement=gone, reason="Never said.", by="ben")
    source = Source.objects.get(ref="test-2020-source")
    sources.mark(source=source, status=SourceStatus.CORRECTED, reason="A note at its foot.", by="ben")
    locks.lock(proposal=proposal, noun=LockedNoun.STATEMENT, ref="said", reason="Disputed.", by="cleo")
    waiting = submission(proposal)
    submissions.code(submission=waiting, codings=[coding(level=Level.OPPOSED)], by="ben")
    submissions.give_back(submission=waiting, reason="Which day?", by="ben")
    return proposal


def test_every_act_is_told_newest_first(busy: Proposal) -> None:
    deeds = audit.page(HERE).deeds

    assert [told(deed) for deed in deeds] == [
        ("ben", "sent back", "submission", deeds[0].ref),
        ("ben", "coded", "submission", deeds[0].ref),
        ("ada", "handed in", "submission", deeds[0].ref),
        ("cleo", "locked", "statement", "said"),
        ("ben", "amended", "source", "test-2020-source"),
        ("ben", "withdrawn", "statement", "gone"),
        ("ben", "merged", "statement", "twice"),
        ("ben", "corrected", "stance", "aa0-1"),
        ("", "related", "statement", "twice"),
        ("Ada", "published", "stance", "aa0-1"),
        ("Ada", "logged", "statement", "gone"),
        ("Ada", "logged", "statement", "twice"),
        ("Ada", "logged", "statement", "said"),
        ("", "added", "source", "test-2020-source"),
    ]
    whys = {deed.verb: deed.why for deed in deeds}
    assert whys["merged"] == "The same words. (merged into: said)"
    assert whys["sent back"] == "Which day?"
    changed = {deed.verb: deed.changes for deed in deeds if deed.changes}
    assert changed == {
        "corrected": (Change("level", "open", "opposed"),),
        "amended": (Change("status", "standing", "corrected"),),
    }


def test_a_coding_is_not_told_before_it_is_published(busy: Proposal) -> None:
    assert not any("oppose" in f"{deed.why}{deed.changes}" for deed in audit.page(HERE).deeds if deed.verb == "coded")


def test_nothing_escapes_it_loads_included() -> None:
    traces = (AuditEntry, Amendment, StanceRecord, StatementVersion, StatementRelation, Source)
    rows = sum(model.objects.count() for model in traces)
    rows += Coding.objects.filter(round="").count()
    rows += sum(model.objects.exclude(withdrawal_reason="").count() for model in (StanceRecord, StatementVersion))

    deeds = list(audit.every(Wanted()))

    assert len(deeds) == len({deed.mark for deed in deeds}) == rows > 300
    assert all(earlier.at >= later.at for earlier, later in pairwise(deeds))


@pytest.mark.parametrize("limit", [1, 3, 7])
def test_the_pages_join_without_gap_or_double(busy: Proposal, limit: int) -> None:
    whole = audit.page(HERE, limit=100)
    assert whole.after == ""

    found: list[Deed] = []
    after = ""
    while True:
        part = audit.page(HERE, after=after, limit=limit)
        assert len(part.deeds) <= limit
        found += part.deeds
        if not (after := part.after):
            break

    assert found == whole.deeds


def test_acts_of_one_moment_are_paged_too() -> None:
    proposal = make_proposal()
    for number in range(1, 6):
        said = log(proposal, f"said-{number}", at=LONG_AGO + timedelta(hours=1))
        publish(proposal, f"aa0-{number}", said, at=LONG_AGO + timedelta(hours=1), sequence=number)
    whole = audit.page(HERE, limit=100).deeds

    found, after = [], ""
    for _ in whole:
        part = audit.page(HERE, after=after, limit=1)
        found += part.deeds
        after = part.after

    assert found == whole
    assert after == ""


@pytest.mark.parametrize(
    ("wanted", "verbs"),
    [
        (replace(HERE, by="cleo"), ["locked"]),
        (replace(HERE, by="nobody"), []),
        (replace(HERE, verb="corrected"), ["corrected"]),
        (replace(HERE, verb="withdrawn"), ["withdrawn"]),
        (replace(HERE, verb="merged"), ["merged"]),
        (replace(HERE, verb="logged", by="Ada"), ["logged"] * 3),
        (replace(HERE, verb="coded"), ["coded"]),
        (replace(HERE, verb="flown"), []),
        (replace(HERE, last_day=date(2020, 1, 1)), ["added"]),
        (Wanted(proposal="nothing"), []),
    ],
)
def test_a_filter_leaves_what_it_names(busy: Proposal, wanted: Wanted, verbs: list[str]) -> None:
    assert [deed.verb for deed in audit.page(wanted).deeds] == verbs


def test_the_days_are_whole_days_of_utc(busy: Proposal) -> None:
    today = datetime.now(UTC).date()
    before = replace(HERE, last_day=today - timedelta(days=1))

    on_it = audit.page(replace(HERE, first_day=today - timedelta(days=1), last_day=today)).deeds

    assert len(on_it) + len(audit.page(replace(before, last_day=today - timedelta(days=2))).deeds) == 14


def test_what_can_be_asked_for_is_listed(busy: Proposal) -> None:
    assert {"locked", "handed in", "corrected", "merged", "amended", "added"} <= set(audit.verbs())
    assert {"ada", "Ada", "ben", "cleo"} <= set(audit.people())
    assert "" not in audit.people()


@pytest.mark.parametrize("text", ["x", "1.2", "1.2.3.4", "1.-2.3", "1.2.three", f"{10**17 + 1}.0.1", "٣.1.1"])
def test_a_mark_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="begin at its first page"):
        audit.page(Wanted(), after=text)


def test_a_mark_says_its_place_exactly() -> None:
    mark = Mark(datetime(2022, 4, 2, 12, 30, 1, 123457, UTC), 3, 77)

    assert Mark.read(str(mark)) == mark


def test_a_page_costs_the_same_however_long_the_history_is(busy: Proposal) -> None:
    def queries(limit: int) -> int:
        with CaptureQueriesContext(connection) as seen:
            audit.page(Wanted(), limit=limit)
        return len(seen)

    assert queries(20) <= 22
    assert queries(200) <= 22


def test_a_page_is_read_by_index(busy: Proposal) -> None:
    with CaptureQueriesContext(connection) as seen:
        audit.page(Wanted(), limit=10)
    asked = [query["sql"] for query in seen if "LIMIT 11" in query["sql"]]
    assert len(asked) == 9

    assert [plan for plan in map(_plan, asked) if "TEMP B-TREE" in plan or "Sort" in plan] == []


def _plan(sql: str) -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # which would sort a table as small as those of a test
            cursor.execute("SET LOCAL enable_sort = off")
        explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
        cursor.execute(explain + sql)
        rows: list[Any] = cursor.fetchall()
    return "\n".join(str(row[-1]) for row in rows)
