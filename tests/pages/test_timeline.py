"""Lines on one scale, and the counts of every day, against the record and a plain reading of the file."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from guarantors.actions import gists
from guarantors.domain.stance import Level
from tests.pages.reading import page, rows, section, text_of
from tests.test_plain_reading import dataset, days, plain_reading
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db
DAY = "/istanbul-2022/timeline/?as_of=2022-04-02"
ASKED = {"proposed_guarantor", "signatory"}


def counts(client: Client, address: str) -> dict[date, list[int]]:
    """The table of counts: for each day the six levels, then those without a stance."""
    found = re.findall(r'<tr id="day-([\d-]+)">(.*?)</tr>', page(client, address), re.DOTALL)
    return {
        date.fromisoformat(day): [int(cell) for cell in re.findall(r'<td class="num">(\d+)</td>', row)]
        for day, row in found
    }


def asked_on(slug: str, day: date) -> set[str]:
    """Who counts among those asked on a day, as the file says."""
    return {
        part["actor"]
        for part in dataset(slug)["guarantors"]
        if part["role"] in ASKED
        and (part.get("since") is None or part["since"] <= day)
        and (part.get("until") is None or day <= part["until"])
    }


@pytest.mark.parametrize("slug", ["istanbul-2022", "g7-vilnius-2023", "budapest-1994"])
def test_the_counts_of_every_day_are_what_the_file_says(client: Client, slug: str) -> None:
    table = counts(client, f"/{slug}/timeline/")

    for day in [day for day in days(slug, None) if day >= min(table)]:
        stances = [level for code, level in plain_reading(slug, None, day).items() if code in asked_on(slug, day)]
        shown = table[max(row for row in table if row <= day)]

        assert shown == [*(stances.count(level) for level in Level), stances.count(None)], day


def test_a_row_stands_only_where_a_count_changed(client: Client) -> None:
    table = list(counts(client, "/istanbul-2022/timeline/").values())

    assert all(earlier != later for earlier, later in pairwise(table))
    assert {sum(row) for row in table} == {1, 10}  # Turkey was asked before the others


def test_the_area_ends_as_the_table_does(client: Client) -> None:
    area = section(page(client, DAY), "h-counts")
    last = list(counts(client, DAY).values())[-1]
    named = [f"{count} {level}" for count, level in zip(last, Level, strict=False) if count]

    assert f"From 31 March 2022: {', '.join(named)}; {last[-1]} without a stance on record." in text_of(area)
    assert 'class="nost"' in area
    assert set(re.findall(r'class="area s-(\w+)"', area)) >= {
        level for level, count in zip(Level, last, strict=False) if count
    }


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [("level", "Germany", "Canada"), ("since", "Germany", "Canada"), ("name", "Canada", "United States")],
)
def test_the_lines_are_in_the_order_asked_for(client: Client, sort: str, first: str, last: str) -> None:
    found = re.findall(r"<h4>(.*?)</h4>", section(page(client, f"{DAY}&sort={sort}"), "h-lines"), re.DOTALL)
    names = [text_of(name) for name in found][:10]

    assert (names[0].startswith(first), names[-1].startswith(last)) == (True, True), names


def test_every_line_is_on_the_same_scale(client: Client) -> None:
    titles = re.findall(r'<title id="chart-\w+">[^,]+, (.*?)</title>', page(client, DAY))

    assert len(titles) == 12
    assert len(set(titles)) == 1


def test_absence_is_hatched_and_never_on_the_noncommittal_line(client: Client) -> None:
    lines = section(page(client, DAY), "h-lines")
    canada = lines[lines.index('id="chart-CAN"') :].split("</svg>")[0]

    assert "No statement on record" in canada
    assert 'class="nost"' in canada
    assert 'class="seg' not in canada


def test_a_provision_has_its_own_lines(client: Client) -> None:
    found = text_of(section(page(client, f"{DAY}&provision=collective-defence"), "h-lines"))

    assert "on “Collective-defence obligation like Article 5”" in found
    assert "United Kingdom Opposed" in found


def test_a_moment_before_anything_was_recorded_shows_empty_books(client: Client) -> None:
    assert counts(client, f"{DAY}&known_at=2020-01-01") == {date(2022, 3, 29): [0, 0, 0, 0, 0, 0, 10]}


@pytest.mark.parametrize("query", ["sort=statements", "sort=-level", "level=open", "provision=nope"])
def test_what_the_page_does_not_know_is_refused(client: Client, query: str) -> None:
    assert client.get(f"/istanbul-2022/timeline/?{query}").status_code == 400


@pytest.mark.parametrize("count", [5, 50])
def test_the_number_of_queries_does_not_grow(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    proposal = make_proposal(guarantors=count)
    for number in range(count):
        statement = log(proposal, f"said-{number}", f"AA{number}")
        publish(proposal, f"aa{number}-1", statement, code=f"AA{number}", effective_on=str(DAYS[number]))
    gists.refresh(proposal.pk)  # as the end of the transaction would have it

    with django_assert_num_queries(11):
        text = client.get("/test-2020/timeline/").content.decode()
    assert len(rows(section(text, "h-counts"))) == 1 + min(count + 1, len(DAYS) + 1)


DAYS = [date(2020, 1, 2) + timedelta(days=offset) for offset in range(50)]
