"""The records as files: both clocks, what was closed by then and no sooner, and no text that runs."""

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import openpyxl
import pytest
from django.test import Client

from guarantors.actions import stances
from guarantors.domain.stance import Level
from guarantors.models import Statement
from tests.files.test_guarantor_table import content
from tests.world import log, make_proposal, publish, stance_content

pytestmark = pytest.mark.django_db
FIRST = datetime(2020, 2, 1, tzinfo=UTC)
LATER = FIRST + timedelta(days=30)


@pytest.fixture
def said() -> Statement:
    """A record that is corrected, and another that is withdrawn, thirty days later."""
    statement = log(make_proposal(), "said-1", at=FIRST, summary="=cmd|' /C calc'!A0", quote="‏שלום <b>\r\n+1")
    wrong = publish(statement.proposal, "aa0-1", statement, at=FIRST)
    dropped = publish(statement.proposal, "aa0-2", statement, at=FIRST, effective_on="2020-01-09", provision=None)
    content_of = stance_content(statement, level=Level.OPPOSED)
    stances.correct(record=wrong, content=content_of, reason="Misread.", by="Ben", at=LATER)
    stances.withdraw(record=dropped, reason="Of another proposal.", by="Cleo", at=LATER)
    return statement


def rows(client: Client, address: str) -> list[dict[str, Any]]:
    return json.loads(content(client, address))["rows"]  # type: ignore[no-any-return]


def test_the_records_of_a_proposal_show_both_clocks(client: Client, said: Statement) -> None:
    found = rows(client, "/test-2020/stances.json")

    assert [(row["id"], row["version"], row["level"], row["superseded_at"]) for row in found] == [
        ("aa0-1", 1, "open", "2020-03-02T00:00:00Z"),
        ("aa0-1", 2, "opposed", None),
        ("aa0-2", 1, "open", "2020-03-02T00:00:00Z"),
    ]
    assert [row["superseded_by"] for row in found] == ["Ben", None, "Cleo"]
    assert [row["withdrawal_reason"] for row in found] == [None, None, "Of another proposal."]
    assert [row["reason"] for row in found] == [None, "Misread.", None]
    assert {tuple(row["statements"]) for row in found} == {("said-1",)}


def test_what_was_closed_later_was_not_yet_closed_then(client: Client, said: Statement) -> None:
    for address in ("/test-2020/stances.json", "/test-2020/AA0.json"):
        found = rows(client, f"{address}?known_at=2020-02-02")

        assert {(row["id"], row["level"]) for row in found} == {("aa0-1", "open"), ("aa0-2", "open")}
        assert {(row["superseded_at"], row["superseded_by"], row["withdrawal_reason"]) for row in found} == {
            (None, None, None)
        }


def test_a_day_before_the_effective_one_leaves_the_record_out(client: Client, said: Statement) -> None:
    assert [row["id"] for row in rows(client, "/test-2020/AA0.json?as_of=2020-01-08&known_at=2020-02-02")] == ["aa0-1"]
    assert rows(client, "/test-2020/AA0.json?as_of=2020-01-01") == []


@pytest.mark.parametrize("query", ["", "?as_of=2022-03-30", "?as_of=2022-04-30"])
@pytest.mark.parametrize("page", ["istanbul-2022/DEU", "istanbul-2022/GBR", "istanbul-2022/CAN", "g7-vilnius-2023/EU"])
def test_the_file_of_a_guarantor_has_the_records_of_its_page(client: Client, page: str, query: str) -> None:
    text = unescape(client.get(f"/{page}/{query}").content.decode())

    found = rows(client, f"/{page}.json{query}")

    assert [row["id"] for row in found] == re.findall(r'id="r-([^"]+)"', text)
    assert [row["rationale"] for row in found if row["rationale"] not in text] == []
    assert f'href="/{page}.xlsx{query}"' in text


def test_a_provision_narrows_the_file_of_a_guarantor(client: Client) -> None:
    every = rows(client, "/istanbul-2022/UKR.json") + rows(client, "/istanbul-2022/DEU.json")
    on = rows(client, "/istanbul-2022/DEU.json?provision=collective-defence")

    assert on == [row for row in every if row["actor_code"] == "DEU" and row["provision"] == "collective-defence"]


def test_the_statements_are_those_of_the_pages(client: Client) -> None:
    found = rows(client, "/istanbul-2022/statements.json?as_of=2022-04-02")

    page = client.get("/istanbul-2022/DEU/?as_of=2022-04-02").content.decode()
    of_germany = [row["id"] for row in found if "DEU" in row["actors"]]
    assert of_germany == re.findall(r'id="s-([^"]+)"', page)
    assert max(row["said_last"] for row in found) <= "2022-04-02"
    assert {row["for_the_state"] for row in found} == {True, False}


def test_a_formula_in_a_summary_runs_in_no_file_and_is_lost_in_none(client: Client, said: Statement) -> None:
    summary, quote = "=cmd|' /C calc'!A0", "‏שלום <b>\r\n+1"

    def read(address: str) -> tuple[str, str]:
        text = content(client, address).decode("utf-8-sig")
        (row,) = csv.DictReader(io.StringIO(text, newline=""))
        return row["summary"], row["quote"]

    (row,) = rows(client, "/test-2020/statements.json")
    book = openpyxl.load_workbook(io.BytesIO(content(client, "/test-2020/statements.xlsx")))
    names, cells = book["Data"].iter_rows()
    found = {name.value: cell for name, cell in zip(names, cells, strict=True)}

    assert (row["summary"], row["quote"]) == (summary, quote)
    assert read("/test-2020/statements.csv") == (summary, quote)
    assert read("/test-2020/statements.csv?bom=1") == ("'" + summary, quote)
    assert (found["summary"].value, found["summary"].data_type) == (summary, "s")
    assert found["quote"].value.replace("_x000D_", "\r") == quote


def test_the_provision_list_the_parts_and_the_sources_are_whole(client: Client) -> None:
    assert len(rows(client, "/istanbul-2022/guarantors.json")) == len(rows(client, "/istanbul-2022/export.json"))
    named = {row["source"] for row in rows(client, "/istanbul-2022/statements.json")}
    assert named <= {row["id"] for row in rows(client, "/istanbul-2022/sources.json")}
    clauses = rows(client, "/istanbul-2022/provision-list.json")
    assert [row["position"] for row in clauses] == list(range(len(clauses)))
