"""Guarantors side by side."""

import re
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.pages.reading import page, section, text_of
from tests.test_plain_reading import level_of_chip, plain_reading, provisions
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db
ADDRESS = "/istanbul-2022/compare/"
THREE = f"{ADDRESS}?g=DEU&g=FRA&g=CAN&as_of=2022-04-02"


def sides(client: Client, address: str) -> dict[str, str]:
    """The markup of each side, by code, in order."""
    text = section(page(client, address), "h-sides")
    parts = re.split(r'<li id="side-(\w+)">', text)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_they_stand_in_the_order_asked_for_and_once(client: Client) -> None:
    assert list(sides(client, f"{ADDRESS}?g=FRA&g=CAN&g=DEU&g=FRA")) == ["FRA", "CAN", "DEU"]


def test_each_stands_where_the_file_says_on_the_whole_and_on_each_provision(client: Client) -> None:
    for code, side in sides(client, THREE).items():
        levels = [level_of_chip(chip) for chip in re.findall(r'<span class="chip s-\w+">', side)]

        assert levels == [
            plain_reading("istanbul-2022", provision, date(2022, 4, 2))[code]
            for provision in provisions("istanbul-2022")
        ]


def test_the_charts_are_on_one_scale(client: Client) -> None:
    titles = re.findall(r'<title id="chart-\w+">[^,]+, (.*?)</title>', page(client, THREE))

    assert len(titles) == 3
    assert len(set(titles)) == 1


def test_a_side_shows_since_when_why_on_what_words_and_conditions(client: Client) -> None:
    germany = text_of(sides(client, f"{ADDRESS}?g=DEU&as_of=2022-03-30")["DEU"])

    assert "Open since 30 Mar 2022 medium confidence" in germany
    assert "Rests on Steffen Hebestreit, 30 Mar 2022" in germany
    assert "Consent: Russia is one of the guarantors" in germany


def test_without_a_choice_there_is_a_form_of_everybody(client: Client) -> None:
    text = page(client, ADDRESS)

    assert len(re.findall(r'<input type="checkbox"[^>]*name="g"', text)) == 12
    assert "checked" not in section(text, "h-choose")
    assert not sides(client, ADDRESS)


def test_the_form_keeps_the_clocks_and_marks_who_is_chosen(client: Client) -> None:
    form = section(page(client, THREE), "h-choose")

    assert re.findall(r'value="(\w+)" checked', form) == ["FRA", "DEU", "CAN"]
    assert '<input type="hidden" name="as_of" value="2022-04-02">' in form


def test_every_unknown_code_is_named(client: Client) -> None:
    response = client.get(f"{ADDRESS}?g=DEU&g=ZZZ&g=de&g=JPN")
    text = text_of(response.content.decode())

    assert response.status_code == 400
    for code in ("ZZZ", "de", "JPN"):
        assert f"“{code}” has no part in “Istanbul proposal for security guarantees”" in text
    assert "“DEU” has no part" not in text


def test_one_can_be_left_out(client: Client) -> None:
    text = sides(client, THREE)["FRA"]

    assert "/istanbul-2022/compare/?as_of=2022-04-02&amp;g=DEU&amp;g=CAN" in text


@pytest.mark.parametrize("count", [3, 30])
def test_the_number_of_queries_does_not_grow(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    proposal = make_proposal(guarantors=count)
    for number in range(count):
        statement = log(proposal, f"said-{number}", f"AA{number}")
        publish(proposal, f"aa{number}-1", statement, code=f"AA{number}")
    query = "&".join(f"g=AA{number}" for number in range(count))

    with django_assert_num_queries(15):
        assert len(sides(client, f"/test-2020/compare/?{query}")) == count


def test_a_citation_is_in_english_whatever_the_language_of_the_page(client: Client) -> None:
    text = client.get("/de/istanbul-2022/compare/?g=DEU&g=FRA").content.decode()

    assert "Deutschland" in text
    assert "Germany and France" in text
