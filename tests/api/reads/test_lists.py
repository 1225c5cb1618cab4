"""Every list: its rows, what they were at a moment, and what can be had with them."""

from typing import Any

import pytest
import yaml
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guarantors.exchange.lists import LISTS
from tests import past, world
from tests.api.reads.reading import body, rows

pytestmark = pytest.mark.django_db

DATASETS = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in world.FILES]
COUNTS = {
    "proposals": len(DATASETS),
    "provisions": sum(len(dataset["proposal"]["provisions"]) for dataset in DATASETS),
    "sources": len({entry["id"] for dataset in DATASETS for entry in dataset["sources"]}),
    "statements": sum(len(dataset["statements"]) for dataset in DATASETS),
    "stances": sum(len(dataset["stances"]) for dataset in DATASETS),
}
"""Neither of them has nominations, events, relations or codings."""

OF_TEST = "proposal=test-2020"


@pytest.mark.parametrize("name", COUNTS)
def test_a_list_has_what_the_files_have(client: Client, name: str) -> None:
    assert len(rows(client, f"{name}/?page_size=1000")) == COUNTS[name]


@pytest.mark.parametrize("name", LISTS)
def test_a_row_has_the_columns_that_the_list_names(client: Client, name: str) -> None:
    past.record()

    found = rows(client, f"{name}/?page_size=1000")

    assert {tuple(row) for row in found} == {tuple(column.name for column in LISTS[name].columns)}


def of(found: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in found]


THEN: list[tuple[str, tuple[str, ...], dict[int, list[tuple[Any, ...]]]]] = [
    (
        f"stances/?{OF_TEST}",
        ("id", "version", "level"),
        {
            0: [("aa1-1", 1, "open"), ("aa0-1", 1, "open")],
            1: [("aa0-1", 2, "supportive"), ("aa1-1", 1, "open")],
            2: [("aa0-1", 2, "supportive")],
        },
    ),
    (
        f"statements/?{OF_TEST}&sort=oldest",
        ("id", "version", "summary", "actors"),
        {
            0: [("said-1", 1, "Says so.", ["AA0"]), ("said-2", 1, "Says so.", ["AA0", "AA1"])],
            2: [("said-1", 2, "Says so more clearly.", ["AA0"])],
        },
    ),
    (
        f"sources/?{OF_TEST}",
        ("id", "status"),
        {2: [("test-2020-source", "standing")], 3: [("test-2020-source", "withdrawn")]},
    ),
    ("actors/?q=land+aa", ("code", "name", "kind"), {3: [("AA0", "Land 0", "state"), ("AA1", "Land 1", "state")]}),
    (
        "actors/?q=aa0",
        ("code", "name", "kind"),
        {3: [("AA0", "Land 0", "state")], 4: [("AA0", "Newland", "organisation")]},
    ),
    ("actors/?q=newl", ("code",), {3: [], 4: [("AA0",)]}),
    (
        f"provisions/?{OF_TEST}",
        ("slug", "title", "obligation"),
        {3: [("clause", "A clause", "defence")], 4: [("clause", "New clause", "neutrality")]},
    ),
    ("proposals/?status=in_negotiation", ("slug", "title", "made_by"), {3: [], 4: [("test-2020", "Renamed", ["AA1"])]}),
    ("proposals/?sort=-made&page_size=1&status=proposed", ("slug",), {4: []}),
    (
        f"events/?{OF_TEST}",
        ("id", "title", "kind", "actor"),
        {3: [("event-1", "Talks", "talks", "AA0")], 4: [("event-1", "Meeting", "summit", "AA1")]},
    ),
    (
        f"nominations/?{OF_TEST}",
        ("id", "actor", "named_by", "source"),
        {0: [("claim-1", "AA0", "AA1", "test-2020-source")]},
    ),
    (f"codings/?{OF_TEST}", ("statement", "guarantor", "coder", "level"), {0: [("said-1", "AA0", "ada", "open")]}),
    (f"relations/?{OF_TEST}", ("later", "relation", "earlier"), {0: [("said-2", "reaffirms", "said-1")]}),
]


@pytest.mark.parametrize(("address", "names", "then"), THEN, ids=[item[0] for item in THEN])
def test_a_list_of_a_past_moment_says_what_was_on_record(
    client: Client, address: str, names: tuple[str, ...], then: dict[int, list[tuple[Any, ...]]]
) -> None:
    past.record()

    assert {day: of(rows(client, f"{address}&{past.known_at(day)}"), *names) for day in then} == then


def test_nothing_is_on_record_before_it_was_recorded(client: Client) -> None:
    past.record()

    for name in ("stances", "statements", "codings", "relations", "nominations", "events"):
        assert rows(client, f"{name}/?{OF_TEST}&{past.known_at(-9999)}") == [], name


def test_what_was_amended_is_filtered_by_what_it_was(client: Client) -> None:
    past.record()
    for address, day, ids in (
        ("stances/?role=signatory", 3, []),
        ("stances/?role=signatory", 4, ["aa0-1"]),
        ("stances/?role=proposed_guarantor", 3, ["aa0-1"]),
        ("stances/?role=proposed_guarantor", 4, []),
        ("events/?kind=talks", 3, ["event-1"]),
        ("events/?kind=talks", 4, []),
        ("events/?actor=AA1", 3, []),
        ("events/?actor=AA1", 4, ["event-1"]),
        ("provisions/?obligation=neutrality", 3, []),
        ("provisions/?obligation=neutrality", 4, ["clause"]),
        ("sources/?status=withdrawn", 2, []),
        ("sources/?status=withdrawn", 3, ["test-2020-source"]),
    ):
        found = rows(client, f"{address}&{OF_TEST}&{past.known_at(day)}")
        assert [row["slug" if "provisions" in address else "id"] for row in found] == ids, (address, day)
    for day, codes in ((3, []), (4, ["AA0"])):
        newest = rows(client, f"actors/?kind=organisation&{past.known_at(day)}&page_size=1000")
        assert [row["code"] for row in newest if row["code"] == "AA0"] == codes


def test_a_stance_of_a_day_to_come_does_not_count_yet(client: Client) -> None:
    proposal = past.record()
    said = proposal.statements.get(ref="said-1")
    world.publish(proposal, "aa0-2", said, effective_on="2020/2999", at=past.moment(9))

    assert "aa0-2" not in [row["id"] for row in rows(client, f"stances/?{OF_TEST}")]
    assert body(client, "stances/test-2020/aa0-2/")["effective_day"] == "2999-12-31"


EXPANDED = [(name, listing) for name, listing in LISTS.items() if listing.names]


@pytest.mark.parametrize(("name", "listing"), EXPANDED)
def test_whatever_a_row_names_can_be_had_with_it(client: Client, name: str, listing: Any) -> None:
    """Each once, under its list and its name, and just as its own address gives it."""
    past.record()
    words = ",".join(listing.names)

    moment = "" if name == "changes" else past.known_at(1)
    answer = body(client, f"{name}/?expand={words}&page_size=1000&{moment}")

    assert set(answer["included"]) == {named.list_ for named in listing.names.values()}
    for list_, included in answer["included"].items():
        for called, row in list(included.items())[::7]:
            assert body(client, f"{list_}/{called}/?{moment}") == row
    for named in listing.names.values():
        *within, last = named.columns
        for row in answer["results"]:
            for value in row[last] if isinstance(row[last], list) else [row[last]]:
                if value is not None and all(row[column] for column in within):
                    assert "/".join([*(row[column] for column in within), value]) in answer["included"][named.list_]


@pytest.mark.parametrize("name", [*LISTS, "guarantors"])
def test_a_page_takes_as_many_queries_whatever_its_size(client: Client, name: str) -> None:
    past.record()
    expand = ["proposal", "actor", "statements"] if name == "guarantors" else list(LISTS[name].names)
    words = f"&expand={','.join(expand)}" if expand else ""
    only = "&proposal=g7-vilnius-2023" if name == "guarantors" else ""
    counts = []
    for size in (2, 1000):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            found = rows(client, f"{name}/?page_size={size}{only}{words}")
        counts.append(len(asked))

    assert 0 < counts[0] <= 30
    assert len(found) > 2 or name in ("nominations", "relations", "codings", "events")
    assert counts[1] <= counts[0] + 1, "no more than one for what only the longer page names"
