"""What pages say of themselves to programs: canonical address, link previews, feeds, schema.org data."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from tests.pages.site import PAGES, answer
from tests.world import log, make_proposal

pytestmark = pytest.mark.django_db
OURS = [page for page in PAGES if not page.startswith("/embed/")]


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def meta(text: str, name: str) -> str:
    (found,) = re.findall(rf'<meta (?:property|name)="{name}" content="([^"]*)">', text)
    return str(found)


def structured(client: Client, address: str) -> Any:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text_of(client, address), re.DOTALL)
    return json.loads(found)


@pytest.mark.parametrize("address", OURS)
def test_every_page_has_a_title_a_description_and_a_picture_for_link_previews(address: str) -> None:
    text = answer(address).text
    title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)

    assert title
    assert meta(text, "og:title") == title[1]
    assert meta(text, "og:description") == meta(text, "description") != ""
    assert meta(text, "og:image").startswith("http://testserver/")
    assert meta(text, "twitter:card") == "summary_large_image"


@pytest.mark.parametrize("address", OURS)
def test_the_canonical_address_is_absolute_and_leads_to_the_same_page(address: str) -> None:
    (found,) = re.findall(r'<link rel="canonical" href="http://testserver([^"]+)">', answer(address).text)
    canonical = found.replace("&amp;", "&")

    assert answer(canonical).status == 200
    assert "sort=" not in canonical
    assert canonical.partition("?")[0] == address.partition("?")[0]


@pytest.mark.parametrize(
    ("address", "feeds"),
    [
        ("/", ["/feed"]),
        ("/istanbul-2022/", ["/istanbul-2022/feed", "/feed"]),
        ("/istanbul-2022/DEU/", ["/istanbul-2022/DEU/feed", "/istanbul-2022/feed", "/feed"]),
    ],
)
def test_feed_readers_find_the_feeds(client: Client, address: str, feeds: list[str]) -> None:
    found = re.findall(r'type="(application/(?:atom|feed)\+\w+)" href="([^"]+)"', text_of(client, address))

    assert [href for _, href in found] == [f"{feed}.{form}" for feed in feeds for form in ("atom", "json")]
    for content_type, href in found:
        assert client.get(href).headers["Content-Type"].startswith(content_type)


def test_a_quoted_statement_is_a_quotation(client: Client) -> None:
    found = structured(client, "/statements/deu-2022-03-30-scholz/")

    assert found["@context"] == "https://schema.org"
    assert (found["@type"], found["text"]) == ("Quotation", "broadly willing")
    assert found["creator"]["@type"] == "Person"
    assert found["creator"]["name"] == "Olaf Scholz"
    assert found["dateCreated"] == "2022-03-30"
    assert found["isPartOf"]["publisher"]["name"] == "The Wall Street Journal"
    assert found["about"]["@id"] == "http://testserver/istanbul-2022/"


def test_words_that_are_not_quoted_are_not_called_a_quotation(client: Client) -> None:
    log(make_proposal(), "said")

    found = structured(client, "/statements/said/")
    assert (found["@type"], "text" in found, found["abstract"]) == ("CreativeWork", False, "Says so.")


def test_an_unnamed_voice_is_no_person(client: Client) -> None:
    creator = structured(client, "/statements/isr-2022-03-30-official/")["creator"]

    assert creator == {"@type": "Organization", "name": "Senior Israeli official"}


def test_a_proposal_is_a_dataset(client: Client) -> None:
    found = structured(client, "/istanbul-2022/?as_of=2022-03-30")

    assert (found["@type"], found["identifier"]) == ("Dataset", "istanbul-2022")
    assert found["dateModified"].endswith("Z")
    for item in found["distribution"]:
        response = client.get(item["contentUrl"].removeprefix("http://testserver"))
        assert response.headers["Content-Type"].startswith(item["encodingFormat"])


def test_no_text_ends_the_data_block_or_becomes_markup(client: Client) -> None:
    nasty = "</script><script>alert(1)</script><!-- & “שלום” \u2028"
    log(make_proposal(title=nasty), "said", summary=nasty, quote=nasty, quote_language="he")

    text = text_of(client, "/statements/said/")
    assert "<script>alert" not in text
    assert structured(client, "/statements/said/")["text"] == nasty
    assert structured(client, "/test-2020/")["keywords"][1] == nasty
    assert "&lt;/script&gt;" in meta(text, "og:description")
