"""What an answer says beside its rows: by what it is known again, since when it holds, for how long it may be kept."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils.http import http_date

from guarantors.exchange.lists import LISTS
from guarantors.queries.proposals import last_change
from tests import past, world
from tests.api.asking import API, wrong

pytestmark = pytest.mark.django_db
READ = [
    *(f"{name}/" for name in LISTS),
    *("", "guarantors/?proposal=test-2020", "guarantors/test-2020/AA0/", "agreement/", "disagreements/", "codebook/"),
    *("stances/test-2020/aa0-1/", "stances/test-2020/aa0-1/versions/", "stances/?format=csv", "stances/?format=jsonl"),
]


def test_a_repeated_read_is_a_304(client: Client) -> None:
    past.record()
    for address in READ:
        first = client.get(API + address)
        again = client.get(API + address, headers={"If-None-Match": first.headers["ETag"]})

        assert (again.status_code, again.content) == (304, b""), address
        assert first.headers["Cache-Control"] == "public, no-cache", address


@pytest.mark.parametrize(
    "address",
    ["stances/", "statements/?proposal=test-2020", "guarantors/?proposal=test-2020", "changes/?page_size=1000"],
)
def test_until_something_changes(client: Client, address: str) -> None:
    proposal = past.record()
    first = client.get(API + address)
    said = world.log(proposal, "said-9")
    world.publish(proposal, "aa0-9", said, effective_on="2020-02-02")

    again = client.get(API + address, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 200
    assert again.headers["ETag"] != first.headers["ETag"]


def test_the_last_change_is_named_once_its_second_is_over(client: Client) -> None:
    changed = last_change()
    assert changed is not None
    with time_machine.travel(changed + timedelta(milliseconds=800), tick=False):
        assert "Last-Modified" not in client.get(f"{API}statements/").headers
    with time_machine.travel(changed + timedelta(seconds=30), tick=False):
        first = client.get(f"{API}statements/")
        assert first.headers["Last-Modified"] == http_date(changed.timestamp())
        again = client.get(f"{API}statements/", headers={"If-Modified-Since": first.headers["Last-Modified"]})
        assert again.status_code == 304


def test_a_view_of_today_is_another_one_tomorrow(client: Client) -> None:
    tomorrow = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    with time_machine.travel(tomorrow + timedelta(hours=1), tick=False):
        response = client.get(f"{API}stances/")

    assert response.headers["Last-Modified"] == http_date(tomorrow.timestamp())
    assert response.json()["as_of"] == tomorrow.date().isoformat()


FOR_EVER = "public, max-age=31536000, immutable"
FIXED = f"as_of=2020-01-05&{past.known_at(2)}"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        (f"stances/?{FIXED}", FOR_EVER),
        (f"statements/?{FIXED}", FOR_EVER),
        (f"codings/?{FIXED}", FOR_EVER),
        (f"guarantors/?proposal=test-2020&{FIXED}", FOR_EVER),
        (f"guarantors/test-2020/AA0/?{FIXED}", FOR_EVER),
        (f"statements/?from=2020-01-01&to=2020-01-05&{past.known_at(2)}", FOR_EVER),
        (f"statements/?q=says&{FIXED}", "public, no-cache"),  # a source's title is searched too, as it is now
        (f"events/?{FIXED}", "public, no-cache"),  # an event has no clock of its own and may be added later
        (f"nominations/?{FIXED}", "public, no-cache"),
        ("stances/?as_of=2020-01-05", "public, no-cache"),
        (f"stances/?{past.known_at(2)}", "public, no-cache"),
    ],
)
def test_only_what_stays_the_same_may_be_kept_for_ever(client: Client, address: str, kept: str) -> None:
    past.record()

    assert client.get(API + address).headers["Cache-Control"] == kept


def test_what_is_settled_only_now_may_not_be_kept_for_ever(client: Client) -> None:
    """An entry carries the moment at which its transaction began, and may be committed a little later."""
    now = datetime.now(UTC)
    recent = f"{API}stances/?as_of=2022-03-30&known_at={now - timedelta(minutes=30):%Y-%m-%dT%H:%M:%SZ}"

    assert client.get(recent).headers["Cache-Control"] == "public, no-cache"
    with time_machine.travel(now + timedelta(hours=2), tick=False):
        assert client.get(recent).headers["Cache-Control"] == FOR_EVER


def test_a_licence_is_named(client: Client) -> None:
    assert (
        '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in client.get(f"{API}stances/").headers["Link"]
    )


def test_head_says_what_get_says_without_the_rows(client: Client) -> None:
    past.record()
    same = ("Content-Type", "Cache-Control", "Link", "Vary")
    for address in READ:
        answer, head = client.get(API + address), client.head(API + address)

        assert (head.status_code, head.content) == (200, b""), address
        assert [head.headers.get(name) for name in same] == [answer.headers.get(name) for name in same], address


def test_other_methods_are_a_405_that_names_those_that_are_taken(client: Client) -> None:
    past.record()
    for path in {(API + address).split("?")[0] for address in READ}:
        options = client.options(path)
        taken = options.headers["Allow"].split(", ")

        assert (options.status_code, options.content) == (204, b""), path
        assert {"GET", "HEAD", "OPTIONS"} <= set(taken), path
        for method in {"POST", "PUT", "PATCH", "DELETE"} - set(taken):
            refused = client.generic(method, path)
            assert (refused.status_code, refused.headers["Allow"]) == (405, options.headers["Allow"]), path
            assert wrong(refused) == []
