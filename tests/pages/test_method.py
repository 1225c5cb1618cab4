"""The method page: what the code enforces, and how far coders agree, told honestly where there is nothing to tell."""

import csv
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from guarantors.domain.coding import Round
from guarantors.domain.stance import RULES, Basis, Level
from guarantors.models import Proposal
from guarantors.pages.agreement import MOST_SHOWN
from tests.codings import DAY, code, twice
from tests.files.test_guarantor_table import content
from tests.pages.reading import page, rows, section, text_of
from tests.world import LONG_AGO, log, make_proposal

pytestmark = pytest.mark.django_db
LATER = LONG_AGO + 400 * DAY


@pytest.fixture
def proposal() -> Proposal:
    return make_proposal(guarantors=2)


def figures(client: Client) -> dict[str, str]:
    """What the table says of each variable."""
    found = rows(section(page(client, "/method/"), "h-agreement"))[1:]
    return {name: said.removeprefix(name) for said in found for name in NAMES if said.startswith(name)}


NAMES = (
    "Level on the whole proposal ordinal ",
    "Level on provisions ordinal ",
    "Confidence ordinal ",
    "Basis, where all read it as noncommittal nominal ",
)


def test_the_rules_are_those_of_the_code(client: Client) -> None:
    text = text_of(page(client, "/method/"))

    assert [rule for rule in RULES.values() if rule not in text] == []


def test_with_nothing_coded_blind_the_page_says_so_and_shows_no_figure(client: Client) -> None:
    markup = page(client, "/method/")
    said = text_of(section(markup, "h-agreement"))

    assert "No coding on record was made blind: what was loaded does not say how." in said
    assert "So there is no figure to show." in said
    assert rows(section(markup, "h-agreement")) == []
    assert section(markup, "h-over-time") == section(markup, "h-disagreements") == ""
    assert "under 40 units there are too few to draw from" in said


def test_few_units_have_an_alpha_and_no_interval(client: Client, proposal: Proposal) -> None:
    one, other = log(proposal, "one", at=LONG_AGO), log(proposal, "other", at=LONG_AGO)
    twice(one, Level.OPEN, Level.OPEN)
    twice(other, Level.NONCOMMITTAL, Level.NONCOMMITTAL, basis=Basis.DECLINED)
    twice(other, Level.OPEN, Level.SUPPORTIVE, code="AA1")
    code(other, "ada", Level.OPPOSED, Round.FIRST, provision="clause")

    found = figures(client)
    lead = text_of(section(page(client, "/method/"), "h-agreement"))

    assert "4 units coded blind: 3 by two or more; 1 coded by one of the two, the other having left it out." in lead
    assert found[NAMES[0]] == "3 66.7% 0.778 too few units: under 40"
    assert found[NAMES[1]] == "0 and 1 coded by one no unit was coded twice"
    assert found[NAMES[2]].startswith("3 and 1 coded by one 100.0% undefined: every coding says the same")
    assert found[NAMES[3]].startswith("1 100.0% undefined: every coding says the same")


def test_what_was_coded_once_is_said(client: Client, proposal: Proposal) -> None:
    code(log(proposal, "alone", at=LONG_AGO), "ada", Level.OPEN, Round.FIRST)
    markup = page(client, "/method/")

    assert "1 unit coded blind: 0 by two or more; 1 of statements that were coded once, without a second coder." in (
        text_of(section(markup, "h-agreement"))
    )
    assert "On no unit did coders differ." in text_of(section(markup, "h-disagreements"))
    assert section(markup, "h-over-time") == ""


def many(proposal: Proposal, count: int) -> None:
    """So many statements coded twice; every fourth differently, and decided."""
    levels = [Level.OPEN, Level.OPPOSED, Level.SUPPORTIVE, Level.SCEPTICAL]
    for number in range(count):
        at = LONG_AGO + timedelta(hours=number)
        statement = log(proposal, f"said-{number}", at=at)
        first, second = levels[number % 4], Level.NONCOMMITTAL if number % 4 == 3 else levels[number % 4]
        twice(statement, first, second, at=at)
        if first is not second:
            code(statement, "ben", second, Round.ADJUDICATION, rationale=f"Reason {number}.", at=at)


def test_enough_units_have_an_interval_that_holds_alpha(client: Client, proposal: Proposal) -> None:
    many(proposal, 40)

    twice_, raw, alpha, low, to, high = figures(client)[NAMES[0]].split()

    assert (twice_, raw, to) == ("40", "75.0%", "to")
    assert float(low) < float(alpha) < float(high)


def test_periods_stand_newest_first_with_alpha_up_to_then(client: Client, proposal: Proposal) -> None:
    twice(log(proposal, "one", at=LONG_AGO), Level.OPEN, Level.OPPOSED)
    later = log(proposal, "later", at=LATER)
    twice(later, Level.OPPOSED, Level.OPPOSED, at=LATER)

    found = rows(section(page(client, "/method/"), "h-over-time"))[1:]

    assert [row.split(" Level")[0].split(" Confidence")[0] for row in found] == ["2021 Q1"] * 2 + ["2020 Q1"] * 2
    assert found[0].startswith("2021 Q1 Level on the whole proposal 1 100.0% undefined")
    assert found[0].endswith(" 0.000")
    assert found[2].endswith(" 0.0% 0.000 too few units: under 40 0.000")


def test_disagreements_are_listed_with_links_and_how_they_were_resolved(client: Client, proposal: Proposal) -> None:
    statement = log(proposal, "said", at=LONG_AGO)
    twice(statement, Level.OPEN, Level.OPEN)
    code(statement, "ada", Level.NONCOMMITTAL, Round.FIRST, provision="clause", basis=Basis.DECLINED)
    code(statement, "ben", Level.SCEPTICAL, Round.SECOND, provision="clause")
    code(statement, "ben", Level.SCEPTICAL, Round.ADJUDICATION, provision="clause", rationale="Doubts & <more>.")
    hasty = log(proposal, "hasty", at=LONG_AGO + DAY)
    code(hasty, "ada", Level.OPEN, Round.FIRST, at=LONG_AGO + 2 * DAY)
    twice(hasty, Level.OPEN, Level.OPEN, code="AA1", at=LONG_AGO + 2 * DAY)

    markup = section(page(client, "/method/"), "h-disagreements")
    newer, older = rows(markup, "li")

    assert newer.startswith("hasty , Land 0 ( Test test-2020 ), 3 Jan 2020: ada Open , ben Left out")
    assert newer.endswith("No decision on it is on record.")
    assert older.startswith("said , Land 0 on “A clause” ( Test test-2020 ), 2 Jan 2020:")
    assert "ada Noncommittal, declined , ben Sceptical" in older
    assert older.endswith("Decided by ben: sceptical. Doubts & <more>.")
    assert 'href="/statements/said/"' in markup
    assert "2 disagreements." in text_of(markup)


def test_a_long_list_is_cut_and_counted(client: Client, proposal: Proposal) -> None:
    many(proposal, 4 * (MOST_SHOWN + 2))
    markup = section(page(client, "/method/"), "h-disagreements")

    assert len(rows(markup, "li")) == MOST_SHOWN
    assert f"{MOST_SHOWN + 2} disagreements, the latest {MOST_SHOWN} shown." in text_of(markup)
    assert len(list(csv.reader(StringIO(content(client, "/method/disagreements.csv").decode())))) == MOST_SHOWN + 3


def test_the_files_say_what_the_page_says(client: Client, proposal: Proposal) -> None:
    many(proposal, 8)
    later = log(proposal, "later", at=LATER)
    code(later, "ada", Level.NONCOMMITTAL, Round.FIRST, basis=Basis.MIXED, at=LATER)
    code(later, "ben", Level.OPEN, Round.SECOND, code="AA1", at=LATER)

    lines = list(csv.DictReader(StringIO(content(client, "/method/agreement.csv").decode())))
    body = json.loads(content(client, "/method/agreement.json"))
    named = list(csv.DictReader(StringIO(content(client, "/method/disagreements.csv").decode())))

    assert [(line["period"], line["variable"]) for line in lines[::4]] == [
        ("", "level_whole"),
        ("2020 Q1", "level_whole"),
        ("2021 Q1", "level_whole"),
    ]
    assert [line["alpha"] for line in lines] == [
        "" if row["alpha"] is None else str(row["alpha"]) for row in body["rows"]
    ]
    assert f"{float(lines[0]['alpha']):.3f}" in figures(client)[NAMES[0]]
    assert (lines[0]["coded_twice"], lines[0]["coded_once"], lines[0]["raw"]) == ("8", "2", "0.75")
    assert lines[0]["why_none"] == "too few units: under 40"
    assert [(line["statement"], line["readings"], line["decided"]) for line in named] == [
        ("later", "noncommittal (mixed) | left out", ""),
        ("later", "left out | open", ""),
        ("said-7", "sceptical | noncommittal", "noncommittal"),
        ("said-3", "sceptical | noncommittal", "noncommittal"),
    ]
    assert (named[2]["decided_by"], named[2]["rationale"]) == ("ben", "Reason 7.")


def test_a_file_of_a_past_moment_knows_what_was_published_by_then(client: Client, proposal: Proposal) -> None:
    many(proposal, 8)

    first = content(client, "/method/disagreements.csv?known_at=2020-01-01T04:00:00Z").decode().splitlines()
    refused = client.get("/method/agreement.json?as_of=2022-01-01")

    assert [line.split(",")[0] for line in first] == ["statement", "said-3"]
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "as_of")


def test_the_page_costs_no_more_queries_for_more_codings(
    client: Client, proposal: Proposal, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many(proposal, 4)
    with django_assert_max_num_queries(20) as few:
        page(client, "/method/")
    other = make_proposal("other-2020")
    many_more = [log(other, f"more-{number}", at=LONG_AGO) for number in range(12)]
    for statement in many_more:
        twice(statement, Level.OPEN, Level.OPPOSED)

    with django_assert_max_num_queries(len(few)):
        page(client, "/method/")
