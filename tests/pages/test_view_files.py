"""HTML, CSV and JSON of one address say the same, and each file names an address that gives it again."""

import csv
import json
import re
from io import StringIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from guarantors.domain.stance import Level
from tests.pages.reading import page, section

pytestmark = pytest.mark.django_db
SLUG = "/istanbul-2022"
QUERIES = {
    "timeline": "?as_of=2022-06-02&sort=since",
    "provisions": "?as_of=2022-06-02&role=proposed_guarantor",
    "compare": "?as_of=2022-06-02&g=DEU&g=FRA",
    "changes": "?from=2022-03-29&to=2022-06-02&provision=whole",
    "entries": "?to=2022-06-02&since=2020-01-01&actor=DEU",
    "standings": "?from=2022-03-30&to=2022-06-02",
}


def answer(client: Client, address: str) -> tuple[Any, str]:
    response = client.get(address)
    assert response.status_code == 200, address
    return response, b"".join(response.streaming_content).decode()


def table(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(answer(client, address)[1])))


@pytest.mark.parametrize("stem", QUERIES)
def test_csv_and_json_hold_the_same_rows(client: Client, stem: str) -> None:
    rows = table(client, f"{SLUG}/{stem}.csv{QUERIES[stem]}")
    body = json.loads(answer(client, f"{SLUG}/{stem}.json{QUERIES[stem]}")[1])

    assert rows
    assert [list(row) for row in rows] == [list(row) for row in body["rows"]]
    for plain, typed in zip(rows, body["rows"], strict=True):
        assert {name for name, cell in plain.items() if not cell} == {
            name for name, cell in typed.items() if cell in (None, [])
        }
        texts = {name: cell for name, cell in typed.items() if isinstance(cell, str)}
        assert texts == {name: plain[name] for name in texts}


@pytest.mark.parametrize("stem", QUERIES)
def test_a_file_names_the_address_that_gives_it_again(client: Client, stem: str) -> None:
    response, text = answer(client, f"{SLUG}/{stem}.csv{QUERIES[stem]}")
    canonical = re.search(r"<([^>]+)>; rel=\"canonical\"", response.headers["Link"])
    assert canonical
    parts = urlsplit(canonical[1])

    assert "known_at=" in parts.query
    assert answer(client, f"{parts.path}?{parts.query}")[1] == text


def test_the_counts_are_those_of_the_page(client: Client) -> None:
    rows = table(client, f"{SLUG}/timeline.csv{QUERIES['timeline']}")
    text = section(page(client, f"{SLUG}/timeline/{QUERIES['timeline']}"), "h-counts")

    assert [row["day"] for row in rows] == re.findall(r'<tr id="day-([\d-]+)">', text)
    assert [row[level] for row in rows for level in (*Level, "no_stance")] == re.findall(
        r'<td class="num">(\d+)</td>', text
    )


def test_the_changes_are_those_of_the_page(client: Client) -> None:
    rows = table(client, f"{SLUG}/changes.csv{QUERIES['changes']}")
    text = section(page(client, f"{SLUG}/changes/{QUERIES['changes']}"), "h-theirs")

    assert re.findall(r'chip s-(\w+)"', text) == [
        word for row in rows if row["kind"] == "change" for word in (row["earlier_level"] or "none", row["level"])
    ]


@pytest.mark.parametrize(
    "address",
    ["compare.json?g=ZZZ", "changes.json?actor=ZZZ", "timeline.json?sort=-level", "changes.json?as_of=2022-03-30"],
)
def test_what_the_page_refuses_the_file_refuses(client: Client, address: str) -> None:
    response = client.get(f"{SLUG}/{address}")

    assert response.status_code == 400
    assert response.json()["errors"]
