"""The history of a statement, a record, a source: every act with who, when, why, from what to what."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guarantors.actions import corrections, locks, sources, stances, statements, submissions
from guarantors.domain.coding import Review, Round
from guarantors.domain.difference import Change
from guarantors.domain.stance import Confidence, Level
from guarantors.domain.voice import SourceStatus
from guarantors.models import LockedNoun, Source, Statement
from guarantors.queries import history
from guarantors.queries.history import Deed, Read
from tests.desk import coding, submission
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db


def redate(statement: Statement, day: str) -> None:
    content = replace(statements.content_of(statements.current(statement)), said_on=day)
    corrections.correct(statement=statement, content=content, reason="The paper has another day.", by="ben")


def test_each_version_tells_who_why_and_from_what_to_what() -> None:
    statement = log(make_proposal(), "said")
    redate(statement, "2020-01-03")

    newest, oldest = history.of_statement("said")

    assert (newest.deed, newest.by, newest.why, newest.version) == (
        Deed.CORRECTED,
        "ben",
        "The paper has another day.",
        2,
    )
    assert newest.changes == (Change("said_on", "2020-01-02", "2020-01-03"),)
    assert (oldest.deed, oldest.by, oldest.version, oldest.changes) == (Deed.LOGGED, "Ada", 1, ())
    assert history.of_statement("nothing") == []


def test_a_withdrawal_a_merge_and_a_lock_are_told() -> None:
    proposal = make_proposal()
    twice, once, gone = log(proposal, "twice"), log(proposal, "once"), log(proposal, "gone")
    corrections.merge(duplicate=twice, into=once, reason="The same words.", by="ben")
    corrections.withdraw(statement=gone, reason="Never said.", by="ben")
    locks.lock(proposal=proposal, noun=LockedNoun.STATEMENT, ref="once", reason="Disputed.", by="ben")
    locks.release(proposal=proposal, noun=LockedNoun.STATEMENT, ref="once", reason="Settled.", by="ada")

    merged = history.of_statement("twice")[0]
    assert (merged.deed, merged.other, merged.why) == (Deed.MERGED, "once", "The same words.")
    assert history.of_statement("gone")[0].deed is Deed.WITHDRAWN
    told = [(past.deed, past.by, past.why, past.other) for past in history.of_statement("once")]
    assert told == [
        (Deed.RELEASED, "ada", "Settled.", ""),
        (Deed.LOCKED, "ben", "Disputed.", ""),
        (Deed.TOOK_IN, "ben", "The same words.", "twice"),
        (Deed.LOGGED, "Ada", "", ""),
    ]


def test_what_became_of_its_source_is_told_with_every_field_together() -> None:
    log(make_proposal(), "said")
    source = Source.objects.get(ref="test-2020-source")
    sources.amend(source=source, values={"title": "Another", "note": "Seen."}, reason="Misprinted.", by="ben")
    sources.mark(source=source, status=SourceStatus.WITHDRAWN, reason="Taken down.", by="ben")

    marked, described, _ = history.of_statement("said")

    assert (described.deed, described.other) == (Deed.AMENDED, source.ref)
    assert set(described.changes) == {Change("title", "“An article”", "Another"), Change("note", "not given", "Seen.")}
    assert marked.changes == (Change("status", "standing", "withdrawn"),)
    assert history.of_source(source.ref) == [marked, described]


def test_how_it_was_coded_and_reviewed_is_told_once_it_is_published() -> None:
    proposal = make_proposal()
    waiting = submission(proposal)
    submissions.code(submission=waiting, codings=[coding()], by="ben")
    statement = submissions.publish(submission=waiting, by="ben")

    told = history.of_statement(statement.ref)

    assert {(past.deed, past.by) for past in told} == {
        (Deed.HANDED_IN, "ada"),
        (Deed.CODED, "ada"),
        (Deed.CODED, "ben"),
        (Deed.LOGGED, "ada"),
        (Deed.PUBLISHED, "ben"),
    }
    read = Read("AA0", "Land 0", "", Level.SCEPTICAL, Confidence.HIGH)
    assert (Round.SECOND, (read,)) in {(past.round, past.read) for past in told}
    ref = statement.evidence_for.get().stance.ref
    (first,) = history.of_stance(proposal.pk, ref)
    assert first.review is Review.AGREED


def test_a_record_tells_its_corrections_and_its_withdrawal() -> None:
    proposal = make_proposal()
    record = publish(proposal, "aa0-1", log(proposal, "said"))
    content = replace(stances.content_of(record), level=Level.OPPOSED)
    second = corrections.correct_record(record=record, content=content, reason="Misread.", by="ben")
    stances.withdraw(record=second, reason="Not theirs.", by="ada")

    gone, corrected, first = history.of_stance(proposal.pk, "aa0-1")

    assert (gone.deed, gone.by, gone.why) == (Deed.WITHDRAWN, "ada", "Not theirs.")
    assert (corrected.why, corrected.changes) == ("Misread.", (Change("level", "open", "opposed"),))
    assert corrected.review is Review.CODED_ONCE
    assert (first.deed, first.changes) == (Deed.PUBLISHED, ())
    assert history.of_stance(proposal.pk, "nothing") == []


def test_a_long_history_costs_no_more_queries() -> None:
    statement = log(make_proposal(), "said")
    counts = []
    for day in range(3, 9):
        redate(statement, f"2020-01-{day:02}")
        with CaptureQueriesContext(connection) as seen:
            assert len(history.of_statement("said")) == day - 1
        counts.append(len(seen))

    assert len(set(counts)) == 1
    assert date(2020, 1, 8) == statements.current(statement).said_last
