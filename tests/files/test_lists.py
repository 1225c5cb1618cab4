"""The files of the lists over all proposals say what their pages say, and each names an address that gives it again."""

import csv
import json
import re
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.pages.reading import anchors, page

pytestmark = pytest.mark.django_db
LISTS = [
    "/statements{}?q=security&actor=USA",
    "/statements{}?from=2022-03-01&to=2022-03-31&voice=minister&sort=oldest",
    "/sources{}?proposal=g7-vilnius-2023&sort=publisher",
    "/actors/DEU{}?as_of=2022-06-02",
]


def content(client: Client, address: str) -> tuple[str, str]:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response.streaming_content).decode(), response.headers["Link"]


@pytest.mark.parametrize("address", LISTS)
def test_csv_and_json_hold_the_same_rows(client: Client, address: str) -> None:
    rows = list(csv.DictReader(StringIO(content(client, address.format(".csv"))[0])))
    body = json.loads(content(client, address.format(".json"))[0])

    assert rows
    assert [list(row) for row in rows] == [list(row) for row in body["rows"]]
    assert [row[next(iter(row))] for row in rows] == [row[next(iter(row))] for row in body["rows"]]


@pytest.mark.parametrize("address", LISTS[:2])
def test_the_statements_of_the_file_are_those_of_the_page(client: Client, address: str) -> None:
    rows = csv.DictReader(StringIO(content(client, address.format(".csv"))[0]))

    assert [row["id"] for row in rows] == anchors(page(client, address.format("/")))


@pytest.mark.parametrize("address", LISTS)
def test_a_file_names_the_address_that_gives_it_again(client: Client, address: str) -> None:
    text, link = content(client, address.format(".csv"))
    canonical = re.search(r"<([^>]+)>; rel=\"canonical\"", link)
    assert canonical
    parts = urlsplit(canonical[1])

    assert "known_at=" in parts.query
    assert content(client, f"{parts.path}?{parts.query}")[0] == text


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/statements.csv?source=nope", 400, "there is no source “nope” on record"),
        ("/statements.json?after=x", 400, "there is no such parameter here"),
        ("/sources.csv?kind=song", 400, "there is no kind “song”"),
        ("/actors/XXX.csv", 404, "There is no actor “XXX” on record."),
    ],
)
def test_what_cannot_be_listed_is_refused_in_words(client: Client, address: str, status: int, said: str) -> None:
    response = client.get(address)

    assert (response.status_code, said in response.content.decode()) == (status, True)
