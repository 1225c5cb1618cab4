"""A statement that was merged: its address leads to the other, and what it showed before stays at its moment."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from guarantors.actions import corrections
from guarantors.models import Proposal
from guarantors.queries import merges
from tests.pages.reading import text_of
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal() -> Proposal:
    return make_proposal()


def merge(proposal: Proposal, twice: str, once: str) -> datetime:
    """Merge them, and answer a moment before."""
    moment = datetime.now(UTC)
    statements = proposal.statements.in_bulk([twice, once], field_name="ref")
    corrections.merge(duplicate=statements[twice], into=statements[once], reason="The same words.", by="ben")
    return moment


def at(moment: datetime) -> str:
    return f"?known_at={moment.replace(tzinfo=None).isoformat()}Z"


def test_its_address_leads_to_the_one_that_stands(client: Client, proposal: Proposal) -> None:
    log(proposal, "twice", summary="Said twice.")
    log(proposal, "once")
    before = merge(proposal, "twice", "once")

    now = client.get("/statements/twice/")
    assert (now.status_code, now["Location"]) == (301, "/statements/once/")
    assert now["Cache-Control"] == "public, no-cache"
    assert "Set-Cookie" not in now
    then = client.get(f"/statements/twice/{at(before)}")
    assert then.status_code == 200
    assert "Said twice." in text_of(then.content.decode())
    assert "Withdrawn" not in text_of(then.content.decode())
    after = datetime.now(UTC)
    assert client.get(f"/statements/twice/{at(after)}")["Location"] == f"/statements/once/{at(after)}"


def test_a_chain_of_merges_ends_at_the_last_as_of_each_moment(client: Client, proposal: Proposal) -> None:
    for ref in ("a", "b", "c"):
        log(proposal, ref)
    first = merge(proposal, "a", "b")
    between = merge(proposal, "b", "c")

    assert client.get("/statements/a/")["Location"] == "/statements/c/"
    assert merges.stands_for("a", known_at=first) is None
    assert merges.stands_for("a", known_at=between) == "b"
    assert merges.stands_for("c", known_at=datetime.now(UTC)) is None


def test_its_files_follow(client: Client, proposal: Proposal) -> None:
    log(proposal, "twice")
    log(proposal, "once")
    before = merge(proposal, "twice", "once")

    for form in ("bib", "ris", "csl.json"):
        assert client.get(f"/statements/twice.{form}")["Location"] == f"/statements/once.{form}"
        assert client.get(f"/statements/twice.{form}{at(before)}").status_code == 200


def test_nothing_offers_it_any_more(client: Client, proposal: Proposal) -> None:
    log(proposal, "twice", summary="Quixotic words.")
    log(proposal, "once")
    merge(proposal, "twice", "once")

    sitemap = client.get("/sitemap-statements.xml").content.decode()
    assert "/statements/twice/" not in sitemap
    assert "/statements/once/" in sitemap
    assert 'id="s-twice"' not in client.get("/statements/?q=quixotic").content.decode()
    assert "/statements/twice/" not in client.get("/test-2020/AA0/").content.decode()


def test_one_that_was_withdrawn_keeps_its_page(client: Client, proposal: Proposal) -> None:
    corrections.withdraw(statement=log(proposal, "gone"), reason="Never said.", by="ben")

    page = client.get("/statements/gone/")

    assert page.status_code == 200
    assert "Withdrawn: Never said." in text_of(page.content.decode())


@pytest.mark.parametrize("address", ["/statements/said/", "/sources/test-2020-source/", "/test-2020/AA0/"])
def test_the_way_to_the_desk_is_not_for_robots_and_sets_no_cookie(
    client: Client, proposal: Proposal, address: str
) -> None:
    publish(proposal, "aa0-1", log(proposal, "said"))
    page = client.get(address)

    links = [link for link in page.content.decode().split("<a ") if link.startswith('href="/desk/')]
    assert links
    assert all('rel="nofollow"' in link.partition(">")[0] for link in links)
    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")
    assert "Disallow: /desk/" in client.get("/robots.txt").content.decode()
