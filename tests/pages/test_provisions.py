"""The matrix against a plain reading of the file, cell by cell."""

import re
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from guarantors.models import Provision
from tests.pages.reading import page, text_of
from tests.test_plain_reading import dataset, level_of_chip, plain_reading, provisions
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db
DAYS = [date(2022, 2, 1), date(2022, 3, 30), date(2022, 6, 2), date(2024, 1, 1), date(2026, 11, 1)]


def matrix(client: Client, address: str) -> dict[str, list[str]]:
    """The markup of the cells of each row."""
    found = re.findall(r'<tr id="row-(\w+)">(.*?)</tr>', page(client, address), re.DOTALL)
    return {code: re.findall(r"<td>(.*?)</td>", row, re.DOTALL) for code, row in found}


def level(cell: str) -> str | None:
    return level_of_chip(cell) if "chip" in cell else None


@pytest.mark.parametrize("slug", ["istanbul-2022", "g7-vilnius-2023", "budapest-1994"])
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_cell_is_what_the_file_says(client: Client, slug: str, day: date) -> None:
    found = matrix(client, f"/{slug}/provisions/?as_of={day}")
    columns = [plain_reading(slug, provision, day) for provision in provisions(slug)]

    assert {code: [level(cell) for cell in cells] for code, cells in found.items()} == {
        part["actor"]: [column[part["actor"]] for column in columns] for part in dataset(slug)["guarantors"]
    }
    held = sum(value is not None for column in columns for value in column.values())
    total = len(columns) * len(columns[0])
    assert f"{held} of {total} cells hold" in text_of(page(client, f"/{slug}/provisions/?as_of={day}")).replace(
        "holds", "hold"
    )


def test_a_cell_leads_to_the_guarantor_at_that_provision(client: Client) -> None:
    cells = matrix(client, "/istanbul-2022/provisions/?as_of=2022-03-30")["GBR"]
    links = [re.findall(r'href="(/[^"]+)"', cell) for cell in cells]

    assert links[1] == ["/istanbul-2022/GBR/?as_of=2022-03-30&amp;provision=collective-defence"]
    assert "Opposed" in text_of(page(client, links[1][0].replace("&amp;", "&")))


def test_an_empty_cell_says_no_statement_and_shows_a_dash(client: Client) -> None:
    cells = matrix(client, "/istanbul-2022/provisions/?as_of=2022-03-30")["CAN"]

    assert {text_of(cell) for cell in cells} == {"– No stance"}


def test_a_role_narrows_the_matrix_and_its_count(client: Client) -> None:
    address = "/istanbul-2022/provisions/?as_of=2022-03-30&role=counterparty"

    assert list(matrix(client, address)) == ["RUS"]
    assert "2 of 11 cells hold a position" in text_of(page(client, address))


def test_the_matrix_of_a_past_moment_is_as_we_knew_it(client: Client) -> None:
    found = matrix(client, "/istanbul-2022/provisions/?known_at=2020-01-01")

    assert {level(cell) for cells in found.values() for cell in cells} == {None}


@pytest.mark.parametrize("count", [3, 30])
def test_the_number_of_queries_does_not_grow(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    proposal = make_proposal(guarantors=count)
    clauses = [proposal.provisions.get()] + [
        Provision.objects.create(proposal=proposal, slug=f"c{n}", title=f"C {n}", obligation="other", position=n)
        for n in range(1, count)
    ]
    for number, clause in enumerate(clauses):
        statement = log(proposal, f"said-{number}", f"AA{number}")
        publish(proposal, f"aa{number}-1", statement, code=f"AA{number}", provision=clause)

    with django_assert_num_queries(12):
        assert client.get("/test-2020/provisions/").status_code == 200
