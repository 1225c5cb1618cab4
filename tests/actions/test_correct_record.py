"""A stance record is read otherwise: one person's reading says so, and every earlier moment stays."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from guarantors.actions import corrections, stances
from guarantors.domain.coding import Review
from guarantors.domain.errors import Stale
from guarantors.domain.stance import Level
from guarantors.models import Proposal
from tests.actions.test_corrections import seen_at
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal() -> Proposal:
    return make_proposal()


def test_another_reading_of_a_record_is_one_persons(proposal: Proposal) -> None:
    record = publish(proposal, "aa0-1", log(proposal, "said"), review=Review.AGREED)
    moment = datetime.now(UTC)
    before = seen_at(proposal, moment)

    worded = corrections.correct_record(
        record=record,
        content=replace(stances.content_of(record), rationale="Reads so still."),
        reason="Worded better.",
        by="ben",
    )
    assert worded.review == Review.AGREED

    read = corrections.correct_record(
        record=worded,
        content=replace(stances.content_of(worded), level=Level.OPPOSED),
        reason="Misread.",
        by="ben",
    )
    assert (read.review, read.version, read.level) == (Review.CODED_ONCE, 3, "opposed")
    assert seen_at(proposal, moment) == before
    with pytest.raises(Stale, match="was closed by ben"):
        corrections.correct_record(
            record=worded,
            content=replace(stances.content_of(worded), level=Level.SCEPTICAL),
            reason="Misread.",
            by="ada",
        )


def test_how_a_loaded_record_was_reviewed_stays_unsaid(proposal: Proposal) -> None:
    record = publish(proposal, "aa0-1", log(proposal, "said"))
    content = replace(stances.content_of(record), rationale="Reads so still.")

    assert corrections.correct_record(record=record, content=content, reason="Worded.", by="ben").review == ""
