"""What was read, and what is on record of a guarantor; what is not known stays unknown."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from guarantors.actions import statements
from guarantors.models import Actor, Proposal, Source, gist_counts
from guarantors.queries import coverage
from tests.pages.reading import text_of
from tests.world import LONG_AGO, log, make_proposal, publish

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def actor(code: str) -> int:
    return Actor.objects.get(code=code).pk


def test_the_sources_of_a_proposal_are_counted_with_their_dates() -> None:
    proposal = Proposal.objects.get(slug="istanbul-2022")
    read = coverage.sources_read(proposal.pk, known_at=datetime.now(UTC))

    assert (read.count, read.undated, read.checked_at) == (46, 17, None)
    assert (read.first, read.last) == (date(2022, 3, 17), date(2025, 8, 22))


def test_nothing_read_has_no_dates() -> None:
    proposal = make_proposal()

    assert coverage.sources_read(proposal.pk, known_at=datetime.now(UTC)) == coverage.SourcesRead(
        0, None, None, 0, None
    )
    assert gist_counts.entries(proposal.pk, [actor("AA0")], known_at=datetime.now(UTC)) == {}


def test_entries_are_dated_by_our_books_as_known_then() -> None:
    proposal = make_proposal(guarantors=2)
    Source.objects.filter(ref="test-2020-source").update(retrieved_at=LONG_AGO + HOUR)
    statement = log(proposal, "said", at=LONG_AGO + HOUR)
    log(proposal, "other", "AA1", at=LONG_AGO + 2 * HOUR)
    spare = log(proposal, "spare", at=LONG_AGO + 2 * HOUR)
    publish(proposal, "aa0-1", statement, at=LONG_AGO + 3 * HOUR)
    statements.withdraw(statement=spare, reason="Never said.", by="Ben", at=LONG_AGO + 4 * HOUR)

    early, late = (
        gist_counts.entries(proposal.pk, [actor("AA0")], known_at=LONG_AGO + hours * HOUR)[actor("AA0")]
        for hours in (1, 5)
    )

    assert (early.first_recorded, early.last_recorded, early.last_changed) == (LONG_AGO + HOUR,) * 3
    assert (late.first_recorded, late.last_recorded) == (LONG_AGO + HOUR, LONG_AGO + 3 * HOUR)
    assert late.last_changed == LONG_AGO + 4 * HOUR
    assert (late.sources, late.first_published) == (1, date(2030, 1, 1))
    assert coverage.sources_read(proposal.pk, known_at=LONG_AGO + 5 * HOUR).checked_at == LONG_AGO + HOUR
    assert coverage.sources_read(proposal.pk, known_at=LONG_AGO).checked_at is None


def test_pages_say_what_was_searched_and_what_is_not_recorded(client: Client) -> None:
    table = text_of(client.get("/istanbul-2022/").content.decode())
    germany = text_of(client.get("/istanbul-2022/DEU/").content.decode())

    assert "Coverage: 46 sources, published from 17 Mar 2022 to 22 Aug 2025; 17 without a date on record." in table
    assert "Searched 46 sources of the proposal, published from 17 Mar 2022 to 22 Aug 2025" in germany
    assert "Sources last checked not recorded" in germany
