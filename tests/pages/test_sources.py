"""The list of sources."""

import pytest
from django.test import Client

from guarantors.models import Source
from guarantors.pages import sources
from tests.pages.reading import row, text_of
from tests.world import log, make_proposal

UNDATED = 34
pytestmark = pytest.mark.django_db


def page(client: Client, query: str = "") -> str:
    return client.get("/sources/" + query).content.decode()


def test_a_source_says_what_it_is_and_how_much_rests_on_it(client: Client) -> None:
    found = row(page(client), "source-wsj-2022-03-30")

    assert "The Wall Street Journal" in found
    assert "30 Mar 2022 Article, English" in found
    assert found.endswith("19")
    assert 'href="/statements/?source=wsj-2022-03-30"' in page(client)


def test_a_withdrawn_source_stands_in_the_list_and_is_marked(client: Client) -> None:
    proposal = make_proposal()
    log(proposal, "said")
    Source.objects.filter(ref="test-2020-source").update(status="withdrawn", verified=False)

    found = row(page(client, "?proposal=test-2020"), "source-test-2020-source")

    assert "Withdrawn by its publisher not confirmed by a stored page 1" in found


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", "94 sources"),
        ("?proposal=budapest-1994", "2 sources"),
        ("?q=wall+street", "1 source"),
        ("?q=WÁLL", "1 source"),
        ("?q=malsin", "1 source"),
        ("?kind=treaty&proposal=istanbul-2022", "0 sources"),
        ("?known_at=2020-01-01", "0 sources"),
    ],
)
def test_filters_narrow_the_list(client: Client, query: str, count: str) -> None:
    assert f'<span id="count">{count}</span>' in page(client, query)


@pytest.mark.parametrize("sort", ["newest", "oldest", "publisher", "title", "statements"])
def test_the_order_is_as_asked_and_pages_lead_through_all(
    client: Client, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = page(client, f"?sort={sort}")
    monkeypatch.setattr(sources, "PAGE", 40)
    refs = [part.split('"')[0] for part in whole.split('<tr role="row" id="source-')[1:]]

    second = page(client, f"?sort={sort}&after={refs[39]}")

    assert [part.split('"')[0] for part in second.split('<tr role="row" id="source-')[1:]] == refs[40:80]
    assert f"after={refs[79]}" in second
    assert 'rel="prev"' in second
    assert 'rel="prev"' not in page(client, f"?sort={sort}")


def test_sources_without_a_date_come_last_in_either_direction(client: Client) -> None:
    for sort in ("newest", "oldest"):
        assert text_of(page(client, f"?sort={sort}")).count("no date on record") == UNDATED
        assert "no date on record" in page(client, f"?sort={sort}").rsplit("<tr ", 1)[1]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?kind=rumour", "the allowed ones are: article, official, treaty, interview, post"),
        ("?proposal=nope", "there is no proposal “nope”"),
        ("?after=nope", "“nope” is not in this list"),
        ("?sort=luck", "the allowed ones are: newest, oldest, publisher, title, statements"),
    ],
)
def test_a_refused_address_says_what_is_wrong(client: Client, query: str, said: str) -> None:
    response = client.get("/sources/" + query)

    assert response.status_code == 400
    assert said in response.content.decode()
