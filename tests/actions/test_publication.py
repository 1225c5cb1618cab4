"""The recorded clock of a publication: it runs forward, whatever the clocks of the servers do."""

from datetime import UTC, datetime

import pytest
import time_machine

from guarantors.actions import submissions
from guarantors.domain.errors import NotNow
from guarantors.models import StatementVersion
from tests.desk import coded, submission
from tests.world import log, make_proposal

pytestmark = pytest.mark.django_db


def test_a_clock_that_is_a_little_behind_refuses_nobody() -> None:
    proposal = make_proposal()
    with time_machine.travel("2021-01-01T12:00:05Z", tick=False):
        waiting = coded(submission(proposal))
        log(proposal, "said")

    with time_machine.travel("2021-01-01T12:00:01Z", tick=False):
        statement = submissions.publish(submission=waiting, by="ben")

    recorded_at = StatementVersion.objects.get(statement=statement).recorded_at
    assert recorded_at == datetime(2021, 1, 1, 12, 0, 5, tzinfo=UTC)
    waiting.refresh_from_db()
    assert waiting.decided_at == waiting.logged_at


def test_a_clock_that_is_far_behind_changes_no_past() -> None:
    proposal = make_proposal()
    with time_machine.travel("2021-01-01T12:00:05Z", tick=False):
        log(proposal, "said")

    with (
        time_machine.travel("2021-01-01T11:00:00Z", tick=False),
        pytest.raises(NotNow, match="before the last change"),
    ):
        log(proposal, "later")
