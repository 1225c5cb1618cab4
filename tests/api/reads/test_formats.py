"""One list in three formats: they say the same, and either the address or a header chooses."""

import csv
import io
import json
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from guarantors.api import formats
from guarantors.exchange.lists import LISTS
from guarantors.exchange.sheets.agreement import DISAGREEMENT_COLUMNS
from guarantors.exchange.tabular import text
from tests import past
from tests.api.asking import API, wrong
from tests.api.reads.reading import rows

pytestmark = pytest.mark.django_db
LISTED = [*LISTS, "agreement", "disagreements", "codebook", "stances/test-2020/aa0-1/versions"]


def as_text(value: Any) -> str:
    """A value of JSON as CSV has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " | ".join(
            f"{item['kind']} ({item['status']}): {item['text']}" if isinstance(item, dict) else item for item in value
        )
    return "" if value is None else str(value)


@pytest.mark.parametrize("name", LISTED)
def test_three_formats_say_the_same(client: Client, name: str) -> None:
    past.record()
    address = f"{name}/?" if name.endswith("versions") else f"{name}/?page_size=1000"
    found = rows(client, address)

    lines = client.get(f"{API}{address}&format=jsonl").content.decode().splitlines()
    table = client.get(f"{API}{address}&format=csv").content.decode()

    assert [json.loads(line) for line in lines] == found
    read = list(csv.DictReader(io.StringIO(table, newline="")))
    assert read == [{column: as_text(value) for column, value in row.items()} for row in found]
    assert table.splitlines()[0].count(",") + 1 == len(read[0] if read else DISAGREEMENT_COLUMNS)


def test_fields_are_the_columns_in_the_order_asked(client: Client) -> None:
    query = "stances/?fields=level,id,statements&page_size=2&sort=effective"
    found = rows(client, query)

    assert [list(row) for row in found] == [["level", "id", "statements"]] * 2
    table = client.get(f"{API}{query}&format=csv").content.decode()
    assert table.splitlines()[0] == "level,id,statements"
    assert len(table.splitlines()) == 3


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
        ("text/csv", "text/csv; charset=utf-8; header=present"),
        ("TEXT/CSV", "text/csv; charset=utf-8; header=present"),
        ("text/*", "text/csv; charset=utf-8; header=present"),
        ("application/json;q=0.4, text/csv;q=0.5", "text/csv; charset=utf-8; header=present"),
        ("application/json;q=0, application/*", "application/jsonl"),
        ("application/jsonl", "application/jsonl"),
        ("application/x-ndjson", "application/jsonl"),
        ("text/html, application/jsonl;q=0.1", "application/jsonl"),
    ],
)
def test_the_header_chooses(client: Client, accept: str | None, kind: str) -> None:
    for name in ("proposals/", "guarantors/?proposal=istanbul-2022", "codebook/"):
        response = client.get(API + name, headers={} if accept is None else {"Accept": accept})

        assert (response.status_code, response.headers["Content-Type"]) == (200, kind)
        assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "application/json;q=0", "nonsense"])
def test_a_header_that_names_none_is_a_406(client: Client, accept: str) -> None:
    response = client.get(f"{API}stances/", headers={"Accept": accept})

    assert response.status_code == 406
    assert wrong(response) == []
    assert "application/json, text/csv, application/jsonl" in response.json()["detail"]


def test_the_address_is_stronger_than_the_header(client: Client) -> None:
    response = client.get(f"{API}stances/?format=jsonl", headers={"Accept": "text/html"})

    assert response.headers["Content-Type"] == "application/jsonl"
    refused = client.get(f"{API}stances/?format=xml", headers={"Accept": "text/csv"})
    assert (refused.status_code, wrong(refused)) == (400, [("format", "word-is-known")])


def test_the_next_page_is_in_the_same_format(client: Client) -> None:
    response = client.get(f"{API}proposals/?page_size=2&format=csv")

    following = response.headers["Link"].split(">")[0].removeprefix("<")
    assert len(client.get(following).content.decode().splitlines()) == 2


def test_guarantors_as_csv_have_the_columns_of_the_file(client: Client) -> None:
    query = "as_of=2022-03-30&known_at=2026-01-01T00:00:00Z"
    mine = client.get(f"{API}guarantors/?proposal=istanbul-2022&{query}&format=csv").content.decode()
    file = b"".join(client.get(f"/istanbul-2022/export.csv?{query}").streaming_content).decode()  # type: ignore[attr-defined]

    assert sorted(mine.splitlines()) == sorted(file.splitlines())
    some = client.get(f"{API}guarantors/?proposal=istanbul-2022&format=csv&fields=level,actor_code").content.decode()
    assert some.splitlines()[0] == "level,actor_code"
    other = client.get(f"{API}guarantors/?proposal=istanbul-2022&fields=level")
    assert wrong(other) == [("fields", "word-is-known")]


def test_days_and_moments_are_written_as_in_every_file() -> None:
    """The JSON of lists has a writer of its own; what a moment looks like is the word of `tabular.text` still."""
    cells = [
        date(99, 1, 2),
        datetime(2022, 4, 2, tzinfo=UTC),
        datetime(2022, 4, 2, 1, 2, 3, 45, tzinfo=UTC),
        datetime(2022, 4, 2, tzinfo=ZoneInfo("UTC")),
    ]
    assert json.loads(formats.as_json(cells)) == [text(cell) for cell in cells]
    odd = {"q": "„Größe“ \u2028", "n": None, "l": ("a",)}
    assert formats.as_json(odd).decode() == '{"q":"„Größe“ \u2028","n":null,"l":["a"]}'
