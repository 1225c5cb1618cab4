"""The page of a guarantor with a longer record than is shown at once: nothing is out of reach, and all is counted."""

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client

from guarantors.domain.stance import Level
from guarantors.queries import drawn_line
from tests.pages.reading import anchors, page, section, text_of
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db

HREF = re.compile(r'href="([^"]+)"')


@pytest.fixture(autouse=True)
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight records of AA0, each on a statement of its own, where the page lists three, draws four and marks five."""
    for name, most in (("LISTED", 3), ("POINTS", 4), ("MARKS", 5)):
        monkeypatch.setattr(drawn_line, name, most)
    proposal = make_proposal()
    for number in range(8):
        day = (date(2020, 1, 2) + timedelta(days=number)).isoformat()
        said = log(proposal, f"said-{number}", said_on=day)
        level = (Level.OPEN, Level.SUPPORTIVE)[number % 2]
        publish(proposal, f"held-{number}", said, effective_on=day, level=level)


def records(html: str) -> list[str]:
    return re.findall(r'<tr role="row" id="r-([^"]+)"', html)


def link(html: str, ident: str) -> str:
    found = re.search(rf'<a class="btn" id="{ident}" href="([^"]+)"', html)
    return found[1].replace("&amp;", "&") if found else ""


def test_records_are_listed_by_pages_and_keep_the_clocks(client: Client) -> None:
    address, seen = "/test-2020/AA0/?as_of=2020-01-08", []
    while address:
        html = page(client, address)
        shown = records(html)
        seen += shown
        assert f"{len(shown)} of 7, newest first." in text_of(section(html, "h-records"))
        address = link(html, "earlier-records")
        assert not address or address.startswith("/test-2020/AA0/?as_of=2020-01-08&after=")
        assert bool(link(html, "newest-records")) == (seen != shown)
    assert seen == [f"held-{number}" for number in range(6, -1, -1)]


def test_the_last_statements_are_listed_and_the_earlier_ones_lead_on(client: Client) -> None:
    html = page(client, "/test-2020/AA0/?as_of=2020-01-08")
    said = section(html, "h-statements")

    assert anchors(said) == ["said-4", "said-5", "said-6"]
    assert "The last 3 of 7, oldest first" in text_of(said)
    [earlier] = [href.replace("&amp;", "&") for href in HREF.findall(said) if "after=" in href]
    assert anchors(page(client, earlier)) == ["said-3", "said-2", "said-1", "said-0"]


def test_the_chart_says_what_it_leaves_out_and_its_marks_lead_somewhere(client: Client) -> None:
    html = page(client, "/test-2020/AA0/?as_of=2020-01-09")
    chart = section(html, "h-chart")

    assert "The last 4 of 8 records are drawn, from 6 Jan 2020 on. 4 earlier statements not drawn." in text_of(chart)
    marks = [href.replace("&amp;", "&") for href in re.findall(r'<a class="mk" href="([^"]+)"', chart)]
    assert marks
    for href in marks:
        parts = urlsplit(href)
        target = page(client, f"{parts.path}?{parts.query}") if parts.path else html
        assert not parts.fragment or f'id="{parts.fragment}"' in target
    assert page(client, "/embed/test-2020/AA0/?as_of=2020-01-09").count('class="mk"') == len(marks)


@pytest.mark.parametrize("number", range(8))
def test_the_address_of_a_record_leads_to_it(client: Client, number: int) -> None:
    answer = client.get(f"/test-2020/AA0/held-{number}/?as_of=2020-01-09")
    parts = urlsplit(answer["Location"])

    assert answer.status_code == 302
    assert parts.fragment == f"r-held-{number}"
    assert f"held-{number}" in records(page(client, f"{parts.path}?{parts.query}"))


def test_a_record_that_does_not_count_has_no_place_and_an_unknown_one_no_address(client: Client) -> None:
    early = client.get("/test-2020/AA0/held-7/?as_of=2020-01-05")
    assert early["Location"] == "/test-2020/AA0/?as_of=2020-01-05#h-records"
    assert client.get("/test-2020/AA0/held-9/").status_code == 404


def test_a_page_begins_after_a_record_of_the_list(client: Client) -> None:
    answer = client.get("/test-2020/AA0/?as_of=2020-01-05&after=held-7")
    assert answer.status_code == 400
    assert "“held-7” is no stance record of Land 0 here" in answer.content.decode()


def test_a_mark_of_several_statements_says_how_many_and_of_which_days(client: Client) -> None:
    text = page(client, "/istanbul-2022/DEU/?as_of=2026-01-01")

    assert "<title>3 statements, 30 Mar 2022 to 30 Apr 2022</title>" in text
