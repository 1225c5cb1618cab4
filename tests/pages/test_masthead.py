"""The tabs of a proposal."""

import re

import pytest
from django.test import Client

from tests.pages.reading import page

pytestmark = pytest.mark.django_db
WORDS = ["", "timeline/", "provisions/", "changes/", "compare/", "events/"]
CLOCKS = "as_of=2022-03-30&known_at=2022-04-02T00:00:00Z"


def tabs(client: Client, address: str) -> list[tuple[str, str]]:
    """Address and aria-current of each tab."""
    found = re.search(r'<nav class="tabs".*?</nav>', page(client, address), re.DOTALL)
    assert found
    links = re.findall(r'<a href="([^"]+)"(?: aria-current="(\w+)")?>', found[0])
    return [(href.replace("&amp;", "&"), current) for href, current in links]


@pytest.mark.parametrize("word", WORDS)
def test_every_view_has_the_tabs_and_marks_its_own(client: Client, word: str) -> None:
    found = tabs(client, f"/istanbul-2022/{word}")

    assert [href for href, _ in found] == [f"/istanbul-2022/{other}" for other in WORDS]
    assert [href for href, current in found if current == "page"] == [f"/istanbul-2022/{word}"]


def test_the_guarantor_page_stands_beneath_the_guarantors(client: Client) -> None:
    assert [pair for pair in tabs(client, "/istanbul-2022/DEU/") if pair[1]] == [("/istanbul-2022/", "true")]


@pytest.mark.parametrize("word", ["", "timeline/", "provisions/", "compare/", "events/", "DEU/"])
def test_a_tab_keeps_both_clocks(client: Client, word: str) -> None:
    hrefs = [href for href, _ in tabs(client, f"/istanbul-2022/{word}?{CLOCKS}")]

    assert hrefs == [
        f"/istanbul-2022/{other}?{CLOCKS}"
        if other != "changes/"
        else "/istanbul-2022/changes/?known_at=2022-04-02T00:00:00Z&to=2022-03-30"
        for other in WORDS
    ]


def test_the_last_day_of_the_changes_is_the_day_shown_elsewhere(client: Client) -> None:
    hrefs = [href for href, _ in tabs(client, "/istanbul-2022/changes/?to=2022-03-30&from=2022-03-29")]

    assert hrefs[:2] == ["/istanbul-2022/?as_of=2022-03-30", "/istanbul-2022/timeline/?as_of=2022-03-30"]


def test_a_swap_brings_the_tabs_of_the_new_day(client: Client) -> None:
    fragment = client.get("/istanbul-2022/?as_of=2022-03-30", headers={"HX-Request": "true"}).content.decode()

    assert "/istanbul-2022/timeline/?as_of=2022-03-30" in fragment
