"""The rows of the guarantor table: what is kept of them is what would be made, and says what the facts say."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.conf import settings

from guarantors.domain import chart, dates
from guarantors.domain.stance import Level, Role
from guarantors.models import EventKind
from guarantors.models.actor import ActorKind
from guarantors.pages import guarantor_rows
from guarantors.pages.guarantor_rows import Kept, Seen, made, row_html
from guarantors.pages.lines import SPARK_ROW_PX
from guarantors.queries.events import EventRow
from guarantors.queries.proposals import GuarantorBrief
from guarantors.queries.table_row import TableRow

ASKED, DAY = date(2022, 3, 29), date(2022, 6, 10)
SEEN = Seen("a-proposal", DAY, chart.scale(ASKED, DAY), "?as_of=2022-06-10", "", "Nothing was found.")
PART = GuarantorBrief(1, "DEU", "Germany", ActorKind.STATE, Role.PROPOSED_GUARANTOR, ASKED, None)
TURN = EventRow(
    "e", dates.parse("2022-05"), date(2022, 5, 31), EventKind.CHANGE_OF_GOVERNMENT, "DEU", "Germany", "", None, ""
)
STEP = ["2022-03-30", "2022-03-30", "open", "low"]
STANCE: dict[str, Any] = dict.fromkeys(
    ("legal_status", "rationale", "review", "recorded_by", "reason", "superseded_at", "superseded_by", "pk", "ref"), ""
)
STANCE |= dict.fromkeys(("withdrawal_reason", "provision__slug", "guarantor_id", "version", "verified"), "")
STANCE |= {"effective_on": "2022-03-30", "effective_day": "2022-03-30", "sequence": 1, "level": "open", "basis": None}
STANCE |= {"confidence": "low", "recorded_at": "2022-04-01T00:00:00+00:00", "statements": [], "day_is_known": True}
STANCE |= {"conditions": [["consent", 'Only <if> it\'s "open" & signed', "open"]]}
LINE = {
    "stance": STANCE,
    "since": [*STEP, True],
    "before": None,
    "steps": [STEP],
    "left_out": 0,
    "first_day": "2022-03-30",
}
SAID = {"ref": "said-1", "said_on": "2022-03-30", "said_first": "2022-03-30", "said_last": "2022-03-30", "sequence": 1}
SAID |= {"speaker": "A & B", "office": "", "voice": "minister", "identification": "named", "directness": "direct"}
SAID |= {"summary": 'Is "open" <to> it & its parts'}


def facts(found: dict[str, Any]) -> str:
    return orjson.dumps(found).decode()


ROW = TableRow(PART, facts(LINE), facts({"count": 1, "days": ["2022-03-30"], "latest": [SAID]}))
SILENT = replace(ROW, line="", said="")

CHANGED: list[tuple[TableRow, Seen]] = [
    (SILENT, SEEN),
    (replace(ROW, line=""), SEEN),
    (replace(ROW, said=""), SEEN),
    (replace(ROW, guarantor=replace(PART, name="France")), SEEN),
    (replace(ROW, guarantor=replace(PART, until=ASKED)), SEEN),
    (replace(ROW, government_changed=TURN), SEEN),
    (ROW, replace(SEEN, slug="another")),
    (ROW, replace(SEEN, day=date(2023, 6, 10))),
    (ROW, replace(SEEN, on=chart.scale(date(2020, 1, 1), DAY))),
    (ROW, replace(SEEN, view="?as_of=2022-06-10&provision=a")),
    (ROW, replace(SEEN, known="?known_at=2022-05-01")),
    (SILENT, replace(SEEN, nothing_found="One source was read.")),
]
"""The row with one thing changed that shows on it."""


def test_what_is_kept_is_the_row_as_it_would_be_made_whatever_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarantor_rows, "KEPT", Kept(10**6))
    asked = [(ROW, SEEN), *CHANGED]

    first = [row_html(row, seen) for row, seen in asked]
    again = [row_html(replace(row), replace(seen)) for row, seen in asked]

    assert first == [made(row, seen).encode() for row, seen in asked]
    assert all(one is other for one, other in zip(first, again, strict=True))
    assert len(set(first)) == len(asked)


def test_what_was_not_asked_for_lately_goes_first_and_no_more_is_kept_than_may_be() -> None:
    html = row_html(ROW, SEEN)
    size = len(html)
    kept = Kept(3 * size)
    for name in "abc":
        kept.put(name, html, 0)
    assert kept.get("a")
    kept.put("d", html, 0)
    kept.put("d", html, 0)  # two readers can make the same row at once
    assert [name for name in "abcd" if kept.get(name)] == ["a", "c", "d"]

    kept.put("too large to keep", html, 3 * size)
    assert not any(map(kept.get, ["a", "c", "d", "too large to keep"]))


def test_texts_are_shown_as_they_are() -> None:
    html = made(replace(ROW, guarantor=replace(PART, name='<b>O\'Neill & "Sons"')), SEEN)
    texts = [unescape(text) for text in re.findall(r">([^<>]+)<", html)]

    assert '<b>O\'Neill & "Sons"' in texts
    assert 'Is "open" <to> it & its parts ' in texts
    assert "A & B" in texts
    assert 'Only <if> it\'s "open" & signed' in texts
    assert 'aria-label="1 statement of &lt;b&gt;O&#x27;Neill &amp; &quot;Sons&quot;"' in html


def test_a_line_of_which_the_last_part_is_drawn_says_so_and_claims_no_silence_before() -> None:
    later = ["2022-06-01", "2022-06-01", "supportive", "high"]
    html = made(replace(ROW, line=facts(LINE | {"steps": [later], "left_out": 6})), SEEN)

    assert (
        'aria-label="Germany: no stance on record from 29 Mar 2022; on record from 30 Mar 2022, '
        'the last 1 of 7 records drawn; supportive from 1 Jun 2022."'
    ) in html
    assert f'<rect class="nost" x="{SEEN.on.x(ASKED)}" width="{SEEN.on.width(ASKED, date(2022, 3, 30))}"/>' in html
    assert re.findall(r'x1="([\d.]+%)"', html) == [SEEN.on.x(date(2022, 6, 1))]


def test_the_style_sheet_sets_a_spark_s_rows_as_the_chart_does() -> None:
    rule = re.search(r"\n  \.spark \{.*?\}\}\n", Path(settings.BASE_DIR, "static/style.css").read_text(), re.DOTALL)
    assert rule

    rows = dict(re.findall(r"\.s-(\w+) \{transform: translateY\(([\d.]+)px\)\}", rule[0]))
    assert {level: float(px) for level, px in rows.items()} == {
        level.value: chart.row_y(level, SPARK_ROW_PX) for level in Level
    }
    assert f".spark {{height: {SPARK_ROW_PX * len(Level)}px" in rule[0]
    assert f".z {{y: {chart.row_y(Level.NONCOMMITTAL, SPARK_ROW_PX) - 0.5:g}px; width: 100%; height: 1px" in rule[0]
