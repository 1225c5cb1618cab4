"""The guarantor table as files: three tools that are not ours read what the page shows and the API says."""

import io
import json
import re
from typing import Any

import openpyxl
import pandas
import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

VIEWS = [
    ("istanbul-2022", ""),
    ("istanbul-2022", "as_of=2022-03-30"),
    ("istanbul-2022", "as_of=2022-03-30&known_at=2022-04-02T00:00:00Z"),
    ("istanbul-2022", "provision=collective-defence&as_of=2022-04-30"),
    ("istanbul-2022", "level=open&role=proposed_guarantor&q=turkiye&sort=-name"),
    ("istanbul-2022", "q=nothing+matches+this"),
    ("istanbul-2022", "level=none"),
    ("g7-vilnius-2023", "sort=latest"),
    ("budapest-1994", ""),
]


def content(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]


def said_by_the_api(client: Client, slug: str, query: str) -> dict[str, dict[str, Any]]:
    results = client.get(f"/api/v1/guarantors/?proposal={slug}&{query}").json()["results"]
    return {item["actor"]["code"]: item for item in results}


def flat(item: dict[str, Any]) -> dict[str, Any]:
    """A result of the API with the names of the file's columns."""
    stance = item["stance"] or {}
    return {
        **{f"actor_{name}": item["actor"][name] for name in ("code", "name", "kind")},
        **{name: item[name] for name in ("role", "since", "until", "statement_count", "latest_statement")},
        **{name: stance.get(name) for name in ("level", "order", "basis", "legal_status", "confidence", "rationale")},
        **{name: stance.get(name) for name in ("effective_on", "recorded_at", "statements")},
        "level_since": stance.get("since"),
        "level_since_is_known": stance.get("since_is_known"),
        "stance_id": stance.get("id"),
        "stance_version": stance.get("version"),
        "conditions": [f"{i['kind']} ({i['status']}): {i['text']}" for i in stance["conditions"]] if stance else None,
    }


LATEST = {"latest_said_on", "latest_summary"}  # the API names the statement and leaves these to its own page


@pytest.mark.parametrize(("slug", "query"), VIEWS)
def test_json_says_what_the_api_says_in_the_order_of_the_page(client: Client, slug: str, query: str) -> None:
    rows = json.loads(content(client, f"/{slug}/export.json?{query}"))["rows"]

    expected = said_by_the_api(client, slug, query)
    assert [{key: row[key] for key in row.keys() - LATEST} for row in rows] == [
        flat(expected[row["actor_code"]]) for row in rows
    ]
    shown = re.findall(r'id="row-(\w+)"', client.get(f"/{slug}/?{query}").content.decode())
    assert [row["actor_code"] for row in rows] == shown
    assert len(shown) == len(expected)


@pytest.mark.parametrize("bom", ["", "&bom=1"])
@pytest.mark.parametrize(("slug", "query"), VIEWS)
def test_pandas_reads_the_same_from_csv(client: Client, slug: str, query: str, bom: str) -> None:
    rows = json.loads(content(client, f"/{slug}/export.json?{query}"))["rows"]

    text = content(client, f"/{slug}/export.csv?{query}{bom}")
    frame = pandas.read_csv(
        io.BytesIO(text), dtype=str, keep_default_na=False, encoding="utf-8-sig" if bom else "utf-8"
    )

    assert frame.to_dict("records") == [{name: as_text(value) for name, value in row.items()} for row in rows]


def as_text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else " | ".join(value) if isinstance(value, list) else str(value)


def test_pandas_guesses_the_types(client: Client) -> None:
    text = content(client, "/g7-vilnius-2023/export.csv")
    frame = pandas.read_csv(io.BytesIO(text), parse_dates=["level_since", "recorded_at"])

    assert frame["order"].dropna().isin(range(-2, 4)).all()
    assert frame["level_since"].dropna().dt.year.min() >= 2023
    assert frame["level"].isna().sum() == sum(
        item["stance"] is None for item in said_by_the_api(client, "g7-vilnius-2023", "").values()
    )


@pytest.mark.parametrize(("slug", "query"), VIEWS)
def test_a_spreadsheet_reader_reads_the_same_from_xlsx(client: Client, slug: str, query: str) -> None:
    rows = json.loads(content(client, f"/{slug}/export.json?{query}"))["rows"]

    book = openpyxl.load_workbook(io.BytesIO(content(client, f"/{slug}/export.xlsx?{query}")))
    names, *found = book["Data"].iter_rows(values_only=True)

    plain = ("actor_code", "role", "level", "order", "confidence", "rationale", "statement_count", "latest_summary")
    assert [{name: row[names.index(name)] for name in plain} for row in found] == [
        {name: row[name] for name in plain} for row in rows
    ]
    for row, said in zip(found, rows, strict=True):
        for name in ("since", "level_since"):
            day = row[names.index(name)]
            assert (day.date().isoformat() if day else None) == said[name]
    assert book["About"]["B2"].value.startswith(f"http://testserver/{slug}/export.xlsx?")


def test_the_page_leads_to_the_files_of_the_very_view_shown(client: Client) -> None:
    query = "?as_of=2022-03-30&known_at=2022-04-02T00:00:00Z&level=open&role=proposed_guarantor&q=turkiye&sort=-name"

    text = client.get(f"/istanbul-2022/{query}&since=2022-01-01").content.decode().replace("&amp;", "&")

    for ending in ("csv", "json", "xlsx"):
        assert f'href="/istanbul-2022/export.{ending}{query}"' in text
