"""The sitemap names every page that a search engine should know, and says when it last changed."""

import pytest
from django.test import Client
from django.urls import get_resolver
from lxml import etree
from pytest_django import DjangoAssertNumQueries

from guarantors.citing.sitemap import SECTIONS
from guarantors.models import Guarantor, Source, Statement
from tests.pages.site import PAGES
from tests.world import log, make_proposal

pytestmark = pytest.mark.django_db
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
NOT_LISTED = {
    *("corrected", "record", "timegate", "timemap", "api_try"),
    *("healthz", "readyz", "embed_table", "embed_chart"),
    *("site_picture", "proposal_svg", "proposal_png", "guarantor_svg", "guarantor_png"),
}


def listed(client: Client, address: str) -> dict[str, str]:
    root = etree.fromstring(client.get(address).content)
    moments = root.xpath("//s:lastmod/text()", namespaces=NAMESPACE)
    places = root.xpath("//s:loc/text()", namespaces=NAMESPACE)
    assert len(moments) == len(places)
    return {str(place).removeprefix("http://testserver"): str(at) for place, at in zip(places, moments, strict=True)}


def whole(client: Client) -> dict[str, str]:
    return {page: at for part in listed(client, "/sitemap.xml") for page, at in listed(client, part).items()}


def test_every_page_is_listed_without_its_parameters(client: Client) -> None:
    found = whole(client)

    assert {
        page.partition("?")[0] for page in PAGES if not page.startswith("/embed/") and "/corrected/" not in page
    } <= set(found)
    assert len(found) >= Statement.objects.count() + Source.objects.count() + Guarantor.objects.count()
    assert {client.get(page).status_code for page in list(found)[::25]} == {200}


def test_every_route_of_a_page_is_listed_or_left_out_on_purpose() -> None:
    routes = {item.name for item in get_resolver("guarantors.pages.urls").url_patterns}
    named = {name for names, _ in SECTIONS.values() for name in names}

    assert routes - named == NOT_LISTED


def test_a_page_changes_when_its_record_does(client: Client) -> None:
    before = whole(client)
    proposal = make_proposal()
    log(proposal, "said")

    after = whole(client)
    assert {"/test-2020/", "/test-2020/AA0/", "/statements/said/", "/sources/test-2020-source/"} <= set(after)
    assert after["/statements/said/"] > before["/statements/deu-2022-03-30-scholz/"]
    assert after["/"] > before["/"]
    assert after["/istanbul-2022/"] == before["/istanbul-2022/"]


def test_a_part_holds_no_more_than_the_protocol_allows(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before = whole(client)
    monkeypatch.setattr("guarantors.citing.sitemap.MOST_IN_A_FILE", 20)

    assert "/sitemap-statements-2.xml" in listed(client, "/sitemap.xml")
    assert len(listed(client, "/sitemap-statements-2.xml")) == 20
    assert whole(client) == before


def test_robots_are_led_to_it_and_kept_from_the_desk(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()

    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert {"Disallow: /admin/", "Disallow: /accounts/", "Disallow: /desk/"} <= set(text.splitlines())


@pytest.mark.parametrize("address", ["/sitemap-nope.xml", "/sitemap-statements-99.xml", "/sitemap-statements-0.xml"])
def test_what_is_no_part_is_a_404(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_number_of_queries_is_fixed(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for address, count in {"/sitemap.xml": 7, "/sitemap-statements.xml": 1, "/sitemap-sources.xml": 2}.items():
        with django_assert_num_queries(count):
            client.get(address)
