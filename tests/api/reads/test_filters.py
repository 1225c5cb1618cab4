"""What narrows and orders a list: it is what a plain look at all rows finds."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from guarantors.address import programs
from guarantors.exchange.lists import LISTS
from guarantors.queries.changes import WHOLE
from tests import past
from tests.api.asking import API, wrong
from tests.api.reads.reading import body, rows

pytestmark = pytest.mark.django_db
Row = dict[str, Any]

COLUMNS: dict[tuple[str, str], Callable[[Row], Any]] = {
    ("stances", "actor"): lambda row: row["guarantor"],
    ("stances", "statement"): lambda row: row["statements"],
    ("stances", "provision"): lambda row: row["provision"] or WHOLE,
    ("codings", "actor"): lambda row: row["guarantor"],
    ("codings", "provision"): lambda row: row["provision"] or WHOLE,
    ("statements", "actor"): lambda row: row["actors"],
    ("statements", "source"): lambda row: [row["source"], *row["corroborated_by"]],
    ("relations", "statement"): lambda row: [row["later"], row["earlier"]],
}
"""Where the value of a filter stands in a row, if not under its own name."""

ELSEWHERE = {
    *("q", "as_of", "known_at", "recorded_since", "from", "to"),
    *(("stances", "role"), ("sources", "proposal"), ("relations", "proposal")),
    *(("statements", "provision"), ("statements", "level")),
}
"""Filters that ask for what is in no column of the list."""

PLAIN = [
    (name, parameter)
    for name, listing in LISTS.items()
    for parameter in programs.narrowing(listing)
    if parameter not in ELSEWHERE and (name, parameter) not in ELSEWHERE
]


def values_of(row: Row, name: str, parameter: str) -> list[Any]:
    found = COLUMNS.get((name, parameter), lambda row: row[parameter])(row)
    return found if isinstance(found, list) else [found]


@pytest.mark.parametrize(("name", "parameter"), PLAIN)
def test_a_filter_finds_what_has_the_value(client: Client, name: str, parameter: str) -> None:
    past.record()
    every = rows(client, f"{name}/?page_size=1000")
    values = {value for row in every for value in values_of(row, name, parameter)} - {None}

    assert values
    for value in sorted(values)[:6]:
        expected = [row for row in every if value in values_of(row, name, parameter)]
        assert rows(client, f"{name}/?page_size=1000&{parameter}={value}") == expected


def test_filters_go_together(client: Client) -> None:
    every = rows(client, "stances/?page_size=1000")
    expected = [row for row in every if (row["guarantor"], row["level"], row["provision"]) == ("DEU", "open", None)]

    assert rows(client, "stances/?actor=DEU&level=open&provision=whole") == expected != []


def test_the_two_clocks_bound_a_list(client: Client) -> None:
    every = rows(client, "stances/?page_size=1000")
    found = rows(client, "stances/?page_size=1000&as_of=2022-03-30")

    assert found == [row for row in every if row["effective_day"] <= "2022-03-30"]
    assert 0 < len(found) < len(every)
    said = rows(client, "statements/?page_size=1000&from=2022-03-29&to=2022-03-30")
    assert {row["said_last"] for row in said} == {"2022-03-29", "2022-03-30"}
    assert rows(client, "statements/?page_size=1000&from=2022-03-29&as_of=2022-03-30") == said


@pytest.mark.parametrize("name", ["stances", "statements", "sources", "relations", "codings", "changes"])
def test_recorded_since_includes_its_moment(client: Client, name: str) -> None:
    past.record()
    every = rows(client, f"{name}/?page_size=1000")
    moment = sorted(row["recorded_at"] for row in every)[len(every) // 2]
    later = (datetime.fromisoformat(moment) + timedelta(microseconds=1)).isoformat().replace("+00:00", "Z")

    since = [row for row in every if row["recorded_at"] >= moment]
    assert rows(client, f"{name}/?page_size=1000&recorded_since={moment}") == since
    after = [row for row in every if row["recorded_at"] > moment]
    assert rows(client, f"{name}/?page_size=1000&recorded_since={later}") == after


def test_a_search_finds_what_the_page_finds_in_its_order(client: Client) -> None:
    for query in ("q=security", "q=security&sort=newest", "q=security&sort=oldest", "q=scholz&actor=DEU"):
        file = b"".join(client.get(f"/statements.json?{query}").streaming_content)  # type: ignore[attr-defined]
        listed = [row["id"] for row in json.loads(file)["rows"]]

        assert [row["id"] for row in rows(client, f"statements/?page_size=1000&{query}")] == listed != []


ORDERS = [
    ("stances", "effective", lambda row: (row["effective_day"], row["sequence"])),
    ("stances", "recorded", lambda row: row["recorded_at"]),
    ("proposals", "made", lambda row: row["made_on"]),
    ("nominations", "named", lambda row: row["last_day"]),
    ("sources", "recorded", lambda row: row["recorded_at"]),
    ("events", "happened", lambda row: row["last_day"]),
    ("codings", "recorded", lambda row: row["recorded_at"]),
    ("relations", "recorded", lambda row: row["recorded_at"]),
]


@pytest.mark.parametrize(("name", "sort", "key"), ORDERS, ids=[f"{name}-{sort}" for name, sort, _ in ORDERS])
def test_an_order_and_its_reverse(client: Client, name: str, sort: str, key: Callable[[Row], Any]) -> None:
    past.record()

    rising = rows(client, f"{name}/?page_size=1000&sort={sort}")

    assert [key(row) for row in rising] == sorted(map(key, rising))
    assert rows(client, f"{name}/?page_size=1000&sort=-{sort}") == rising[::-1]


def test_every_order_is_tried() -> None:
    tried = {(name, sign + sort) for name, sort, _ in ORDERS for sign in ("", "-")}
    alone = {("statements", sort) for sort in ("newest", "oldest", "relevance")}
    alone |= {("provisions", "place"), ("actors", "code"), ("speakers", "name"), ("changes", "number")}

    assert {(name, sort) for name, listing in LISTS.items() for sort in listing.orders} == tried | alone


@pytest.mark.parametrize("name", LISTS)
def test_a_word_that_a_parameter_cannot_say_is_refused_with_those_that_it_can(client: Client, name: str) -> None:
    words = programs.fixed_words(LISTS[name])
    for parameter, choices in words.items():
        response = client.get(f"{API}{name}/?{parameter}=nope")
        [(field, rule)] = wrong(response)
        assert (response.status_code, field, rule) == (400, parameter, "word-is-known")
        assert f"the allowed ones are: {', '.join(choices)}." in response.json()["errors"][0]["detail"]


def test_every_fault_is_named_at_once(client: Client) -> None:
    address = "stances/?levle=open&level=opn&as_of=2022-02-30&page_size=0001001&proposal=nope&actor=ZZZ&fields=id,x"

    assert {field for field, _ in wrong(client.get(API + address))} == {
        *("levle", "level", "as_of", "page_size", "proposal", "actor", "fields")
    }


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("stances/?statement=nope", "statement"),
        ("statements/?source=nope", "source"),
        ("stances/?proposal=istanbul-2022&provision=nope", "provision"),
        ("statements/?level=none&level=open", "level"),
        ("stances/?level=none", "level"),
        ("stances/?page_size=0", "page_size"),
        ("stances/?page_size=1001", "page_size"),
        ("stances/?as_of=2999-01-01", "as_of"),
        ("stances/?known_at=2999-01-01", "known_at"),
        ("sources/?expand=id", "expand"),
        ("stances/?expand=statements&format=csv", "expand"),
        ("changes/?known_at=2022-01-01", "known_at"),
        ("statements/?from=2022-02-02&to=2022-02-01", "from"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(client: Client, address: str, field: str) -> None:
    response = client.get(API + address)

    assert response.status_code == 400
    assert [name for name, _ in wrong(response)] == [field]


def test_the_index_names_each_list_with_its_parameters(client: Client) -> None:
    index = body(client, "")

    for name, listing in LISTS.items():
        assert index[name]["parameters"] == list(programs.parameters(listing))
        assert client.get(index[name]["href"]).status_code == 200
