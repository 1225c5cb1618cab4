"""The guarantor table as a plain reading of the data package's CSV files gives it, by DESIGN section 2.

Nothing of the program is asked: the files alone, their two clocks, and what amendments say that a field was.
"""

import csv
import io
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

Row = dict[str, str]

ORDER = {"committed": 3, "supportive": 2, "open": 1, "noncommittal": 0, "sceptical": -1, "opposed": -2}
SPEAKS = {"head_of_state", "head_of_government", "minister", "spokesperson", "negotiator", "official", "institution"}
NAMED_BY = {
    "actors": ("actor", ("code",)),
    "guarantors": ("guarantor", ("proposal", "actor")),
    "sources": ("source", ("id",)),
    "proposals": ("proposal", ("slug",)),
    "provisions": ("provision", ("proposal", "slug")),
}


def moment(text: str, missing: datetime = datetime.min) -> datetime:
    """A moment as the files write it; `missing` where nothing is written."""
    return (datetime.fromisoformat(text) if text else missing).replace(tzinfo=UTC)


class Tables:
    """The tables of a package as known at a moment (as the files write it)."""

    def __init__(self, files: Mapping[str, bytes], known_at: str) -> None:
        self.files, self.known_at = files, moment(known_at)
        self.was: dict[tuple[str, str], Row] = {}
        for row in sorted(self.stored("amendments"), key=lambda row: moment(row["recorded_at"]), reverse=True):
            if moment(row["recorded_at"]) > self.known_at:
                value = json.loads(row["was"])
                self.was.setdefault((row["noun"], row["ref"]), {})[row["field"]] = "" if value is None else str(value)

    def stored(self, name: str) -> list[Row]:
        return list(csv.DictReader(io.StringIO(self.files[f"{name}.csv"].decode(), newline="")))

    def rows(self, name: str) -> list[Row]:
        """What stood then, in the words of then."""
        found = [row for row in self.stored(name) if moment(row.get("recorded_at", "")) <= self.known_at]
        found = [row for row in found if moment(row.get("superseded_at", ""), datetime.max) > self.known_at]
        noun, columns = NAMED_BY.get(name, ("", ()))
        return [row | self.was.get((noun, "/".join(row[column] for column in columns)), {}) for row in found]


def guarantors(tables: Tables, slug: str, provision: str, as_of: str) -> dict[str, dict[str, Any]]:
    """Each guarantor of a proposal on that day, on a provision or "" for the whole."""
    names = {row["code"]: row for row in tables.rows("actors")}
    held: dict[str, list[Row]] = {}
    for row in tables.rows("stances"):
        if (row["proposal"], row["provision"]) == (slug, provision) and row["effective_day"] <= as_of:
            held.setdefault(row["guarantor"], []).append(row)
    said = {
        row["id"]: row for row in tables.rows("statements") if row["said_last"] <= as_of and row["proposal"] == slug
    }
    by: dict[str, list[Row]] = {}
    for link in tables.stored("statement_actors"):
        if link["statement"] in said and said[link["statement"]]["version"] == link["version"]:
            by.setdefault(link["actor"], []).append(said[link["statement"]])
    found = {}
    for part in tables.rows("guarantors"):
        if part["proposal"] == slug:
            code = part["actor"]
            found[code] = {
                "actor_code": code,
                "actor_name": names[code]["name"],
                "actor_kind": names[code]["kind"],
                **{name: part[name] for name in ("role", "since", "until")},
                **_stance(tables, held.get(code, [])),
                "statement_count": str(len(by.get(code, []))),
                **_latest(by.get(code, []), tables, held.get(code, [])),
            }
    return found


def _in_order(records: list[Row]) -> list[Row]:
    return sorted(records, key=lambda row: (row["effective_day"], int(row["sequence"]), moment(row["recorded_at"])))


def _stance(tables: Tables, records: list[Row]) -> dict[str, Any]:
    """The last by (effective day, sequence, recorded_at); the level holds since the first of the run that it ends."""
    same = ("level", "basis", "legal_status", "effective_on", "confidence", "rationale", "recorded_at")
    if not records:
        rest = ("order", "level_since", "conditions", "statements", "stance_id", "stance_version")
        return dict.fromkeys((*same, *rest), "")
    *before, last = _in_order(records)
    since = last
    for row in reversed(before):
        if row["level"] != last["level"]:
            break
        since = row
    key = (last["proposal"], last["id"], last["version"])
    conditions, evidence = _of(tables, "conditions", key), _of(tables, "evidence", key)
    return {
        **{name: last[name] for name in same},
        "order": str(ORDER[last["level"]]),
        "level_since": since["effective_day"],
        "conditions": " | ".join(f"{row['kind']} ({row['status']}): {row['text']}" for row in conditions),
        "statements": " | ".join(row["statement"] for row in evidence),
        "stance_id": last["id"],
        "stance_version": last["version"],
    }


def _of(tables: Tables, name: str, key: tuple[str, str, str]) -> list[Row]:
    found = [row for row in tables.stored(name) if (row["proposal"], row["stance"], row["version"]) == key]
    return sorted(found, key=lambda row: int(row["position"]))


def _latest(said: list[Row], tables: Tables, records: list[Row]) -> dict[str, str]:
    """The last that speaks for the state, or of any voice: one that the stance rests on comes after one of its day."""
    resting: set[str] = set()
    if records:
        last = _in_order(records)[-1]
        resting = {row["statement"] for row in _of(tables, "evidence", (last["proposal"], last["id"], last["version"]))}
    own = [row for row in said if row["voice"] in SPEAKS and row["directness"] != "third_party"] or said
    if not own:
        return {"latest_statement": "", "latest_said_on": "", "latest_summary": ""}
    row = max(
        own,
        key=lambda row: (
            row["said_last"],
            int(row["sequence"]),
            row["id"] in resting,
            row["said_first"],
            row["id"],
        ),
    )
    return {"latest_statement": row["id"], "latest_said_on": row["said_on"], "latest_summary": row["summary"]}
