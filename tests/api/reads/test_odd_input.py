"""Whatever is asked: an answer or a problem that says what is wrong, never a broken server."""

from collections import Counter
from datetime import date
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from guarantors.address.programs import fixed_words, parameters
from guarantors.address.reading import PARAMETERS, WORDS
from guarantors.exchange.lists import LISTS, Listing
from guarantors.exchange.lists.cursor import written
from tests.api.asking import API
from tests.engines import examples

PATHS = [
    *(f"{name}/" for name in LISTS),
    *("", "guarantors/", "guarantors/istanbul-2022/DEU/", "agreement/", "disagreements/", "codebook/"),
    *("stances/istanbul-2022/deu-whole-2/", "stances/istanbul-2022/deu-whole-2/versions/", "changes/1/", "nope/"),
    *("statements/deu-2022-03-30-hebestreit/versions/", "provisions/istanbul-2022/neutrality/", "actors/DEU/"),
]
SENSIBLE = [
    *("istanbul-2022", "DEU", "neutrality", "whole", "deu-2022-03-30-hebestreit", "2022-03-30", "2022-03-30T12:00:00Z"),
    *("1", "7", "1000", "id", "id,level", "actor,proposal", "statements", "security", '"joint declaration" nato*'),
    *(word for words in WORDS.values() for word in words),
]
ODD = [
    *(
        "",
        " ",
        ",",
        "id,,id",
        "0",
        "-1",
        "0001001",
        "9" * 400,
        "٣",
        "2022-02-30",
        "9999-12-31",
        "0001-01-01T00:00:00+14:00",
    ),
    *("\0", "\ud800", "💥", "%", "%00", "'; --", '"', "*", "(", "a" * 300, "null", "NaN", "../..", "1e400"),
]
cursors = st.lists(st.integers() | st.text() | st.none() | st.floats() | st.sampled_from(SENSIBLE), max_size=4).map(
    lambda values: written(tuple(values))
)
values = st.sampled_from(SENSIBLE) | st.sampled_from(ODD) | st.text(max_size=20)
pairs = st.tuples(st.sampled_from(PARAMETERS), values) | st.tuples(st.just("cursor"), cursors)
accepts = st.sampled_from(["*/*", "text/csv", "text/html", "application/jsonl;q=0.5, text/csv;q=x", ";", "a/b;q=0,,"])


@settings(max_examples=examples(300))
@given(
    path=st.sampled_from(PATHS),
    asked=st.lists(pairs, max_size=4),
    more=st.dictionaries(st.text(max_size=8), values, max_size=1),
    accept=accepts | st.text(max_size=20).filter(lambda text: text.isprintable() and text.isascii()),
)
@pytest.mark.django_db
def test_odd_questions_are_answered(path: str, asked: list[tuple[str, str]], more: dict[str, str], accept: str) -> None:
    query = urlencode([*asked, *more.items()], errors="surrogatepass")
    response = Client(raise_request_exception=False).get(f"{API}{path}?{query}", headers={"Accept": accept})

    if response.status_code == 200:
        return
    assert response.status_code in (400, 404, 406), (response.status_code, path, query)
    assert response.headers["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert {"type", "title", "status", "detail"} <= set(problem)
    assert problem["status"] == response.status_code
    assert (response.status_code == 400) == bool(problem.get("errors"))


extremes = st.sampled_from([0, -1, 1, 2**31, 2**63 - 1, -(2**63)])
moments = st.datetimes().map(lambda moment: moment.isoformat() + "+05:00")
places = st.one_of(extremes, st.dates().map(str), moments, st.text(max_size=9))


@pytest.mark.django_db
def test_whatever_a_list_takes_is_answered_together() -> None:
    """Words that a parameter may say, and places in the list that no page has given: most of it is no fault."""
    seen: Counter[int] = Counter()

    @settings(max_examples=examples(250))
    @given(listing=st.sampled_from(list(LISTS.values())), data=st.data())
    def ask(listing: Listing, data: st.DataObject) -> None:
        names = data.draw(st.lists(st.sampled_from(parameters(listing)), unique=True, max_size=5))
        asked = {name: data.draw(sensible(listing).get(name, days)) for name in names}
        response = Client(raise_request_exception=False).get(f"{API}{listing.name}/?{urlencode(asked)}")

        faults = {error["field"] for error in response.json()["errors"]} if response.status_code == 400 else set()
        assert response.status_code in (200, 400), asked
        assert faults <= {"cursor", "source", "provision", "expand", "from", "q"}, asked
        seen[response.status_code] += 1

    ask()
    assert seen[200] > seen[400]


days = st.dates(min_value=date(1950, 1, 1), max_value=date(2026, 1, 1)).map(str)


def sensible(listing: Listing) -> dict[str, st.SearchStrategy[str]]:
    """What each parameter may say; those that are left out are days."""
    width = len(next(iter(listing.orders.values())).paths) + 1
    return {name: st.sampled_from(choices) for name, choices in fixed_words(listing).items()} | {
        "proposal": st.sampled_from(["istanbul-2022", "g7-vilnius-2023"]),
        "actor": st.sampled_from(["DEU", "USA"]),
        "provision": st.just("whole"),
        "statement": st.just("deu-2022-03-30-hebestreit"),
        "source": st.just("nope"),
        "q": st.sampled_from(["nato", "-", "x*", '"a b"']) | st.text(st.characters(min_codepoint=32), max_size=9),
        "page_size": st.sampled_from(["1", "7", "1000"]),
        "cursor": st.lists(places, min_size=width, max_size=width).map(lambda found: written(tuple(found))),
    }
