"""Several editors at one desk, who do whatever they like in any order: the half that hands in and reviews.

`tests/actions/test_random_editors.py` adds the corrections and says what must hold after each act.
"""

import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from typing import Any

import time_machine
from django.db import transaction
from django.test import override_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from guarantors.actions import drafts, submissions
from guarantors.domain.coding import Round, agree
from guarantors.domain.errors import Refused
from guarantors.domain.submission import (
    Given,
    RelationGiven,
    SaidGiven,
    SourceGiven,
)
from guarantors.domain.voice import Relation
from guarantors.models import Draft, Statement, Submission
from tests import observed
from tests.drawn import CODES, codings, one, people, picks, reasons, said
from tests.world import make_proposal

PUBLISHED, KEPT = 1, 0
"""By how much an act raises the revision."""

DONE: Counter[str] = Counter()
"""How often each act was done, in all sequences: what never succeeds proves nothing."""


def draft_id(which: int) -> str:
    return str(uuid.UUID(int=which + 1, version=4))


class Desk(RuleBasedStateMachine):
    """`settle` runs an act and checks that it was done, or refused with nothing changed."""

    def __init__(self) -> None:
        super().__init__()
        self.around = ExitStack()
        start = datetime(2021, 1, 1, tzinfo=UTC)
        self.clock = self.around.enter_context(time_machine.travel(start, tick=False))
        self.around.enter_context(transaction.atomic())
        self.proposal = make_proposal(guarantors=len(CODES))
        self.eye = observed.Eye.opened(self.proposal)
        self.rows = self.eye.rows()
        self.marks = 0
        self.unchecked = True

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.around.close()

    def mark(self) -> str:
        """A text that can be told from every other."""
        self.marks += 1
        return f"token token-{self.marks:04d} ."

    def settle(self, act: Callable[[], object], raises: int, *, must: bool | None = None) -> bool:
        """Whether it was done. `must` is whether it has to be (True) or be refused (False); None: the rules decide."""
        revision = self.eye.revision()
        refused = _refused(act)
        before, after = self.rows, self.eye.rows()
        if refused is not None:
            assert must is not True, f"refused: {refused}"
            assert all(breach.rule and breach.field and breach.message for breach in refused.breaches)
            assert after == before, "refused, and yet something changed"
            return False
        assert must is not False, "done, though it had to be refused"
        assert self.eye.revision() == revision + raises
        assert observed.rewritten(before, after) == []
        if not raises:
            assert observed.published(after) == observed.published(before), "the desk alone touched the record"
        self.rows, self.unchecked = after, True
        DONE[act.__qualname__.split(".")[1]] += 1
        return True

    def submission(self, pick: int) -> Submission | None:
        """Any one, but rather one that waits."""
        every = Submission.objects.filter(proposal=self.proposal).order_by("logged_at", "content")
        waiting = list(every.filter(outcome=""))
        return one(waiting if waiting and pick % 5 != 4 else list(every), pick)

    def given(self, words: dict[str, Any], url: int, links: tuple[RelationGiven, ...] = ()) -> Given:
        source = SourceGiven(
            title=f"Paper {url}",
            publisher="Paper",
            language="en",
            url=f"https://paper.example/{url}",
            published_on=date(2020, 5, 1),
        )
        return Given(source, SaidGiven(**words, summary=self.mark()), links)

    @initialize(words=st.lists(said(), min_size=1, max_size=2), data=st.data())
    def begin(self, words: list[dict[str, Any]], data: st.DataObject) -> None:
        for one_ in words:
            self.another(one_, 0, data)

    @rule(words=said(), url=st.integers(0, 2), stops=st.sampled_from([0, 0, 1, 2, 3]), data=st.data())
    def another(self, words: dict[str, Any], url: int, data: st.DataObject, stops: int = 0) -> None:
        """A statement goes its way without a hitch: on record, or (1 to 3) handed in, coded alike, coded otherwise."""
        given = self.given(words, url)
        read = data.draw(codings(given.said))
        handed_in: list[Submission] = []

        def submit() -> None:
            handed_in.append(submissions.submit(proposal=self.proposal, given=given, codings=read, by="ada"))

        if not self.settle(submit, KEPT) or stops == 1:
            return
        [found] = handed_in
        for forbidden in (submissions.code, submissions.adjudicate):
            self.settle(lambda act=forbidden: act(submission=found, codings=read, by="ada"), KEPT, must=False)
        self.settle(lambda: submissions.publish(submission=found, by="ben"), PUBLISHED, must=False)
        second = read[1:] if stops == 3 else read
        self.settle(lambda: submissions.code(submission=found, codings=second, by="ben"), KEPT, must=True)
        if not stops:
            self.settle(lambda: submissions.publish(submission=found, by="ben"), PUBLISHED, must=True)

    @rule(step=st.sampled_from([timedelta(microseconds=1), timedelta(seconds=1), timedelta(days=40)]))
    def time_passes(self, step: timedelta) -> None:
        self.clock.shift(step)

    @rule(owner=people, which=st.integers(0, 2), revision=st.integers(0, 3))
    def save(self, owner: str, which: int, revision: int) -> None:
        found = Draft.objects.filter(pk=draft_id(which)).first()
        theirs = found is None or found.owner == owner
        late = found is not None and (found.submission_id is not None or found.revision != revision)
        values: dict[str, Any] = {"fields": {"summary": [self.mark()]}, "revision": revision}
        self.settle(
            lambda: drafts.save(draft_id=draft_id(which), owner=owner, proposal=self.proposal, **values),
            KEPT,
            must=theirs and not late,
        )

    @rule(owner=people, which=st.integers(0, 2))
    def discard(self, owner: str, which: int) -> None:
        found = Draft.objects.filter(pk=draft_id(which), owner=owner, submission=None).exists()
        self.settle(lambda: drafts.discard(draft_id=draft_id(which), owner=owner), KEPT, must=found)

    @rule(by=people, words=said(), url=st.integers(0, 2), draft=st.none() | st.integers(0, 2), data=st.data())
    def submit(self, by: str, words: dict[str, Any], url: int, draft: int | None, data: st.DataObject) -> None:
        on_record = list(Statement.objects.filter(proposal=self.proposal).order_by("ref"))
        earlier = one(on_record, data.draw(picks)) if data.draw(st.booleans()) else None
        links = (RelationGiven(earlier.ref, Relation.CLARIFIES),) if earlier else ()
        given = self.given(words, url, links)
        read = data.draw(codings(given.said))
        made_of = draft_id(draft) if draft is not None else None
        self.settle(
            lambda: submissions.submit(proposal=self.proposal, given=given, codings=read, by=by, draft_id=made_of), KEPT
        )

    @rule(by=people, pick=picks, alike=st.booleans(), data=st.data())
    def code(self, by: str, pick: int, alike: bool, data: st.DataObject) -> None:
        found = self.submission(pick)
        if found is None:
            return
        first = list(submissions.codings_of(found, Round.FIRST))
        read = first if alike else data.draw(codings(submissions.given_of(found).said))
        free = not found.outcome and by != found.logged_by and not _is_coded_twice(found)
        must = (True if alike else None) if free else False
        self.settle(lambda: submissions.code(submission=found, codings=read, by=by), KEPT, must=must)

    @rule(by=people, pick=picks)
    def publish(self, by: str, pick: int) -> None:
        found = self.submission(pick)
        if found is None:
            return
        alike = agree(*(submissions.codings_of(found, round_) for round_ in (Round.FIRST, Round.SECOND)))
        may = alike and _is_coded_twice(found) and not found.outcome and by != found.logged_by
        self.settle(lambda: submissions.publish(submission=found, by=by), PUBLISHED, must=None if may else False)

    @rule(by=people, pick=picks, data=st.data())
    def adjudicate(self, by: str, pick: int, data: st.DataObject) -> None:
        found = self.submission(pick)
        if found is None:
            return
        read = data.draw(codings(submissions.given_of(found).said))
        may = _is_coded_twice(found) and not found.outcome and by != found.logged_by
        must = None if may else False
        self.settle(lambda: submissions.adjudicate(submission=found, codings=read, by=by), PUBLISHED, must=must)

    @rule(by=people, pick=picks, review=st.booleans())
    def publish_alone(self, by: str, pick: int, review: bool) -> None:
        found = self.submission(pick)
        if found is None:
            return
        may = not review and not found.outcome and not _is_coded_twice(found)
        with override_settings(REVIEW=review):
            self.settle(
                lambda: submissions.publish_alone(submission=found, by=by), PUBLISHED, must=None if may else False
            )

    @rule(by=people, pick=picks, reason=reasons)
    def give_back(self, by: str, pick: int, reason: str) -> None:
        found = self.submission(pick)
        if found is None:
            return
        may = not found.outcome and bool(reason.strip())
        self.settle(lambda: submissions.give_back(submission=found, reason=reason, by=by), KEPT, must=may)


def _refused(act: Callable[[], object]) -> Refused | None:
    try:
        act()
    except Refused as refused:
        return refused
    return None


def _is_coded_twice(submission: Submission) -> bool:
    return submission.sheets.filter(round=Round.SECOND).exists()
