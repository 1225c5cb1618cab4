"""What every page keeps: complete without scripts, the fragment the same text, no cookie, no stray header."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests.engines import IS_SECOND
from tests.pages.site import PAGES, answer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_whole_without_scripts(address: str) -> None:
    text = answer(address).text

    assert answer(address).status == 200
    assert text.count("<h1") == 1
    assert text.count('<main id="main"') == 1
    assert "<title>" in text
    assert "{{" not in text
    assert "{%" not in text


@pytest.mark.parametrize("address", PAGES)
def test_the_fragment_is_the_same_text_as_in_the_page(client: Client, address: str) -> None:
    page = _timeless(answer(address).text)

    fragment = _timeless(client.get(address, headers={"HX-Request": "true"}).content.decode())

    assert fragment.startswith('<div id="view"')
    assert fragment in page


@pytest.mark.parametrize("header", ["HX-History-Restore-Request", "HX-Boosted"])
def test_going_back_gets_the_whole_page(client: Client, header: str) -> None:
    response = client.get("/istanbul-2022/", headers={"HX-Request": "true", header: "true"})

    assert b"<!doctype html>" in response.content


@pytest.mark.parametrize("address", PAGES)
def test_a_page_sets_no_cookie_and_varies_on_the_fragment_alone(address: str) -> None:
    response = answer(address)

    assert not response.cookies
    assert set(response.headers["Vary"].replace(" ", "").split(",")) <= {"HX-Request", "Accept-Encoding"}


@pytest.mark.parametrize("address", PAGES)
def test_ids_are_unique_and_labels_lead_somewhere(address: str) -> None:
    text = answer(address).text
    ids = re.findall(r'\sid="([^"]+)"', text)

    assert sorted(ids) == sorted(set(ids))
    for target in re.findall(r'\s(?:for|aria-labelledby|data-for|data-copy)="([^"]+)"', text):
        assert set(target.split()) <= set(ids)
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)


@pytest.mark.parametrize("address", PAGES)
def test_every_link_leads_to_a_page(address: str) -> None:
    links = set(re.findall(r'href="(/[^"#]*)', answer(address).text))
    # The desk is behind its door (`tests/pages/desk`).
    inner = {link.replace("&amp;", "&") for link in links if not link.startswith(("/static/", "/desk/"))}

    followed = sorted(inner)[:60]
    if IS_SECOND:  # one of each kind
        followed = list({(resolve(link.partition("?")[0]).url_name, "?" in link): link for link in followed}.values())

    assert {link: answer(link).status for link in followed if answer(link).status != 200} == {}


NO_PAGES = {"healthz", "readyz", "record", "timegate", "timemap"}
OF_A_LIBRARY = {"api_try"}
"""Drawn by Swagger UI, whose markup is not ours: `tests/pages/test_api_docs.py` and its twin in the browser."""
PICTURES = {"site_picture", "proposal_svg", "proposal_png", "guarantor_svg", "guarantor_png"}


def test_every_kind_of_page_is_in_the_list() -> None:
    named = {resolve(address.partition("?")[0]).url_name for address in PAGES}
    patterns = [item for item in get_resolver("guarantors.pages.urls").url_patterns if isinstance(item, URLPattern)]

    assert not any(isinstance(item, URLResolver) for item in get_resolver("guarantors.pages.urls").url_patterns)
    assert {item.name for item in patterns} - named == {*NO_PAGES, *PICTURES, *OF_A_LIBRARY}


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
