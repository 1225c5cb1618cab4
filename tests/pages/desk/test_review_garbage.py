"""Whatever is sent to a review is answered in words: refused, kept in the form or done, and never an error of ours."""

from typing import Any

import pytest
from django.test import Client

from guarantors.domain.roles import DeskRole
from guarantors.domain.stance import Level
from guarantors.models import CodingSheet, Statement
from tests.desk import coded, coding, press, submission, typed
from tests.people import client_of
from tests.world import make_proposal

pytestmark = pytest.mark.django_db
GARBAGE: list[dict[str, Any]] = [
    {},
    {"u-whole-level": ["open", "opposed"], "nothing": ["yes", "no"], "reason": ["a", "b"]},
    typed("open\x00", rationale="\x00", confidence="\ud7ff", basis="'", legal_status="<b>"),
    typed("committed", rationale="x" * 6000, legal_status="declared", consent="y" * 501),
    typed("noncommittal", basis="signed", confidence="very", rationale=" "),
    typed("open", provision="no-such-clause", rationale="z"),
    {"u-": "open", "u-whole-": "x", "-level": "open", "u-clause-level": "open", "u-clause-confidence": "-"},
    {"reason": "\x01"},
    {"reason": "r" * 6000},
]


@pytest.fixture
def ben() -> Client:
    return client_of(DeskRole.REVIEWER)


@pytest.mark.parametrize("data", GARBAGE)
@pytest.mark.parametrize(
    ("do", "second"),
    [("code", None), ("give-back", None), ("adjudicate", coding(level=Level.OPPOSED)), ("preview", coding())],
    ids=["code", "give-back", "adjudicate", "preview"],
)
def test_garbage_is_answered_in_words_and_kept_nowhere(ben: Client, do: str, data: dict[str, Any], second: Any) -> None:
    proposal = make_proposal()
    item = submission(proposal)
    if second:
        coded(item, second)

    response = press(ben, item, do, data)

    assert response.status_code in (200, 303, 422)
    if response.status_code == 422:
        assert 'id="errors"' in response.content.decode()
        assert not Statement.objects.filter(proposal=proposal).exists()
        assert CodingSheet.objects.filter(submission=item).count() == (2 if second else 1)
