"""A single row by its names, and every version of what has versions."""

import pytest
from django.test import Client

from guarantors.exchange.lists import LISTS
from tests import past
from tests.api.asking import API, wrong
from tests.api.reads.reading import body, rows

pytestmark = pytest.mark.django_db
KEYED = [listing for listing in LISTS.values() if listing.key]


@pytest.mark.parametrize("listing", KEYED, ids=lambda listing: listing.name)
def test_a_row_has_an_address_of_its_own(client: Client, listing: object) -> None:
    past.record()
    name, key = listing.name, listing.key  # type: ignore[attr-defined]

    for row in rows(client, f"{name}/?page_size=1000")[::5]:
        names = "/".join(str(row[column]) for column in key)
        assert body(client, f"{name}/{names}/") == row


def test_the_versions_of_a_row_come_newest_first(client: Client) -> None:
    past.record()

    two, one = body(client, "stances/test-2020/aa0-1/versions/")["results"]

    assert (two["version"], two["level"], two["reason"], two["superseded_at"]) == (2, "supportive", "Misread.", None)
    assert (one["version"], one["level"], one["superseded_at"]) == (1, "open", "2021-01-02T00:00:00Z")
    assert one["conditions"] == [{"kind": "consent", "text": "Only if others do.", "status": "open"}]
    assert [row["version"] for row in rows(client, "statements/said-1/versions/")] == [2, 1]


def test_before_it_was_corrected_there_was_one_version_and_it_stood(client: Client) -> None:
    past.record()

    [one] = rows(client, f"stances/test-2020/aa0-1/versions/?{past.known_at(0)}")

    assert (one["version"], one["superseded_at"], one["superseded_by"]) == (1, None, None)
    assert body(client, f"stances/test-2020/aa0-1/?{past.known_at(0)}") == one


def test_what_was_withdrawn_keeps_its_address_and_says_why(client: Client) -> None:
    past.record()

    for address, why in (("stances/test-2020/aa1-1/", "Another state."), ("statements/said-2/", "Never said.")):
        row = body(client, address)
        assert (row["withdrawal_reason"], row["superseded_at"]) == (why, "2021-01-03T00:00:00Z")
        assert body(client, f"{address}?{past.known_at(1)}")["withdrawal_reason"] is None


@pytest.mark.parametrize(
    "address",
    [
        "stances/test-2020/nope/",
        "stances/nope/aa0-1/",
        "stances/test-2020/nope/versions/",
        "statements/nope/",
        f"statements/said-1/?{past.known_at(-9999)}",
        "changes/999999999999999999999999/",
        "changes/0/",
        "actors/ZZZ/",
        "provisions/test-2020/nope/",
        "guarantors/test-2020/ZZZ/",
        "guarantors/nope/AA0/",
        "provisions/test-2020/clause/versions/",
        "sources/test-2020-source/versions/",
        "nominations/claim-1/",
    ],
)
def test_what_is_not_there_is_a_problem_that_says_so(client: Client, address: str) -> None:
    past.record()

    response = client.get(API + address)

    assert response.status_code == 404
    assert wrong(response) == []
    assert response.json()["detail"].startswith("There is no") or response.json()["detail"].startswith(
        "ZZZ has no part"
    )


def test_fields_and_expansion_of_one_row(client: Client) -> None:
    past.record()

    row = body(client, f"stances/test-2020/aa0-1/?fields=id,level&expand=statements&{past.known_at(0)}")

    assert row.pop("included") == {"statements": {"said-1": body(client, f"statements/said-1/?{past.known_at(0)}")}}
    assert row == {"id": "aa0-1", "level": "open"}


@pytest.mark.parametrize("parameter", ["format", "as_of", "sort", "page_size", "cursor", "proposal"])
def test_one_row_takes_no_parameter_of_a_list(client: Client, parameter: str) -> None:
    past.record()

    response = client.get(f"{API}stances/test-2020/aa0-1/?{parameter}=1")

    assert wrong(response) == [(parameter, "parameter-is-known")]
