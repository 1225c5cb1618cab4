"""What every page keeps: complete without scripts, the fragment the same text, no cookie, no stray header."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.pages.site import PAGES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_whole_without_scripts(client: Client, address: str) -> None:
    response = client.get(address)
    text = response.content.decode()

    assert response.status_code == 200
    assert text.count("<h1") == 1
    assert text.count('<main id="main"') == 1
    assert "<title>" in text
    assert "{{" not in text
    assert "{%" not in text


@pytest.mark.parametrize("address", PAGES)
def test_the_fragment_is_the_same_text_as_in_the_page(client: Client, address: str) -> None:
    page = _timeless(client.get(address).content.decode())

    fragment = _timeless(client.get(address, headers={"HX-Request": "true"}).content.decode())

    assert fragment.startswith('<div id="view"')
    assert fragment in page


@pytest.mark.parametrize("header", ["HX-History-Restore-Request", "HX-Boosted"])
def test_going_back_gets_the_whole_page(client: Client, header: str) -> None:
    response = client.get("/istanbul-2022/", headers={"HX-Request": "true", header: "true"})

    assert b"<!doctype html>" in response.content


@pytest.mark.parametrize("address", PAGES)
def test_a_page_sets_no_cookie_and_varies_on_the_fragment_alone(client: Client, address: str) -> None:
    response = client.get(address)

    assert not response.cookies
    assert set(response.headers["Vary"].replace(" ", "").split(",")) <= {"HX-Request", "Accept-Encoding"}


@pytest.mark.parametrize("address", PAGES)
def test_ids_are_unique_and_labels_lead_somewhere(client: Client, address: str) -> None:
    text = client.get(address).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', text)

    assert sorted(ids) == sorted(set(ids))
    for target in re.findall(r'\s(?:for|aria-labelledby|data-for|data-copy)="([^"]+)"', text):
        assert set(target.split()) <= set(ids)
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)


STATUSES: dict[str, int] = {}
"""What each link on some page answers; many stand on many pages, and nothing changes between these tests."""


@pytest.mark.parametrize("address", PAGES)
def test_every_link_leads_to_a_page(client: Client, address: str) -> None:
    links = set(re.findall(r'href="(/[^"#]*)', client.get(address).content.decode()))
    # The desk is behind its door (`tests/pages/desk`).
    inner = {link.replace("&amp;", "&") for link in links if not link.startswith(("/static/", "/desk/"))}

    followed = sorted(inner)[:60]
    for link in followed:
        if link in STATUSES:
            continue
        answer = client.get(link)
        STATUSES[link] = answer.status_code
        if answer.streaming:  # a file holds its spool until it is read
            b"".join(answer.streaming_content)  # type: ignore[attr-defined]

    assert {link: STATUSES[link] for link in followed if STATUSES[link] != 200} == {}


NO_PAGES = {"healthz", "readyz", "timegate", "timemap"}
PICTURES = {"site_picture", "proposal_svg", "proposal_png", "guarantor_svg", "guarantor_png"}


def test_every_kind_of_page_is_in_the_list(client: Client) -> None:
    named = {client.get(address).resolver_match.url_name for address in PAGES}
    patterns = [item for item in get_resolver("guarantors.pages.urls").url_patterns if isinstance(item, URLPattern)]

    assert not any(isinstance(item, URLResolver) for item in get_resolver("guarantors.pages.urls").url_patterns)
    assert {item.name for item in patterns} - named == {*NO_PAGES, *PICTURES}


def test_htmx_puts_the_canonical_address_in_the_bar(client: Client) -> None:
    address = "/istanbul-2022/?as_of=2022-03-30&known_at=&level=open&role=&q=&provision="

    pushed = client.get(address, headers={"HX-Request": "true"}).headers
    typed = client.get(address, headers={"HX-Request": "true", "HX-Trigger-Name": "q"}).headers

    assert pushed["HX-Push-Url"] == "/istanbul-2022/?as_of=2022-03-30&level=open"
    assert typed["HX-Replace-Url"] == "/istanbul-2022/?as_of=2022-03-30&level=open"


def test_a_form_without_scripts_is_led_to_the_canonical_address(client: Client) -> None:
    response = client.get("/istanbul-2022/?as_of=2022-03-30&known_at=&level=&q=")

    assert (response.status_code, response.headers["Location"]) == (302, "/istanbul-2022/?as_of=2022-03-30")


def _timeless(text: str) -> str:
    """Without the moment of the request, which a citation holds."""
    return re.sub(r"20\d\d-\d\d-\d\dT[\d:.]+Z", "MOMENT", text)
