"""The guarantor table on the Istanbul case."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from guarantors.actions import gists, stances, statements
from guarantors.domain.stance import Confidence, Level
from guarantors.models import StanceRecord
from tests.world import LONG_AGO, log, make_proposal, publish, stance_content, statement_content

pytestmark = pytest.mark.django_db
DAY = "/istanbul-2022/?as_of=2022-03-30"


def rows(client: Client, address: str) -> dict[str, str]:
    """The text of each row, tags taken out."""
    text = client.get(address).content.decode()
    found = re.findall(r'<tr role="row" id="row-(\w+)".*?</tr>', text, re.DOTALL)
    cells = re.findall(r'<tr role="row" id="row-\w+".*?</tr>', text, re.DOTALL)
    return {code: " ".join(re.sub(r"<[^>]+>", " ", cell).split()) for code, cell in zip(found, cells, strict=True)}


def test_the_first_day_of_answers_reads_as_the_records_say(client: Client) -> None:
    found = rows(client, DAY)

    assert found["DEU"].startswith("Germany Open medium confidence after supportive the same day 30 Mar 2022")
    assert found["GBR"].startswith("United Kingdom Sceptical high confidence after supportive on or before that day")
    assert found["ISR"].startswith("Israel Opposed low confidence 30 Mar 2022")
    assert found["POL"].startswith("Poland Noncommittal high confidence 30 Mar 2022")
    assert found["CAN"].startswith("Canada No statement asked 29 Mar 2022 None of the 46 sources on record")
    assert found["USA"].startswith("United States Noncommittal high confidence, declined 30 Mar 2022")
    assert "Kate Bedingfield · on the record · 30 Mar 2022" in found["USA"]


def test_the_sentence_counts_absence_apart(client: Client) -> None:
    text = client.get(DAY).content.decode()

    assert (
        "Of the ten asked, none has committed to the whole proposal. Two are assessed as open, four noncommittal, "
        "one sceptical and one opposed. Canada and Italy have no stance on record." in text
    )


def test_other_parties_stand_beneath_and_are_not_counted(client: Client) -> None:
    assert list(rows(client, DAY))[-2:] == ["UKR", "RUS"]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("level=opposed", ["ISR"]),
        ("level=none", ["CAN", "ITA"]),
        ("role=counterparty", ["RUS"]),
        ("q=turkiye", ["TUR", "UKR"]),
        ("q=SENATOR", ["USA"]),
        ("q=DEU", ["DEU"]),
        ("level=open&q=army", ["FRA"]),
        ("q=no+such+words", []),
    ],
)
def test_filters_and_search_narrow_the_table(client: Client, query: str, codes: list[str]) -> None:
    assert list(rows(client, f"{DAY}&{query}")) == codes


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("level", "FRA", "ITA"),
        ("-level", "ISR", "ITA"),
        ("name", "CAN", "USA"),
        ("-name", "USA", "CAN"),
        ("statements", "DEU", "ITA"),
        ("since", "CHN", "ITA"),
    ],
)
def test_the_order_is_as_asked_and_nothing_on_record_comes_last(
    client: Client, sort: str, first: str, last: str
) -> None:
    asked = list(rows(client, f"{DAY}&sort={sort}&role=proposed_guarantor"))

    assert (asked[0], asked[-1]) == (first, last)


def test_a_provision_has_its_own_table(client: Client) -> None:
    found = rows(client, "/istanbul-2022/?provision=collective-defence&as_of=2022-03-30")

    assert found["GBR"].startswith("United Kingdom Opposed")
    assert found["DEU"].startswith("Germany No stance")


def test_before_it_was_asked_a_row_says_so(client: Client) -> None:
    assert "not yet asked; since 29 Mar 2022" in rows(client, "/istanbul-2022/?as_of=2022-03-17")["DEU"]
    assert "day when asked not on record" in rows(client, "/g7-vilnius-2023/")["GRC"]


def test_a_correction_shows_at_once_and_the_past_view_stays(client: Client) -> None:
    before = StanceRecord.objects.filter(guarantor__proposal__slug="istanbul-2022").latest("recorded_at").recorded_at
    past = f"{DAY}&known_at={before.isoformat().replace('+00:00', 'Z')}"
    shown = client.get(past).content
    record = StanceRecord.objects.get(ref="isr-whole-1")
    statement = record.statements.get()

    content = stance_content(statement, level=Level.SCEPTICAL, effective_on="2022-03-30", confidence=Confidence.LOW)
    stances.correct(record=record, content=content, reason="At this stage leaves the door open.", by="Ben")

    assert rows(client, DAY)["ISR"].startswith("Israel Sceptical")
    assert client.get(past).content == shown


def test_a_corrected_day_of_speech_shows_at_its_own_moments(client: Client) -> None:
    proposal = make_proposal()
    statement = log(proposal, "said", at=LONG_AGO + timedelta(hours=1))
    content = statement_content(proposal, said_on="2020-01-09")
    statements.correct(
        statement=statement, content=content, reason="Wrong day.", by="Ben", at=LONG_AGO + timedelta(hours=2)
    )

    day = "/test-2020/?as_of=2020-01-05"
    assert "2 Jan 2020" in rows(client, f"{day}&known_at=2020-01-01T01:00:00Z")["AA0"]
    assert "The one source on record carries no statement" in rows(client, day)["AA0"]


@pytest.mark.parametrize("count", [8, 80])
def test_the_number_of_queries_does_not_grow_with_the_guarantors(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    proposal = make_proposal(guarantors=count)
    for number in range(count):
        code = f"AA{number}"
        statement = log(proposal, f"said-{number}", code)
        publish(proposal, f"aa{number}-1", statement, code=code)
    gists.refresh(proposal.pk)  # as the end of the transaction would have it

    for address, queries in {
        "/test-2020/": 9,
        "/test-2020/AA0/": 22,
        "/api/v1/guarantors/?proposal=test-2020": 9,
        "/": 4,
    }.items():
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200


def test_a_day_that_is_only_bounded_is_never_shown_as_the_day(client: Client) -> None:
    assert "on or before 31 Mar 2022" in rows(client, "/istanbul-2022/?as_of=2022-04-10")["DEU"]
    assert 'since <time datetime="2022-03-31">31 Mar 2022 or before</time>' in (
        client.get("/istanbul-2022/DEU/?as_of=2022-04-10").content.decode()
    )


def test_only_those_asked_by_the_day_are_counted(client: Client) -> None:
    assert "Of the one asked, none has committed" in client.get("/istanbul-2022/?as_of=2022-03-20").content.decode()
    assert "Nobody is on record as having been asked" in client.get("/istanbul-2022/?as_of=2021-01-01").content.decode()
    assert "Of the 34 asked (twelve on a day not on record)" in client.get("/g7-vilnius-2023/").content.decode()
