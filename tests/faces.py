"""The guarantor table of `test-2020` as each face shows it, in the names and the texts of the CSV file."""

import csv
import io
import json
import re
from typing import Any

from django.test import Client

from tests.pages.reading import text_of

SLUG = "test-2020"


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.content)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return content.decode()


def known(row: dict[str, Any]) -> dict[str, Any]:
    """Without what a plain reading does not tell: whether the day is known."""
    return {name: value for name, value in row.items() if name != "level_since_is_known"}


def from_csv(client: Client, address: str) -> dict[str, dict[str, Any]]:
    table = csv.DictReader(io.StringIO(read(client, address), newline=""))
    return {row["actor_code"]: known(row) for row in table}


def as_text(value: Any) -> str:
    return " | ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def from_file(client: Client, view: str) -> dict[str, dict[str, Any]]:
    found = json.loads(read(client, f"/{SLUG}/export.json?{view}"))["rows"]
    return {row["actor_code"]: {name: as_text(value) for name, value in known(row).items()} for row in found}


def without_latest(expected: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The API names the last statement and leaves its words to it."""
    gone = ("latest_said_on", "latest_summary")
    return {code: {name: value for name, value in row.items() if name not in gone} for code, row in expected.items()}


def from_api(client: Client, view: str) -> dict[str, dict[str, Any]]:
    found = {}
    for row in json.loads(read(client, f"/api/v1/guarantors/?proposal={SLUG}&{view}"))["results"]:
        stance = row["stance"] or {}
        same = ("level", "order", "basis", "legal_status", "effective_on", "confidence", "rationale", "recorded_at")
        hinges = [f"{item['kind']} ({item['status']}): {item['text']}" for item in stance.get("conditions", ())]
        values = {
            **{f"actor_{name}": value for name, value in row["actor"].items()},
            **{name: row[name] for name in ("role", "since", "until", "statement_count", "latest_statement")},
            **{name: stance.get(name) for name in same},
            "level_since": stance.get("since"),
            "conditions": hinges,
            "statements": stance.get("statements"),
            "stance_id": stance.get("id"),
            "stance_version": stance.get("version"),
        }
        found[row["actor"]["code"]] = {name: as_text(value) for name, value in values.items()}
    return found


def on_page(row: dict[str, Any]) -> dict[str, Any]:
    """What the page shows of it."""
    return {
        "name": row["actor_name"],
        "gives": row["role"] in ("proposed_guarantor", "signatory"),
        "level": row["level"] or "none",
        "confidence": row["confidence"],
        "since": row["level_since"],
        "latest": (row["latest_statement"], row["latest_summary"]),
        "conditions": [text.partition(": ")[2] for text in row["conditions"].split(" | ")] if row["conditions"] else [],
        "count": row["statement_count"],
    }


def from_page(client: Client, view: str) -> dict[str, dict[str, Any]]:
    page = read(client, f"/{SLUG}/?{view}")
    found = {}
    for group in re.findall(r"<tbody.*?</tbody>", page, re.DOTALL):
        for code, row in re.findall(r'<tr role="row" id="row-(\w+)"(.*?)</tr>', group, re.DOTALL):
            cell = dict(re.findall(r'<(?:td|th)[^>]*class="(c-\w+)[^>]*>(.*?)</(?:td|th)>', row, re.DOTALL))
            said = re.search(r'(.*?)<span class="by"><a href="/statements/([^/]+)/', cell["c-latest"], re.DOTALL)
            sure = re.search(r'<span class="conf">(\w+) confidence', cell["c-stance"])
            since = re.search(r'^\s*<time datetime="([^"]+)"', cell["c-since"])
            found[code] = {
                "name": text_of(re.findall(r"<a [^>]*>(.*?)</a>", cell["c-state"])[0]),
                "gives": "Other parties" not in group,
                "level": re.findall(r'class="chip s-(\w+)"', cell["c-stance"])[0],
                "confidence": sure[1] if sure else "",
                "since": since[1] if since else "",
                "latest": (said[2], text_of(said[1])) if said else ("", ""),
                "conditions": [text_of(item) for item in re.findall(r"<li>(.*?)</li>", cell["c-cond"], re.DOTALL)],
                "count": text_of(cell["c-n"]),
            }
    return found
