"""The sheets of statements, sources and actors say what their pages say, in the pages' order."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from guarantors.exchange.sheet import Kind, Sheet
from guarantors.exchange.sheets.actor import actor
from guarantors.exchange.sheets.search import sheet as statements
from guarantors.exchange.sheets.sources import sources
from guarantors.queries import actors, search
from guarantors.queries import sources as listed
from tests.pages.reading import anchors

pytestmark = pytest.mark.django_db
TYPES = {
    Kind.STRING: str,
    Kind.INTEGER: int,
    Kind.BOOLEAN: bool,
    Kind.DATE: date,
    Kind.DATETIME: datetime,
    Kind.LIST: tuple,
}


def read(sheet: Sheet) -> list[dict[str, object]]:
    """The rows by column, each cell of the kind that its column names."""
    found = []
    for cells in sheet.rows:
        for column, cell in zip(sheet.columns, cells, strict=True):
            assert cell is None or type(cell) is TYPES[column.kind], column.name
            assert cell != "", column.name
        found.append({column.name: cell for column, cell in zip(sheet.columns, cells, strict=True)})
    return found


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("?q=scholz", {"q": "scholz"}),
        ("?actor=DEU", {"actor": "DEU"}),
        ("?q=nato&sort=oldest", {"q": "nato", "sort": "oldest"}),
    ],
)
def test_statements(client: Client, query: str, wanted: dict[str, str]) -> None:
    rows = read(statements(search.Wanted(**wanted), known_at=datetime.now(UTC)))

    assert [row["id"] for row in rows] == anchors(client.get(f"/statements/{query}").content.decode())


def test_every_statement_is_in_the_sheet_of_all() -> None:
    rows = read(statements(search.Wanted(), known_at=datetime.now(UTC)))

    assert len(rows) == len({row["id"] for row in rows}) == 128
    joint = next(row for row in rows if row["id"] == "g7-2023-07-12")
    assert set(joint["actors"]) >= {"CAN", "FRA", "DEU"}  # type: ignore[call-overload]
    assert joint["speaker"] is None


def test_a_sheet_by_best_match_says_that_it_is_bounded() -> None:
    asked = {"known_at": datetime.now(UTC)}

    assert (
        statements(search.Wanted(q="x"), **asked).title
        == "Statements with “x”, best match first (the newest 1,000 at most)"
    )
    assert statements(search.Wanted(q="x", sort="newest"), **asked).title == "Statements with “x”"


def test_sources() -> None:
    rows = read(sources(listed.Wanted(proposal="istanbul-2022"), known_at=datetime.now(UTC)))

    assert len(rows) == 46
    assert next(row for row in rows if row["id"] == "wsj-2022-03-30")["statements"] == 19


def test_an_actor_across_proposals() -> None:
    canada = actors.find("CAN")
    assert canada

    rows = read(actor(canada, as_of=date(2026, 1, 1), known_at=datetime.now(UTC)))

    assert [(row["proposal"], row["level"], row["order"]) for row in rows] == [
        ("g7-vilnius-2023", "supportive", 2),
        ("istanbul-2022", None, None),
    ]
