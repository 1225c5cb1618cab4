"""What a row points at is the same, read by itself as by a join."""

from datetime import UTC, datetime

import pytest

from guarantors.actions import corrections
from guarantors.domain.submission import NOBODY, PersonGiven
from guarantors.domain.voice import Directness, Identification
from guarantors.exchange.lists import LISTS, Listing
from guarantors.exchange.tables import Scope
from tests import world

pytestmark = pytest.mark.django_db


def followed_is_joined(listing: Listing) -> set[str]:
    """Asserts it of every row on record; gives the paths of what was found by its id, and was there to be found."""
    found = listing.table.query(Scope(None, datetime.now(UTC))).order_by("pk")
    joined = list(found.values_list("pk", *listing.table.paths))
    assert listing.read.followed(list(found.values_list("pk", *listing.read.paths))) == joined
    assert listing.read.followed([]) == []
    return {listing.table.paths[place - 1] for place, _, _ in listing.read.places if any(row[place] for row in joined)}


@pytest.mark.parametrize("listing", LISTS.values(), ids=list(LISTS))
def test_of_the_shipped_record(listing: Listing) -> None:
    followed_is_joined(listing)


def test_of_statements_that_were_relayed_and_merged_and_of_one_without_a_speaker() -> None:
    proposal = world.make_proposal()
    once, twice = world.log(proposal, "once"), world.log(proposal, "twice")
    world.log(proposal, "relayed", relayed_by=PersonGiven("A Messenger"), directness=Directness.RELAYED)
    world.log(proposal, "unsigned", speaker=NOBODY, identification=Identification.UNNAMED)
    corrections.merge(duplicate=twice, into=once, reason="Twice.", by="ben", seen=1)

    paths = followed_is_joined(LISTS["statements"])

    assert paths == {"speaker__name", "relayed_by__name", "merged_into__ref"}
