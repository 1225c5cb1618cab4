"""A list page by page is the list: whatever the size of a page, and whatever is recorded meanwhile."""

from datetime import date

import pytest
from django.test import Client

from guarantors.actions import rows as amendable
from guarantors.actions import stances
from guarantors.actions.publication import publication
from guarantors.domain.stance import Level
from guarantors.exchange.lists import LISTS
from guarantors.models import Proposal, StanceRecord
from tests import past, world
from tests.api.asking import API, wrong
from tests.api.reads.reading import body, rows, walked

pytestmark = pytest.mark.django_db

WALKED = [
    *(f"{name}/?sort={sort}" for name, listing in LISTS.items() for sort in listing.orders if name != "changes"),
    *("changes/?noun=stance", "statements/?q=security", "stances/?level=open", "guarantors/?proposal=g7-vilnius-2023"),
    *("guarantors/?proposal=istanbul-2022&sort=-name", "codebook/?", f"proposals/?{past.known_at(3)}"),
]


@pytest.mark.parametrize("address", WALKED)
def test_pages_of_any_size_are_the_list(client: Client, address: str) -> None:
    """The shipped records share days, places and moments, so that there are ties at the end of many a page."""
    past.record()
    whole = rows(client, f"{address}&page_size=1000")
    sizes = (1, 2, 7) if len(whole) < 40 else (7, 50)

    assert whole
    for size in sizes:
        assert walked(client, f"{address}&page_size={size}") == whole


def test_a_page_says_where_the_next_one_is_and_the_last_that_there_is_none(client: Client) -> None:
    response = client.get(f"{API}proposals/?page_size=2")
    following = response.json()["next"]

    assert f'<{following}>; rel="next"' in response.headers["Link"]
    assert f'<http://testserver{API}proposals/?page_size=2>; rel="first"' in response.headers["Link"]
    assert len(response.json()["results"]) == 2
    last = client.get(following)
    assert last.json()["next"] is None
    assert 'rel="next"' not in last.headers["Link"]
    assert 'rel="first"' in last.headers["Link"]


def stance(ref: str) -> StanceRecord:
    return StanceRecord.objects.get(ref=ref, guarantor__proposal__slug="test-2020")


@pytest.mark.parametrize("sort", LISTS["stances"].orders)
def test_what_is_recorded_meanwhile_moves_nothing(client: Client, sort: str) -> None:
    """All pages show the moment of the first, though a stance is corrected, one withdrawn and one added since."""
    proposal = past.record()
    said = proposal.statements.get(ref="said-1")
    for day in (3, 4, 5):
        world.publish(proposal, f"aa0-{day}", said, effective_on=f"2020-01-0{day}")
    address = f"stances/?proposal=test-2020&sort={sort}"
    before = rows(client, address)
    first = body(client, f"{address}&page_size=2")

    stances.withdraw(record=stance("aa0-3"), reason="Never so.", by="Ben")
    content = world.stance_content(said, effective_on="2020-01-09", level=Level.OPPOSED)
    stances.correct(record=stance("aa0-4"), content=content, reason="Another day.", by="Ben")
    world.publish(proposal, "aa0-6", said, effective_on="2020-01-03")

    assert first["results"] + walked(client, first["next"]) == before
    assert {row["id"] for row in rows(client, address)} == {"aa0-1", "aa0-4", "aa0-5", "aa0-6"}


def test_what_is_amended_meanwhile_moves_nothing(client: Client) -> None:
    """The pages that follow are in the order of the first, though the oldest proposal comes first by now."""
    before = rows(client, "proposals/?sort=made")
    first = body(client, "proposals/?sort=made&page_size=1")
    slug = before[-1]["slug"]
    with publication(Proposal.objects.get(slug=slug)) as at:
        values = {"made_on": date(1900, 1, 1)}
        amendable.put(Proposal, key={"slug": slug}, values=values, ref=slug, reason="A test.", by="Ada", at=at)

    assert first["results"] + walked(client, first["next"]) == before
    assert rows(client, "proposals/?sort=made")[0]["slug"] == slug


@pytest.mark.parametrize(
    ("address", "cursor"),
    [
        ("stances/?", "x"),
        ("stances/?", "é"),
        ("stances/?", "bnVsbA"),  # null
        ("stances/?", "W10"),  # []
        ("stances/?", "WzEsMiwzXQ"),  # [1, 2, 3], where the first is a day
        ("stances/?sort=recorded&", "WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzE0OjAwIiwxXQ"),  # before the first moment
        ("actors/?", "WyJcdWQ4MDAiLDFd"),  # half a character
        ("actors/?", "WyJcdTAwMDAiLDFd"),  # none
        ("changes/?", "WzFlNDAwXQ"),  # no number
        ("changes/?", "W3RydWVd"),  # true
        ("changes/?", "A" * 601),
        ("guarantors/?proposal=istanbul-2022&", "WyJaWloiXQ"),  # ["ZZZ"]
        ("codebook/?", "Wzk5OTk5XQ"),
        ("codebook/?", "Wy0xXQ"),
        ("statements/?q=security&", "WzEsMV0"),
    ],
)
def test_a_cursor_that_no_page_gave_is_refused(client: Client, address: str, cursor: str) -> None:
    response = client.get(f"{API}{address}cursor={cursor}")

    assert response.status_code == 400
    assert wrong(response) == [("cursor", "cursor-is-of-this-list")]


def test_a_cursor_of_another_order_is_refused(client: Client) -> None:
    following = body(client, "stances/?page_size=1")["next"]

    assert wrong(client.get(f"{following}&sort=recorded")) == [("cursor", "cursor-is-of-this-list")]
