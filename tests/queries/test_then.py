"""Rows without a clock of their own are amended in place; a view of the past shows them as they were."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from guarantors.actions import rows
from guarantors.actions.publication import publication
from guarantors.models import Actor, Guarantor, Proposal, Provision, Source
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db
RECORDED = datetime(2020, 2, 1, tzinfo=UTC)
THEN = "known_at=2020-02-02T00:00:00Z"
PAGES = [
    f"/test-2020/?as_of=2020-01-05&{THEN}",
    f"/test-2020/AA0/?as_of=2020-01-05&{THEN}",
    f"/test-2020/compare/?as_of=2020-01-05&{THEN}&g=AA0",
    f"/test-2020/provisions/?as_of=2020-01-05&{THEN}",
    f"/test-2020/timeline/?as_of=2020-01-05&{THEN}",
    f"/statements/said-1/?{THEN}",
    f"/sources/test-2020-source/?{THEN}",
    f"/actors/AA0/?as_of=2020-01-05&{THEN}",
    f"/actors/AA0.csv?as_of=2020-01-05&{THEN}",
    f"/statements.csv?from=2020-01-01&to=2020-01-05&{THEN}",
    f"/?as_of=2020-01-05&{THEN}",
]


@pytest.fixture
def proposal() -> Proposal:
    made = make_proposal()
    publish(made, "aa0-1", log(made, "said-1", at=RECORDED), at=RECORDED)
    return made


def content(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


def amend(proposal: Proposal) -> None:
    with publication(proposal, RECORDED + timedelta(days=30)) as at:
        for model, key, values, ref in (
            (Proposal, {"slug": "test-2020"}, {"title": "Renamed", "summary": "Otherwise."}, "test-2020"),
            (Actor, {"code": "AA0"}, {"name": "Newland"}, "AA0"),
            (Guarantor, {"actor__code": "AA0", "proposal": proposal}, {"role": "signatory"}, "test-2020/AA0"),
            (Provision, {"slug": "clause", "proposal": proposal}, {"title": "New clause"}, "test-2020/clause"),
            (Source, {"ref": "test-2020-source"}, {"title": "New title", "status": "withdrawn"}, "test-2020-source"),
        ):
            rows.put(model, key=key, values=values, ref=ref, reason="A test.", by="Ada", at=at)


@pytest.mark.parametrize("address", PAGES)
def test_a_view_of_the_past_keeps_the_words_of_then(client: Client, proposal: Proposal, address: str) -> None:
    before = content(client, address)

    amend(proposal)

    assert content(client, address) == before
    assert b"Newland" not in before


def test_the_present_shows_what_was_amended(client: Client, proposal: Proposal) -> None:
    amend(proposal)

    text = client.get("/test-2020/AA0/").content.decode()
    assert [word for word in ("Newland", "Renamed", "New clause", "Signatory") if word not in text] == []


def test_the_first_of_several_amendments_counts(client: Client, proposal: Proposal) -> None:
    before = client.get(PAGES[0]).content
    for day, name in enumerate(("Second", "Third"), start=30):
        with publication(proposal, RECORDED + timedelta(days=day)) as at:
            rows.put(Actor, key={"code": "AA0"}, values={"name": name}, ref="AA0", reason="A test.", by="Ada", at=at)

    assert client.get(PAGES[0]).content == before
