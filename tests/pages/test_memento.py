"""RFC 7089 on the record-time axis: original, gate, map and mementos lead to each other."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from guarantors.pages.headers import http_date
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db
PAGE = "/test-2020/?as_of=2020-01-05"
FIRST = datetime(2020, 2, 1, 12, 0, 0, 250_000, tzinfo=UTC)
SECOND = FIRST + timedelta(days=30)


@pytest.fixture(autouse=True)
def two_states() -> None:
    proposal = make_proposal()
    first = log(proposal, "said-1", at=FIRST)
    publish(proposal, "aa0-1", first, at=SECOND)


def ask(client: Client, moment: datetime) -> str:
    answer = client.get(f"/timegate{PAGE}", headers={"accept-datetime": http_date(moment)})
    assert answer.status_code == 302
    assert answer.headers["Vary"] == "Accept-Datetime"
    return answer.headers["Location"]


@pytest.mark.parametrize("page", [PAGE, f"/uk{PAGE}"])
def test_a_page_names_its_gate_and_its_map_and_they_lead_back_to_it(client: Client, page: str) -> None:
    link = client.get(page).headers["Link"]

    assert f'<http://testserver{page}>; rel="original"' in link
    assert f'<http://testserver/timegate{page}>; rel="timegate"' in link
    assert f'<http://testserver/timemap{page}>; rel="timemap"' in link
    assert client.get(f"/timegate{page}").headers["Location"].startswith(f"{page}&known_at=")
    assert f"<http://testserver{page}&known_at=" in client.get(f"/timemap{page}").content.decode()


@pytest.mark.parametrize("page", ["/en/test-2020/", "/uk/test-2020/feed.atom", "/xx/test-2020/"])
def test_there_is_no_gate_to_a_page_that_is_not_there_in_the_language(client: Client, page: str) -> None:
    assert client.get(f"/timegate{page}").status_code == 404


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (FIRST - timedelta(days=999), FIRST),  # before the first state: the first
        (FIRST, FIRST),  # its own date, written to the second, finds it again
        (SECOND - timedelta(seconds=2), FIRST),
        (SECOND, SECOND),
        (SECOND + timedelta(days=999), SECOND),
    ],
)
def test_the_gate_leads_to_the_state_of_the_moment(client: Client, wanted: datetime, found: datetime) -> None:
    location = ask(client, wanted)

    assert location == f"{PAGE}&known_at={found.replace(tzinfo=None).isoformat()}Z"
    memento = client.get(location)
    assert memento.headers["Memento-Datetime"] == http_date(found)
    assert f'<http://testserver{PAGE}>; rel="original"' in memento.headers["Link"]


def test_the_map_lists_every_state(client: Client) -> None:
    answer = client.get(f"/timemap{PAGE}")
    text = answer.content.decode()

    assert answer.headers["Content-Type"] == "application/link-format"
    assert re.findall(r'rel="((?:first |last )*memento)"; datetime="([^"]+)"', text) == [
        ("first memento", http_date(FIRST)),
        ("last memento", http_date(SECOND)),
    ]
    assert f'rel="self timemap"; from="{http_date(FIRST)}"; until="{http_date(SECOND)}"' in text


def test_what_is_no_page_or_no_date_is_refused(client: Client) -> None:
    assert client.get("/timegate/nope/nope/nope/").status_code == 404
    assert client.get("/timemap/test-9999/").status_code == 404
    refused = client.get(f"/timegate{PAGE}", headers={"accept-datetime": "yesterday"})
    assert refused.status_code == 400
    assert "“yesterday” is not a date of HTTP" in refused.content.decode()


def test_a_view_with_both_clocks_fixed_may_be_kept_for_a_year(client: Client) -> None:
    fixed = client.get(f"{PAGE}&known_at=2020-02-02T00:00:00Z").headers["Cache-Control"]
    floating = client.get(PAGE).headers["Cache-Control"]
    fresh = client.get(f"{PAGE}&known_at={datetime.now(UTC).date()}").headers["Cache-Control"]

    assert fixed == "public, max-age=31536000, immutable"
    assert floating == fresh == "public, no-cache"


def test_an_unchanged_page_answers_not_modified(client: Client) -> None:
    tag = client.get(PAGE).headers["ETag"]

    assert client.get(PAGE, headers={"if-none-match": tag}).status_code == 304
