"""The sheets of the views over time: whole, typed, and the same numbers and words as the page shows."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from guarantors.actions import stances
from guarantors.domain.stance import GUARANTOR_ROLES, ORDER, Level
from guarantors.exchange.sheet import Cell, Kind, Sheet
from guarantors.exchange.sheets import changes as changes_sheets
from guarantors.exchange.sheets import compare as compare_sheet
from guarantors.exchange.sheets import events as events_sheets
from guarantors.exchange.sheets import provisions as provisions_sheet
from guarantors.exchange.sheets import timeline as timeline_sheet
from guarantors.models import Actor, Event, Nomination, Source
from guarantors.queries import changes, compare, events, proposals, provisions, timeline
from guarantors.queries.proposals import ProposalRow
from tests.pages.reading import page, section
from tests.world import LONG_AGO, log, make_proposal, publish, stance_content

pytestmark = pytest.mark.django_db
DAY = date(2022, 6, 2)
TYPES: dict[Kind, type | tuple[type, ...]] = {
    Kind.STRING: str,
    Kind.INTEGER: int,
    Kind.BOOLEAN: bool,
    Kind.DATE: date,
    Kind.DATETIME: datetime,
    Kind.LIST: tuple,
}


def now() -> datetime:
    return datetime.now(UTC)


def found(slug: str) -> ProposalRow:
    proposal = proposals.find(slug)
    assert proposal
    return proposal


def named(sheet: Sheet) -> list[dict[str, Cell]]:
    """The rows by column, after a look at every cell's type."""
    rows = [tuple(row) for row in sheet.rows]
    for row in rows:
        assert len(row) == len(sheet.columns)
        for column, cell in zip(sheet.columns, row, strict=True):
            assert cell is None or isinstance(cell, TYPES[column.kind]), (column.name, cell)
            assert cell != "", column.name
    names = [column.name for column in sheet.columns]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)
    assert all(column.says.endswith(".") for column in sheet.columns)
    return [dict(zip(names, row, strict=True)) for row in rows]


SLUGS = ["istanbul-2022", "g7-vilnius-2023", "budapest-1994"]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_counts_are_those_of_the_page(client: Client, slug: str) -> None:
    answer = timeline.of_proposal(found(slug), as_of=DAY + timedelta(days=900), known_at=now())
    rows = named(timeline_sheet.sheet(answer))
    text = section(page(client, f"/{slug}/timeline/?as_of={DAY + timedelta(days=900)}"), "h-counts")
    shown = [re.findall(r"<td class=\"num\">(\d+)</td>", row) for row in text.split('<tr id="day-')[1:]]

    assert [[str(row[level]) for level in (*Level, "no_stance")] for row in rows] == shown


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("role", [None, "signatory"])
def test_the_matrix_has_a_row_for_every_cell_of_the_page(client: Client, slug: str, role: str | None) -> None:
    answer = provisions.matrix(found(slug), as_of=DAY, known_at=now())
    rows = named(provisions_sheet.sheet(answer, role))
    text = page(client, f"/{slug}/provisions/?as_of={DAY}" + (f"&role={role}" if role else ""))
    cells = re.findall(r"<td>(.*?)</td>", text, re.DOTALL)

    guarantors_first = sorted(rows, key=lambda row: row["role"] not in GUARANTOR_ROLES)
    assert [row["level"] or "none" for row in guarantors_first] == [
        level[1] if (level := re.search(r"chip s-(\w+)", cell)) else "none" for cell in cells
    ]
    assert all((row["level"] is None) == (row["order"] is None) == (row["statements"] is None) for row in rows)
    assert all(row["order"] == ORDER[Level(str(row["level"]))] for row in rows if row["level"])


def test_the_comparison_has_the_matrix_rows_of_the_chosen_in_their_order() -> None:
    proposal, moment = found("istanbul-2022"), now()
    answer = compare.compare(proposal, ("FRA", "DEU", "CAN"), as_of=DAY, known_at=moment)
    everybody = named(provisions_sheet.sheet(provisions.matrix(proposal, as_of=DAY, known_at=moment)))

    assert named(compare_sheet.sheet(answer)) == [
        row for code in ("FRA", "DEU", "CAN") for row in everybody if row["actor_code"] == code
    ]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_changes_are_those_of_the_page(client: Client, slug: str) -> None:
    first, last = date(1990, 1, 1), date(2026, 11, 1)
    answer = changes.changes(found(slug), first=first, last=last, known_at=now())
    rows = named(changes_sheets.sheet(answer))
    text = section(page(client, f"/{slug}/changes/?from={first}&to={last}"), "h-theirs")
    shown = re.findall(r'chip s-(\w+)"', text)

    moved = [row for row in rows if row["kind"] == "change"]
    assert [word for row in moved for word in (row["earlier_level"] or "none", row["level"])] == shown
    assert all(row["earlier_level"] == row["level"] for row in rows if row["kind"] == "reaffirmation")
    assert all(row["statements"] for row in rows)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_two_days_are_as_the_matrix_has_them(slug: str) -> None:
    first, last, moment, proposal = date(2022, 3, 30), DAY, now(), found(slug)
    answer = changes.changes(proposal, first=first, last=last, known_at=moment)
    rows = named(changes_sheets.standings(answer))

    for day, name in ((first, "level_on_first_day"), (last, "level_on_last_day")):
        matrix = named(provisions_sheet.sheet(provisions.matrix(proposal, as_of=day, known_at=moment)))
        held = {(row["actor_code"], row["provision"]): row["level"] for row in matrix if row["level"]}
        assert {(row["actor_code"], row["provision"]): row[name] for row in rows if row[name]} == held
    assert all(row["differs"] is (row["level_on_first_day"] != row["level_on_last_day"]) for row in rows)


def test_what_we_did_is_a_sheet_of_its_own() -> None:
    proposal = make_proposal()
    said = log(proposal, "said", at=LONG_AGO + timedelta(hours=1))
    record = publish(proposal, "aa0-1", said, at=LONG_AGO + timedelta(hours=2))
    later = LONG_AGO + timedelta(hours=5)
    again = stances.correct(
        record=record, content=stance_content(said, level=Level.SCEPTICAL), reason="Misread.", by="Ben", at=later
    )
    stances.withdraw(record=again, reason="Another text.", by="Ben", at=later + timedelta(hours=1))
    span = {"first": date(2020, 1, 1), "last": date(2020, 2, 1)}

    answer = changes.changes(found("test-2020"), **span, known_at=now(), since=LONG_AGO)
    rows = named(changes_sheets.acts(answer))

    assert [(row["kind"], row["earlier_level"], row["level"], row["reason"]) for row in rows] == [
        ("withdrawal", "sceptical", None, "Another text."),
        ("correction", "open", "sceptical", "Misread."),
        ("new", None, "open", None),
    ]
    assert [row["kind"] for row in named(changes_sheets.said(answer))] == ["new"]
    assert named(changes_sheets.sheet(answer)) == []


def test_events_and_nominations_are_as_the_query_has_them() -> None:
    proposal = make_proposal(guarantors=2)
    source = Source.objects.get(ref="test-2020-source")
    days = {"first_day": date(2020, 2, 1), "last_day": date(2020, 2, 29)}
    Event.objects.create(proposal=proposal, ref="e", kind="summit", title="A summit", happened_on="2020-02", **days)
    Nomination.objects.create(
        ref="n",
        guarantor=proposal.guarantors.get(actor__code="AA0"),
        named_by=Actor.objects.get(code="AA1"),
        named_on="2020-02",
        source=source,
        **days,
    )
    row = found("test-2020")

    assert named(events_sheets.sheet(row, events.events(proposal.pk, as_of=DAY))) == [
        {"id": "e", "happened_on": "2020-02", "kind": "summit", "title": "A summit", "actor_code": None, "source": None}
    ]
    assert named(events_sheets.nominations(row, events.all_nominations(proposal.pk, as_of=DAY))) == [
        {
            "actor_code": "AA0",
            "actor_name": "Land 0",
            "named_by": "Land 1",
            "named_on": "2020-02",
            "source": source.ref,
            "withdrawn_on": None,
        }
    ]
