"""Every file says what it is and where it comes from, and refuses what its page refuses."""

import json
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from guarantors.exchange.offered import ENDINGS, OFFERS
from guarantors.files.urls import FILES
from guarantors.models import Proposal
from tests.files.test_guarantor_table import content

pytestmark = pytest.mark.django_db
CLOCKS = "as_of=2022-03-30&known_at=2022-04-02T00:00:00Z"
STEMS = [stem.replace("<slug:slug>", "istanbul-2022").replace("<actor:code>", "DEU") for stem in FILES]
PERIOD = "known_at=2022-04-02T00:00:00Z&from=2022-03-29&to=2022-03-30"
OTHER_CLOCKS = {
    **{f"istanbul-2022/{stem}": PERIOD for stem in ("changes", "entries", "standings")},
    "statements": PERIOD,
}
"""Files of a period, which end on a day."""
RECORDED_CLOCK_ALONE = ("sources", "method/agreement", "method/disagreements")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("stem", [stem for stem in STEMS if stem not in RECORDED_CLOCK_ALONE])
def test_a_file_names_its_proposal_its_clocks_and_its_licence(client: Client, stem: str, ending: str) -> None:
    clocks = OTHER_CLOCKS.get(stem, CLOCKS)
    response = client.get(f"/{stem}.{ending}?{clocks}")

    assert response.status_code == 200
    name = response.headers["Content-Disposition"]
    assert re.fullmatch(rf'attachment; filename="[\w-]+_as-of-2022-03-30_known-2022-04-02\.{ending}"', name)
    link = f'<http://testserver/{stem}.{ending}?{clocks}>; rel="canonical", '
    assert response.headers["Link"] == link + '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not response.cookies


def test_a_view_without_clocks_names_the_ones_that_give_the_same_again(client: Client) -> None:
    response = client.get("/istanbul-2022/export.csv")
    first = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    canonical = response.headers["Link"].split(">")[0].removeprefix("<http://testserver")

    changed_at = Proposal.objects.get(slug="istanbul-2022").changed_at
    assert f"known_at={changed_at.replace(tzinfo=None).isoformat()}Z" in canonical
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert content(client, canonical) == first


def test_csv_is_streamed(client: Client) -> None:
    response = client.get("/istanbul-2022/statements.csv")

    assert response.streaming
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert b"".join(response.streaming_content).startswith(b"id,version,actors,")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ("as_of=2022-02-30", "as_of", "there is no day 30 in February 2022; it has 28 days."),
        ("known_at=then", "known_at", "“then” is not a moment; write 2022-04-02T00:00:00Z (UTC) or a day, 2022-04-02."),
        ("level=warm", "level", "there is no level “warm”; the allowed ones are: committed,"),
        ("bom=1", "bom", "there is no such parameter here; the allowed ones are: as_of, known_at, provision,"),
        ("level=open&level=open", "level", "given 2 times; give it once."),
    ],
)
def test_a_refusal_of_json_is_a_problem(client: Client, query: str, field: str, said: str) -> None:
    response = client.get(f"/istanbul-2022/export.json?{query}")

    assert (response.status_code, response.headers["Content-Type"]) == (400, "application/problem+json")
    (error,) = response.json()["errors"]
    assert error["field"] == field
    assert said in error["detail"]


@pytest.mark.parametrize(
    "address", ["/istanbul-2022/export.csv", "/istanbul-2022/DEU.xlsx", "/istanbul-2022/stances.csv"]
)
def test_a_refusal_of_another_file_is_a_page(client: Client, address: str) -> None:
    response = client.get(f"{address}?as_of=2022-02-30")

    assert response.status_code == 400
    assert "there is no day 30 in February 2022; it has 28 days" in response.content.decode()


def test_bom_is_one_or_nought(client: Client) -> None:
    assert content(client, "/istanbul-2022/export.csv?bom=1").startswith(b"\xef\xbb\xbfactor_code,")
    assert content(client, "/istanbul-2022/export.csv?bom=0").startswith(b"actor_code,")
    assert content(client, "/istanbul-2022/export.csv?bom=").startswith(b"actor_code,")
    assert (
        "there is no bom “2”; the allowed ones are: 1, 0"
        in client.get("/istanbul-2022/export.csv?bom=2").content.decode()
    )


@pytest.mark.parametrize(
    ("stem", "said"),
    [("nowhere/export", "There is no proposal “nowhere”."), ("istanbul-2022/XYZ", "XYZ has no part in “")],
)
def test_what_is_not_there_is_a_404(client: Client, stem: str, said: str) -> None:
    problem, page = client.get(f"/{stem}.json"), client.get(f"/{stem}.csv")

    assert (problem.status_code, problem.headers["Content-Type"]) == (404, "application/problem+json")
    assert problem.json()["detail"].startswith(said)
    assert page.status_code == 404
    assert said in page.content.decode()


def test_a_file_is_only_read(client: Client) -> None:
    assert client.post("/istanbul-2022/export.csv").status_code == 405
    assert client.head("/istanbul-2022/export.csv").status_code == 200


@pytest.mark.parametrize("stem", ["export", *(offer.stem for offer in OFFERS)])
def test_a_file_costs_no_more_queries_for_more_guarantors(
    client: Client, stem: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(14) as small:
        content(client, f"/budapest-1994/{stem}.csv")
    # One more where there are rows of a kind that the smaller one has none of.
    with django_assert_max_num_queries(len(small) + 1):
        content(client, f"/g7-vilnius-2023/{stem}.csv")


def test_the_columns_of_each_offer_are_those_of_its_file(client: Client) -> None:
    for offer in OFFERS:
        found = json.loads(content(client, f"/istanbul-2022/{offer.stem}.json"))

        assert [column["name"] for column in found["columns"]] == [column.name for column in offer.columns]
        assert all(list(row) == [column.name for column in offer.columns] for row in found["rows"])
