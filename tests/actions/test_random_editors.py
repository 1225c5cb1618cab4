"""Random acts of several editors, some of them forbidden: after each one the record is as it must be.

EDITORS=1000 tries so many sequences, each five times as long as in the suite.
"""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from guarantors.actions import corrections, locks, search, sources, stances, statements
from guarantors.actions.publication import rehearse
from guarantors.domain.stance import Confidence, LegalStatus, Level
from guarantors.domain.voice import SourceStatus
from guarantors.models import Actor, LockedNoun, Source, StanceRecord, Statement, StatementVersion
from tests import observed
from tests.drawn import CODES, days, levels, one, people, picks, rarely, reasons, voices
from tests.editors import DONE, KEPT, PUBLISHED, Desk
from tests.engines import examples

MANY = int(os.environ.get("EDITORS", "0"))

statement_changes = st.fixed_dictionaries(
    {},
    optional={
        "said_on": days,
        "voice": voices,
        "actors": st.sampled_from([("AA0",), ("AA1",), CODES]),
        "sequence": st.integers(1, 2),
    },
)
record_changes = st.fixed_dictionaries(
    {},
    optional={
        "level": levels,
        "effective_on": days,
        "sequence": st.integers(0, 3),
        "confidence": st.sampled_from(list(Confidence)),
    },
)


class Editors(Desk):
    """The rest of what editors do, and what must hold after all of it."""

    def __init__(self) -> None:
        super().__init__()
        self.past: dict[datetime, str] = {}

    def version(self, pick: int) -> StatementVersion | None:
        """Any one, but rather one that stands."""
        every = StatementVersion.objects.filter(statement__proposal=self.proposal).order_by("statement__ref", "version")
        standing = list(every.filter(superseded_at=None))
        return one(standing if standing and pick % 5 != 4 else every, pick)

    def record(self, pick: int) -> StanceRecord | None:
        every = StanceRecord.objects.filter(guarantor__proposal=self.proposal).order_by("ref", "version")
        standing = list(every.filter(superseded_at=None))
        return one(standing if standing and pick % 5 != 4 else every, pick)

    def must(self, is_open: bool, reason: str, noun: LockedNoun, ref: str) -> bool | None:
        """Closed stays closed, a correction says why, and what is locked stays as it is."""
        allowed = is_open and bool(reason.strip()) and not locks.standing(self.proposal, noun, ref)
        return None if allowed else False

    @rule(by=people, pick=picks, changes=statement_changes, reason=reasons, late=rarely, rehearsed=st.booleans())
    def correct(self, by: str, pick: int, changes: dict[str, Any], reason: str, late: bool, rehearsed: bool) -> None:
        version = self.version(pick)
        if version is None:
            return
        latest = StatementVersion.objects.filter(statement=version.statement, superseded_at=None).first()
        given = dict(changes)
        if "actors" in given:
            given["actors"] = list(Actor.objects.filter(code__in=given["actors"]))
        content = replace(statements.content_of(version), summary=self.mark(), **given)
        seen = version.version - 1 if late else version.version
        is_open = latest is not None and seen == latest.version
        must = self.must(is_open, reason, LockedNoun.STATEMENT, version.statement.ref)

        def act() -> object:
            return corrections.correct(statement=version.statement, content=content, reason=reason, by=by, seen=seen)

        if rehearsed:
            self.settle(lambda: rehearse(act, lambda: None), KEPT, must=must)
        self.settle(act, PUBLISHED, must=must)

    @rule(by=people, pick=picks, reason=reasons, rehearsed=st.booleans())
    def withdraw(self, by: str, pick: int, reason: str, rehearsed: bool) -> None:
        version = self.version(pick)
        if version is None:
            return
        must = self.must(version.superseded_at is None, reason, LockedNoun.STATEMENT, version.statement.ref)

        def act() -> None:
            corrections.withdraw(statement=version.statement, reason=reason, by=by, seen=version.version)

        if rehearsed:
            self.settle(lambda: rehearse(act, lambda: None), KEPT, must=must)
        self.settle(act, PUBLISHED, must=must)

    @rule(by=people, pick=picks, other=picks, reason=reasons)
    def merge(self, by: str, pick: int, other: int, reason: str) -> None:
        version, into = self.version(pick), self.version(other)
        if version is None or into is None:
            return
        is_open = version.superseded_at is None and version.statement_id != into.statement_id
        is_open = is_open and StatementVersion.objects.filter(statement=into.statement, superseded_at=None).exists()
        must = self.must(is_open, reason, LockedNoun.STATEMENT, version.statement.ref)
        self.settle(
            lambda: corrections.merge(
                duplicate=version.statement, into=into.statement, reason=reason, by=by, seen=version.version
            ),
            PUBLISHED,
            must=must,
        )

    @rule(by=people, pick=picks, changes=record_changes, whole=st.booleans(), more=st.none() | picks, reason=reasons)
    def correct_record(
        self, by: str, pick: int, changes: dict[str, Any], whole: bool, more: int | None, reason: str
    ) -> None:
        record = self.record(pick)
        if record is None:
            return
        content = replace(stances.content_of(record), rationale=self.mark(), **changes)
        content = replace(content, legal_status=LegalStatus.SIGNED if content.level is Level.COMMITTED else None)
        if content.level is not Level.NONCOMMITTAL:
            content = replace(content, basis=None)
        if not whole:
            content = replace(content, provision=self.proposal.provisions.get())
        added = (
            one(Statement.objects.filter(proposal=self.proposal).order_by("ref"), more) if more is not None else None
        )
        if added is not None:
            content = replace(content, statements=[*content.statements, added])
        must = self.must(record.superseded_at is None, reason, LockedNoun.STANCE, record.ref)
        self.settle(
            lambda: corrections.correct_record(record=record, content=content, reason=reason, by=by),
            PUBLISHED,
            must=must,
        )

    @rule(by=people, pick=picks, reason=reasons)
    def withdraw_record(self, by: str, pick: int, reason: str) -> None:
        record = self.record(pick)
        if record is None:
            return
        must = self.must(record.superseded_at is None, reason, LockedNoun.STANCE, record.ref)
        self.settle(lambda: stances.withdraw(record=record, reason=reason, by=by), PUBLISHED, must=must is None)

    @rule(by=people, pick=picks, status=st.sampled_from(list(SourceStatus)), seen=st.sampled_from(list(SourceStatus)))
    def mark_source(self, by: str, pick: int, status: SourceStatus, seen: SourceStatus) -> None:
        source = one(Source.objects.filter(url__startswith="https://paper.example/").order_by("url"), pick)
        if source is None:
            return
        named = StatementVersion.objects.filter(source=source).exists()
        self.settle(
            lambda: sources.mark(source=source, status=status, reason="It says so.", by=by, seen=seen),
            PUBLISHED if named else KEPT,
            must=seen == source.status and status != source.status,
        )

    @rule(by=people, pick=picks, noun=st.sampled_from(list(LockedNoun)), frees=st.booleans(), reason=reasons)
    def lock(self, by: str, pick: int, noun: LockedNoun, frees: bool, reason: str) -> None:
        version, record = self.version(pick), self.record(pick)
        if version is None or record is None:
            return
        ref = version.statement.ref if noun is LockedNoun.STATEMENT else record.ref
        act = locks.release if frees else locks.lock
        must = bool(reason.strip()) and frees == bool(locks.standing(self.proposal, noun, ref))
        self.settle(lambda: act(proposal=self.proposal, noun=noun, ref=ref, reason=reason, by=by), KEPT, must=must)

    @rule(by=people, pick=picks)
    def what_is_locked_stays(self, by: str, pick: int) -> None:
        record, nouns = self.record(pick), {"proposal": self.proposal, "noun": LockedNoun.STANCE}
        if record is None or locks.standing(ref=record.ref, **nouns):
            return
        self.settle(lambda: locks.lock(ref=record.ref, reason="Disputed.", by=by, **nouns), KEPT, must=True)
        self.settle(lambda: stances.withdraw(record=record, reason="Misread.", by=by), PUBLISHED, must=False)
        self.settle(lambda: locks.release(ref=record.ref, reason="Settled.", by=by, **nouns), KEPT, must=True)

    @invariant()
    def the_record_keeps_its_promises(self) -> None:
        """Asked again whenever something was done; what was refused has been seen to change nothing."""
        if not self.unchecked:
            return
        now = datetime.now(UTC)
        for moment, told in self.past.items():
            if moment < now:
                assert self.eye.answers(moment) == told, f"another answer for {moment}"
        self.past[now] = self.eye.answers(now)
        assert self.eye.unsupported(now) == []
        assert observed.places_taken_twice(self.proposal) == []
        shown = self.eye.public(now)
        assert [mark for mark in observed.secrets(self.proposal) if mark in shown] == [], "shown before it is published"
        assert search.out_of_step() == []
        assert observed.gists_out_of_step(self.proposal, now) == []
        self.unchecked = False
        if self.marks % 2:  # every other act is done at the moment of the one before
            self.clock.shift(timedelta(seconds=1))

    def teardown(self) -> None:
        try:
            observed.check_foreign_keys()
        finally:
            super().teardown()


@pytest.mark.django_db
def test_whatever_editors_do_the_record_keeps_its_promises() -> None:
    # What fails in the suite is shown as it was found; the long run looks for the shortest way to it.
    phases = [phase for phase in Phase if MANY or phase not in (Phase.shrink, Phase.explain)]
    few = settings(
        phases=phases,
        max_examples=MANY or examples(14),
        stateful_step_count=100 if MANY else 20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    run_state_machine_as_test(Editors, settings=few)
    assert DONE["another"] > 0, "nothing came on record, so nothing is proved"
