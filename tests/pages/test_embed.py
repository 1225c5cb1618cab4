"""Embedded views: framable by anyone, unlike all else; no script, no navigation, and a link back with both clocks."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from guarantors.actions import gists
from tests.pages.site import PAGES, answer
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db
FILES = [
    "/feed.atom",
    "/istanbul-2022/feed.json",
    "/istanbul-2022/cite.bib",
    "/istanbul-2022/chart.png",
    "/istanbul-2022/DEU/chart.svg",
    "/oembed?url=http://testserver/istanbul-2022/",
    "/sitemap.xml",
    "/robots.txt",
    "/api/v1/",
    "/embed/nope/",
    "/embed/istanbul-2022/?level=open",
    "/nope/",
    "/admin/login/",
]
EMBEDS = [page for page in PAGES if page.startswith("/embed/")]


@pytest.mark.parametrize("address", [*PAGES, *FILES])
def test_embedded_views_alone_may_be_framed(address: str) -> None:
    headers = answer(address).headers

    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    if address in EMBEDS:
        assert (policy.pop("frame-ancestors"), headers.get("X-Frame-Options")) == ("*", None)
    else:
        assert (policy.pop("frame-ancestors"), headers["X-Frame-Options"]) == ("'none'", "DENY")
    assert (policy["default-src"], policy["script-src"], policy["base-uri"]) == ("'none'", "'self'", "'none'")


@pytest.mark.parametrize("address", EMBEDS)
def test_it_holds_no_script_and_every_link_leaves_the_frame_for_fixed_clocks(address: str) -> None:
    text = answer(address).text
    links = re.findall(r"<a [^>]+>", text)

    assert "<script" not in text
    assert "<nav" not in text
    assert links
    for link in links:
        assert 'target="_blank"' in link
        assert "as_of=" in link
        assert "known_at=" in link


def test_the_table_says_what_the_page_says(client: Client) -> None:
    query = "?as_of=2022-03-30"
    embedded = client.get(f"/embed/istanbul-2022/{query}").content.decode()
    page = client.get(f"/istanbul-2022/{query}&role=proposed_guarantor").content.decode()

    chips = r'id="row-(\w+)".*?<span class="chip s-(\w+)">'
    assert re.findall(chips, embedded, re.DOTALL) == re.findall(chips, page, re.DOTALL)
    assert "Of the ten asked, none has committed to the whole proposal." in embedded


def test_the_chart_is_the_page_s(client: Client) -> None:
    query = "?as_of=2022-04-30"
    lines = r'<line class="seg[^>]+>'

    embedded = client.get(f"/embed/istanbul-2022/DEU/{query}").content.decode().partition("figcaption")[0]
    page = client.get(f"/istanbul-2022/DEU/{query}").content.decode().partition("figcaption")[0]
    assert re.findall(lines, embedded) == re.findall(lines, page) != []


def test_nothing_on_record_is_said(client: Client) -> None:
    text = " ".join(client.get("/embed/istanbul-2022/CAN/?as_of=2022-03-30").content.decode().split())

    assert "No statement</span> on record as of 30 March 2022" in text


def test_the_cite_box_offers_it_as_text_to_copy(client: Client) -> None:
    text = client.get("/istanbul-2022/DEU/?as_of=2022-03-30").content.decode()

    shown = re.search(r'<pre[^>]*id="embed-code">(.*?)</pre>', text, re.DOTALL)
    assert shown
    assert shown[1].startswith(
        "&lt;iframe src=&quot;http://testserver/embed/istanbul-2022/DEU/?as_of=2022-03-30&quot; title=&quot;Germany on"
    )
    assert "<iframe" not in text


@pytest.mark.parametrize("count", [4, 40])
def test_the_number_of_queries_does_not_grow(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    proposal = make_proposal(guarantors=count)
    for number in range(count):
        code = f"AA{number}"
        publish(proposal, f"aa{number}-1", log(proposal, f"said-{number}", code), code=code)
    gists.refresh(proposal.pk)  # as the end of the transaction would have it

    for address, queries in {"/embed/test-2020/": 8, "/embed/test-2020/AA0/": 9}.items():
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
