"""The server's clock is set back: a little is bridged; beyond it nothing is written, it is said why, and no key of a
request is used up."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from guarantors.actions import publication
from guarantors.domain.roles import DeskRole, Scope
from guarantors.models import Change, KeptAnswer, Proposal, StatementVersion
from tests.tokens import bearer, token_of
from tests.world import log, make_proposal

pytestmark = pytest.mark.django_db


def set_back(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    monkeypatch.setattr(publication, "now", lambda: datetime.now(UTC) - by)


def test_a_few_seconds_are_bridged(monkeypatch: pytest.MonkeyPatch) -> None:
    proposal = make_proposal()
    first = log(proposal, "one")
    set_back(monkeypatch, timedelta(seconds=3))

    second = log(proposal, "two")

    moments = [StatementVersion.objects.get(statement=said).recorded_at for said in (first, second)]
    assert moments[0] == moments[1], "recorded at the moment of the last change, and not before it"


def test_beyond_that_it_is_said_what_is_wrong_and_nothing_is_lost(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.REVIEW = False
    client.raise_request_exception = False
    proposal = make_proposal()
    said = log(proposal, "one")
    token = token_of(DeskRole.EDITOR, DeskRole.REVIEWER, scopes=[Scope.LOG, Scope.REVIEW])
    acts = Change.objects.count()

    def withdraw() -> Any:
        return client.post(
            f"/api/v1/statements/{said.ref}/withdraw/",
            {"version": 1, "reason": "Never said."},
            content_type="application/json",
            headers={**bearer(token), "Idempotency-Key": "one"},
        )

    with monkeypatch.context() as patched:
        set_back(patched, timedelta(hours=1))
        answer = withdraw()
        page = client.get(f"/{proposal.slug}/")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "before the last change on record" in answer.json()["detail"]
    assert "must set the clock right" in answer.json()["detail"]
    assert (page.status_code, Change.objects.count(), KeptAnswer.objects.count()) == (200, acts, 0)
    assert Proposal.objects.get(pk=proposal.pk).revision == 1

    assert withdraw().status_code == 200
    assert Change.objects.count() == acts + 1
