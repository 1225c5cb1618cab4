"""No string of a reader's page is unmarked: in a made-up language that puts ⟦⟧ around each message, nothing but the
record's own texts, days and names of formats stays outside."""

import pytest
from django.test import Client

from tests.pages.site import PAGES
from tests.pages.unmarked import made_up, unmarked

pytestmark = pytest.mark.django_db

ADDRESSES = [page for page in PAGES if not page.startswith("/api/") and "known_at" not in page]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_string_of_a_page_is_marked(client: Client, address: str) -> None:
    with made_up():
        page = client.get(address).content.decode()

    assert unmarked(page) == []


def test_what_is_not_marked_is_found() -> None:
    page = (
        '<p title="Nobody marked this">⟦On ⟧Germany, 30 Mar 2022<i>and neither this</i></p><p class="cited">Cited</p>'
    )

    assert unmarked(page) == ["Nobody marked this", "and neither this"]
