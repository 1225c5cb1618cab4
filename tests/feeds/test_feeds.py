"""Feeds, read by feedparser and held against the schemas."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from django.test import Client
from lxml import etree
from pytest_django import DjangoAssertNumQueries

from guarantors.actions import rows, stances, statements
from guarantors.domain.stance import Level
from guarantors.domain.voice import SourceStatus
from guarantors.feeds.views import MOST_ENTRIES
from guarantors.models import Source
from tests.world import LONG_AGO, log, make_proposal, publish, stance_content, statement_content

pytestmark = pytest.mark.django_db
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = [
    "/feed",
    "/istanbul-2022/feed",
    "/g7-vilnius-2023/feed",
    "/istanbul-2022/DEU/feed",
    "/istanbul-2022/CAN/feed",
    "/budapest-1994/feed",
]


def atom(client: Client, address: str) -> Any:
    return feedparser.parse(client.get(address).content)


def items(client: Client, address: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(address).json()["items"]
    return found


@pytest.mark.parametrize("address", FEEDS)
def test_the_schema_of_atom_accepts_it_and_what_the_rfc_adds_in_words(client: Client, address: str) -> None:
    root = etree.fromstring(client.get(f"{address}.atom").content)

    assert SCHEMA.validate(root), SCHEMA.error_log
    # Appendix B's Schematron: an author for every entry, and an alternate link where there is no content.
    assert root.find(f"{ATOM}author") is not None
    for entry in root.iter(f"{ATOM}entry"):
        assert entry.find(f"{ATOM}content") is not None or entry.find(f"{ATOM}link[@rel='alternate']") is not None
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))


def test_the_schema_refuses_what_is_no_feed() -> None:
    for broken in ("<title>x</title><id>y</id>", "<title>x</title><updated>then</updated><id>y</id>"):
        assert not SCHEMA.validate(etree.fromstring(f'<feed xmlns="http://www.w3.org/2005/Atom">{broken}</feed>'))


@pytest.mark.parametrize("address", FEEDS)
def test_feedparser_reads_what_the_json_feed_says(client: Client, address: str) -> None:
    read = atom(client, f"{address}.atom")
    found = items(client, f"{address}.json")

    assert not read.bozo
    assert [entry.id for entry in read.entries] == [item["id"] for item in found]
    assert [entry.title for entry in read.entries] == [item["title"] for item in found]
    assert [entry.link for entry in read.entries] == [item["url"] for item in found]
    assert len(found) <= MOST_ENTRIES
    assert (found == []) is (address == "/istanbul-2022/CAN/feed")


@pytest.mark.parametrize("address", FEEDS)
def test_the_json_feed_keeps_the_rules_of_its_version(client: Client, address: str) -> None:
    feed = client.get(f"{address}.json").json()

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"http://testserver{address}.json"
    assert feed["home_page_url"].startswith("http://testserver/")
    assert feed["title"]
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["content_html"]
        assert datetime.fromisoformat(item["date_published"]).tzinfo


def test_every_entry_leads_to_what_it_says(client: Client) -> None:
    for item in items(client, "/istanbul-2022/DEU/feed.json"):
        page, _, anchor = item["url"].removeprefix("http://testserver").partition("#")
        text = client.get(page).content.decode()
        assert "known_at=" in page
        assert not anchor or f'id="{anchor}"' in text


def test_newest_first_with_each_move_correction_and_withdrawal_as_its_own_entry(client: Client) -> None:
    proposal = make_proposal()
    hours = [LONG_AGO + timedelta(hours=hour) for hour in range(8)]
    said = log(proposal, "said", at=hours[0], quote="نحن مستعدون <b>", quote_language="ar")
    record = publish(proposal, "one", said, at=hours[1])
    publish(proposal, "two", said, at=hours[2], effective_on="2020-01-03", level=Level.SUPPORTIVE)
    content = stance_content(said, level=Level.SCEPTICAL)
    stances.correct(record=record, content=content, reason="Read too kindly.", by="Ben", at=hours[3])
    other = publish(proposal, "three", said, at=hours[4], effective_on="2020-01-04", level=Level.SUPPORTIVE)
    stances.withdraw(record=other, reason="Said of another treaty.", by="Ben", at=hours[5])
    statements.correct(
        statement=said, content=statement_content(proposal, summary="Says it."), reason="A slip.", by="Ben", at=hours[6]
    )

    found = items(client, "/test-2020/feed.json")

    assert [item["title"].partition(" · ")[0] for item in found] == [
        "Corrected by us: statement of A. Minister for Land 0, 2 Jan 2020",
        "Withdrawn by us: Land 0, supportive from 4 Jan 2020",
        "Land 0: supportive, reaffirmed 4 Jan 2020",
        "Corrected by us: Land 0, sceptical, not open, from 2 Jan 2020",
        "Land 0: from open to supportive, 3 Jan 2020",
        "Land 0: first stance on record, open, from 2 Jan 2020",
        "Statement: A. Minister for Land 0, 2 Jan 2020",
    ]
    assert "Read too kindly." in found[3]["content_html"]
    assert "Said of another treaty." in found[1]["content_html"]
    assert "“نحن مستعدون &lt;b&gt;”" in found[5]["content_html"]
    assert found[0]["id"] == "tag:testserver,2026:statement/said/v2"
    assert [item["date_published"] for item in found] == sorted((i["date_published"] for i in found), reverse=True)


def test_an_id_never_changes_and_the_past_stays_as_it_was(client: Client) -> None:
    proposal = make_proposal()
    said = log(proposal, "said", at=LONG_AGO)
    before = items(client, "/test-2020/feed.json")
    statements.withdraw(statement=said, reason="Not his words.", by="Ben")

    after = items(client, "/test-2020/feed.json")
    assert after[1:] == before
    assert after[0]["id"] == f"{before[0]['id']}/withdrawn"
    assert items(client, "/test-2020/feed.json?known_at=2020-01-02") == before
    assert [item["id"] for item in items(client, "/test-2020/feed.json?since=2020-01-02")] == [after[0]["id"]]


def test_a_source_that_its_publisher_withdrew_is_news_to_those_who_rest_on_it(client: Client) -> None:
    log(make_proposal(), "said")
    source = Source.objects.get(ref="test-2020-source")
    values = {"status": SourceStatus.WITHDRAWN}
    rows.put(
        Source, key={"ref": source.ref}, values=values, ref=source.ref, reason="A note.", by="Ben", at=datetime.now(UTC)
    )

    for address in ("/feed.json", "/test-2020/feed.json", "/test-2020/AA0/feed.json"):
        item = items(client, address)[0]
        assert item["title"] == "Source withdrawn by its publisher: “An article”, A paper"
        assert "A note." in item["content_html"]
    assert "Source withdrawn" not in str(items(client, "/istanbul-2022/feed.json"))
    assert SCHEMA.validate(etree.fromstring(client.get("/feed.atom").content))
    assert client.get(item["url"].removeprefix("http://testserver")).status_code == 200


def test_a_feed_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    first = client.get("/istanbul-2022/feed.atom")

    tagged = client.get("/istanbul-2022/feed.atom", headers={"If-None-Match": first.headers["ETag"]})
    dated = client.get("/istanbul-2022/feed.json", headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert (tagged.status_code, tagged.content, dated.status_code) == (304, b"", 304)

    make = make_proposal("other-2020")
    log(make, "said")
    assert client.get("/feed.atom", headers={"If-None-Match": client.get("/feed.json").headers["ETag"]}).content
    assert client.get("/istanbul-2022/feed.atom").headers["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/nope/feed.atom", 404, "There is no proposal “nope”."),
        ("/istanbul-2022/XYZ/feed.json", 404, "XYZ has no part in"),
        ("/feed.atom?as_of=2022-03-30", 400, "the allowed ones are: known_at, since."),
        ("/feed.json?since=2999-01-01", 400, "is in the future"),
    ],
)
def test_what_is_no_feed_is_refused_in_words(client: Client, address: str, status: int, said: str) -> None:
    response = client.get(address)

    assert (response.status_code, said in response.content.decode()) == (status, True)


@pytest.mark.parametrize("count", [3, 30])
def test_the_number_of_queries_does_not_grow(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    proposal = make_proposal(guarantors=count)
    for number in range(count):
        code = f"AA{number}"
        publish(proposal, f"aa{number}-1", log(proposal, f"said-{number}", code), code=code)

    for address, queries in {"/feed.atom": 9, "/test-2020/feed.json": 11, "/test-2020/AA0/feed.atom": 12}.items():
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200


def test_a_feed_is_capped(client: Client) -> None:
    found = json.loads(client.get("/feed.json").content)["items"]

    assert len(found) == MOST_ENTRIES
