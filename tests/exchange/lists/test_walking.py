"""A page is the same whichever way it is asked: with a query built once, with one built anew, or by the search."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from guarantors.exchange.lists import LISTS, Listing
from guarantors.exchange.tables import Scope
from guarantors.models import Amendment
from guarantors.queries.then import Then
from tests.world import LONG_AGO

pytestmark = pytest.mark.django_db
every = pytest.mark.parametrize("listing", LISTS.values(), ids=list(LISTS))
ASKED = {"proposal": "istanbul-2022", "level": "open", "kind": "article", "noun": "stance"}


@pytest.mark.parametrize("sort", ["newest", "oldest", "relevance"])
def test_statements_are_listed_as_the_search_finds_them(sort: str) -> None:
    """The list itself where it is asked for whole, the search where more is asked: page by page they say the same."""
    statements, now = LISTS["statements"], datetime.now(UTC)
    assert statements.find is not None
    begin, seen = None, 0

    while True:
        rows, last = statements.page(Scope(None, now), {"sort": sort}, begin, 7)
        ids, found_last = statements.find({"sort": sort}, Scope(None, now), begin, 7)
        assert (rows, last) == (statements.of_ids(ids, Scope(None, now)), found_last)
        seen += len(rows)
        if last is None:
            break
        begin = last
    assert seen > 7


@every
def test_a_page_is_the_same_where_nothing_is_taken_back_and_where_something_is(listing: Listing) -> None:
    """Only the first is asked with a query built once."""
    Amendment.objects.create(
        noun="actor", ref="-", field="name", was="-", became="", reason="-", recorded_at=datetime.now(UTC)
    )
    moment = datetime.now(UTC) - timedelta(seconds=1)
    asked = {name: value for name, value in ASKED.items() if name in listing.filters}
    for given in ({}, asked, {"recorded_since": LONG_AGO}) if listing.is_recorded else ({}, asked):
        for sort in listing.orders:
            begin = None
            for _ in range(3):
                page = partial(listing.page, asked=given | {"sort": sort}, begin=begin, size=5)
                plain, anew = page(Scope(None, moment)), page(Scope(None, moment, then=Then.of(moment)))
                assert plain == anew
                begin = plain[1]
