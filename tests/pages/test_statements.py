"""The search page on the shipped data."""

import re

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from guarantors.actions import statements
from guarantors.address import PARAMETERS
from guarantors.queries import search
from tests.engines import examples
from tests.pages.reading import anchors, text_of
from tests.world import log, make_proposal

pytestmark = pytest.mark.django_db
PAGE = "/statements/"


def page(client: Client, query: str = "") -> str:
    response = client.get(PAGE + query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_words_that_were_looked_for_are_marked(client: Client) -> None:
    html = page(client, "?q=Turkiye+cavusoglu&sort=oldest")

    assert "<mark>Türkiye</mark>" in html
    assert "<mark>Çavuşoğlu</mark>" in html
    assert '<span id="count">3 statements with “Turkiye cavusoglu”</span>' in html


def test_html_in_a_statement_is_shown_as_text(client: Client) -> None:
    proposal = make_proposal()
    log(proposal, "said", summary='<script>alert(1)</script> & <b>zebra</b> "quoted"', quote="</blockquote><img src=x>")

    for query in ("?q=zebra", "?q=script+b+x", f"?proposal={proposal.slug}"):
        html = page(client, query)
        assert anchors(html) == ["said"]
        assert "<script>alert" not in html
        assert "<b>zebra" not in html
        assert "<img src=x" not in html
    assert "&lt;b&gt;<mark>zebra</mark>&lt;/b&gt;" in page(client, "?q=zebra")
    assert "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;" in page(client, "?q=%22script%22")


def test_a_statement_leads_to_its_speaker_actors_proposal_and_source(client: Client) -> None:
    html = page(client, "?q=bedingfield")

    assert anchors(html) == ["usa-2022-03-30-bedingfield"]
    for href in (
        "/statements/?q=%22Kate+Bedingfield%22",
        "/actors/USA/",
        "/istanbul-2022/",
        "/sources/wsj-2022-03-30/",
        "/statements/usa-2022-03-30-bedingfield/",
    ):
        assert f'href="{href}"' in html


def test_a_speaker_s_link_finds_what_that_person_said(client: Client) -> None:
    found = anchors(page(client, "?q=%22Olaf+Scholz%22"))

    assert len(found) == 5
    assert all("deu" in ref for ref in found)


def test_a_joint_statement_shows_the_stances_that_rest_on_it_together(client: Client) -> None:
    text = text_of(page(client, "?q=%22euromaidan+press%22+joint"))

    assert re.search(r"Supportive on the whole proposal, .*Canada.* and ", text)


def test_pages_lead_on_and_back_and_hold_every_statement_once(client: Client) -> None:
    seen: list[str] = []
    query = "?sort=oldest"
    while query:
        html = page(client, query)
        seen += anchors(html)
        on = re.search(r'id="page-next" rel="next" href="/statements/([^"]+)"', html)
        query = on[1].replace("&amp;", "&") if on else ""

    assert len(seen) == len(set(seen)) == 128
    back = re.search(r'id="page-previous" rel="prev" href="/statements/([^"]+)"', html)
    assert back
    assert anchors(page(client, back[1].replace("&amp;", "&")))[-1] == seen[99]
    assert 'id="page-previous"' not in page(client)


def test_more_than_the_bound_is_said_and_a_list_by_date_offered(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_COUNTED", 5)

    html = page(client, "?q=security")

    assert "More than 5 statements with “security”" in html
    assert "The newest 5 are put in order of the best match." in text_of(html)
    assert 'href="/statements/?q=security&amp;sort=newest"' in html


def test_an_actor_of_that_name_is_offered(client: Client) -> None:
    assert 'href="/statements/?actor=DEU"' in page(client, "?q=german")
    assert "Looking for" not in page(client, "?q=scholz")


def test_nothing_to_look_for_and_nothing_found_are_said_apart(client: Client) -> None:
    assert "There is no letter or digit in “?!” to look for." in page(client, "?q=%3F%21")
    assert "No statement on record matches." in page(client, "?q=nothing+matches")


def test_a_past_moment_shows_what_was_on_record_then(client: Client) -> None:
    proposal = make_proposal()
    statement = log(proposal, "said", summary="A zebra.")
    statements.withdraw(statement=statement, reason="Never said.", by="Ben")

    assert anchors(page(client, "?q=zebra")) == []
    html = page(client, "?q=security&known_at=2020-01-01")
    assert "This is what we had on record on 1 January 2020, 23:59 UTC." in text_of(html)
    assert anchors(html) == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?proposal=nope", "there is no proposal “nope”"),
        ("?actor=deu", "there is no actor “deu”"),
        ("?source=nope", "there is no source “nope” on record"),
        ("?after=nope", "“nope” is not in this list"),
        ("?q=scholz&after=usa-2022-03-30-durbin", "is not in this list"),
        ("?provision=clause", "there is no provision “clause”"),
        ("?proposal=budapest-1994&provision=neutrality", "there is no provision “neutrality”"),
        ("?from=2022-04-01&to=2022-03-01", "is after “to”"),
        ("?sort=best", "the allowed ones are: newest, relevance, oldest"),
        ("?q=x&sort=best", "the allowed ones are: relevance, newest, oldest"),
        ("?as_of=2022-03-30", "there is no such parameter here"),
    ],
)
def test_a_refused_address_says_what_is_wrong(client: Client, query: str, said: str) -> None:
    response = client.get(PAGE + query)

    assert response.status_code == 400
    assert said in response.content.decode()


def test_the_form_without_scripts_is_led_to_the_canonical_address(client: Client) -> None:
    empty = "proposal=&actor=&level=&provision=&voice=&identification=&directness=&from=&to=&known_at="
    sent = f"?q=scholz&sort=relevance&{empty}"

    assert client.get(PAGE + sent).headers["Location"] == "/statements/?q=scholz"
    assert client.get("/statements/?q=&sort=relevance").headers["Location"] == "/statements/?sort=relevance"


values = st.text(max_size=60) | st.sampled_from(
    ['"', "“a b", "2022-03-30", "DEU", "istanbul-2022", "' OR 1=1 --", "%_*:&!"]
)


@given(st.dictionaries(st.sampled_from(PARAMETERS), values, max_size=4))
@settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_string_breaks_a_page(client: Client, query: dict[str, str]) -> None:
    for address in (PAGE, "/sources/", "/actors/DEU/", "/actors/"):
        assert client.get(address, query).status_code in (200, 302, 400)


@pytest.mark.parametrize(
    "words", ["".join(f"{chr(code)} " for code in range(0x3B1, 0x3B1 + 99)), "台" * 200, '"' * 200]
)
def test_the_longest_search_is_answered(client: Client, words: str) -> None:
    assert client.get(PAGE, {"q": words}).status_code == 200


@pytest.mark.parametrize("count", [5, 50])
def test_the_number_of_queries_does_not_grow(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    proposal = make_proposal(guarantors=count)
    for number in range(count):
        log(proposal, f"said-{number}", f"AA{number}")

    for address, queries in {PAGE: 9, f"{PAGE}?q=says": 8, "/sources/": 4, "/actors/": 5, "/actors/AA0/": 11}.items():
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
