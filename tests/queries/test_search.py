"""The search: the same statements in the same order on either engine, as known at a moment."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from guarantors.actions import stances, statements
from guarantors.domain.search import parse, score, tokens
from guarantors.models import SearchText, StatementVersion
from guarantors.queries import matches, search
from guarantors.queries.search import NotInTheList, Sort, Wanted
from tests.engines import examples
from tests.world import LONG_AGO, log, make_proposal, publish, statement_content

pytestmark = pytest.mark.django_db


def now() -> datetime:
    return datetime.now(UTC)


def refs(known_at: datetime | None = None, **wanted: Any) -> list[str]:
    found = search.search(Wanted(**wanted), known_at=known_at or now())
    return [row.ref for row in found.rows]


# Written down once from SQLite, and asked of PostgreSQL too.
@pytest.mark.parametrize(
    ("q", "first"),
    [
        ("turkiye", ["ukr-2022-03-29-podolyak", "ukr-2022-03-29-arakhamia", "ukr-2022-03-17-kuleba"]),
        ("TÜRKİYE", ["ukr-2022-03-29-podolyak", "ukr-2022-03-29-arakhamia", "ukr-2022-03-17-kuleba"]),
        ("senator", ["usa-2022-03-30-risch", "usa-2022-03-30-durbin"]),
        ("cavusoglu", ["tur-2022-03-31-cavusoglu", "tur-2022-04-20-cavusoglu-others"]),
        ('"security guarantees"', ["rus-2025-08-21-lavrov", "can-2024-02-joly", "ltu-2024-01-10"]),
        ("scholz", ["deu-2024-02-16", "deu-2022-07-06-scholz", "deu-2022-04-scholz", "deu-2022-03-30-scholz"]),
        ("xyzzy", []),
        ("?!", []),
    ],
)
def test_the_best_matches_come_first(q: str, first: list[str]) -> None:
    assert refs(q=q)[: len(first) or None] == first


WORDS = [
    "security",
    "guarantee",
    "guarantees",
    "nato",
    "türkiye",
    "minister",
    "of",
    "the",
    "pravda",
    "xi",
    "olaf scholz",
]
asked = st.lists(
    st.tuples(st.sampled_from([*WORDS, "secur", "gu", "n"]), st.booleans()).map(
        lambda pair: f'"{pair[0]}"' if pair[1] else pair[0]
    ),
    min_size=1,
    max_size=3,
).map(" ".join)


@given(asked, st.sampled_from(Sort))
@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_engine_finds_what_reading_every_text_finds(q: str, sort: Sort) -> None:
    read = [
        (score(parse(q), row.text), row.position, row.version.statement.ref)
        for row in SearchText.objects.select_related("version__statement")
    ]
    hits = [entry for entry in read if entry[0]]
    order = {
        Sort.RELEVANCE: lambda entry: (-entry[0], -entry[1]),
        Sort.NEWEST: lambda entry: -entry[1],
        Sort.OLDEST: lambda entry: entry[1],
    }[sort]

    found = [row.ref for row in search.every(Wanted(q=q, sort=sort), known_at=now())]

    assert found == [ref for _, _, ref in sorted(hits, key=order)]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({"proposal": "istanbul-2022"}, 71),
        ({"actor": "DEU"}, 9),
        ({"actor": "DEU", "q": "scholz"}, 5),
        ({"voice": "legislator"}, 5),
        ({"identification": "unnamed", "directness": "reported"}, 9),
        ({"source": "wsj-2022-03-30"}, 19),
        ({"level": "opposed", "provision": "collective-defence"}, 7),
        ({"level": "none", "q": "senator"}, 2),
        ({"first_day": date(2022, 3, 30), "last_day": date(2022, 3, 30), "proposal": "istanbul-2022"}, 18),
    ],
)
def test_filters_narrow_the_list(wanted: dict[str, Any], count: int) -> None:
    found = search.search(Wanted(**wanted), known_at=now(), size=100)

    assert found.total == len(found.rows) == count


@pytest.mark.parametrize("few", [0, matches.FEW])
def test_reading_few_statements_through_finds_what_the_index_finds(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matches, "FEW", few)

    wanted = {"q": '"security guarantees" ukr', "proposal": "istanbul-2022", "sort": "oldest"}

    assert refs(**wanted)[:3] == ["ukr-2022-04-05-zelensky", "gbr-2022-04-22-johnson", "fra-2022-04-30-macron"]
    assert refs(q="guarant", actor="USA", source="wsj-2022-03-30") == [
        "usa-2022-03-30-risch",
        "usa-2022-03-30-bedingfield",
        "usa-2022-03-30-durbin",
    ]


@pytest.mark.parametrize("wanted", [{}, {"sort": "oldest"}, {"q": "security"}, {"q": "security", "sort": "newest"}])
def test_pages_one_after_the_other_are_the_whole_list_and_lead_back(wanted: dict[str, str]) -> None:
    whole = [row.ref for row in search.every(Wanted(**wanted), known_at=now())]
    read: list[str] = []
    starts, after = [], ""
    while True:
        page = search.search(Wanted(**wanted), known_at=now(), after=after, size=7)
        assert page.previous == (starts[-1] if starts else None)
        assert (page.total, page.has_more) == (len(whole), False)
        read += [row.ref for row in page.rows]
        if page.next is None:
            break
        starts.append(after)
        after = page.next

    assert read == whole


def test_a_page_after_nothing_on_record_is_refused() -> None:
    with pytest.raises(NotInTheList):
        search.search(Wanted(), known_at=now(), after="nope")
    with pytest.raises(NotInTheList):
        search.search(Wanted(q="scholz"), known_at=now(), after="usa-2022-03-30-durbin")


def test_beyond_a_bound_the_newest_are_ranked_and_the_count_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_COUNTED", 5)
    newest = refs(q="security", sort="newest")[:5]

    found = search.search(Wanted(q="security"), known_at=now())

    assert (found.total, found.has_more) == (5, True)
    assert sorted(row.ref for row in found.rows) == sorted(newest)
    assert search.search(Wanted(), known_at=now()).has_more


def test_what_was_corrected_or_withdrawn_is_found_as_it_was_known_then() -> None:
    proposal = make_proposal()
    first, second, third = (LONG_AGO + timedelta(hours=hours) for hours in (1, 2, 3))
    statement = log(proposal, "said", summary="A zebra.", at=first)
    statements.correct(
        statement=statement,
        content=statement_content(proposal, summary="A giraffe."),
        reason="Misread.",
        by="Ben",
        at=second,
    )
    statements.withdraw(statement=statement, reason="Never said.", by="Ben", at=third)

    assert [refs(first, q="zebra"), refs(first, q="giraffe")] == [["said"], []]
    assert [refs(second, q="zebra"), refs(second, q="giraffe")] == [[], ["said"]]
    assert [refs(q="zebra"), refs(q="giraffe")] == [[], []]


def test_a_stance_filter_asks_the_record_as_known_then() -> None:
    proposal = make_proposal()
    statement = log(proposal, "said", at=LONG_AGO + timedelta(hours=1))
    record = publish(proposal, "aa0-1", statement, at=LONG_AGO + timedelta(hours=2))
    stances.withdraw(record=record, reason="Misread.", by="Ben", at=LONG_AGO + timedelta(hours=3))

    at = LONG_AGO + timedelta(hours=2)
    assert refs(at, proposal=proposal.slug, level="open") == ["said"]
    assert refs(at, proposal=proposal.slug, level="none") == []
    assert refs(proposal=proposal.slug, level="open") == []
    assert refs(proposal=proposal.slug, level="none") == ["said"]


def test_statements_of_one_day_stand_in_their_order_and_an_imprecise_day_at_its_last() -> None:
    proposal = make_proposal()
    log(proposal, "second", sequence=2)
    log(proposal, "first", sequence=1)
    log(proposal, "january", said_on="2020-01")
    log(proposal, "third", sequence=3)

    assert refs(proposal=proposal.slug, sort="oldest") == ["first", "second", "third", "january"]
    assert refs(proposal=proposal.slug) == ["january", "third", "second", "first"]
    assert refs(proposal=proposal.slug, last_day=date(2020, 1, 30)) == ["third", "second", "first"]
    assert refs(proposal=proposal.slug, first_day=date(2020, 1, 3)) == ["january"]


NASTY = ["<script>alert(1)</script>", 'O\'Brien "x" \\ % _ * : & | ! ( )', "שָׁלוֹם عليكم", "台湾安全 2", "a" * 3000, "?"]


@pytest.mark.parametrize("summary", NASTY)
def test_any_text_can_be_logged_and_found(summary: str) -> None:
    proposal = make_proposal()
    log(proposal, "said", summary=summary)

    words = tokens(summary)
    for q in (" ".join(words), f'"{summary}"', summary) if words else ():
        assert refs(q=q[:200]) == ["said"]


@pytest.mark.parametrize("count", [3, 30])
def test_the_number_of_queries_does_not_grow_with_the_statements(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    proposal = make_proposal()
    for number in range(count):
        log(proposal, f"said-{number}")
    assert StatementVersion.objects.filter(statement__proposal=proposal).count() == count

    for wanted, queries in ((Wanted(q="says"), 3), (Wanted(q="says", sort="oldest"), 4), (Wanted(), 4)):
        with django_assert_num_queries(queries):
            search.search(wanted, known_at=now())
