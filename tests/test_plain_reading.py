"""Table, guarantor page and API agree with a plain reading of the YAML by DESIGN section 2, rule 6.

Every day from 2022-02-01 to 2025-12-31 is asked of the question that all three share. The faces themselves are read on
every day on which an answer can change, with the day before and the day after. On PostgreSQL (`tests/engines.py`) it is
the question that is asked on these days, and the faces are read on the day of the change alone. EVERY_DAY=1 reads all
on every day from 2022-02-01 to 2025-12-31, which takes the better part of an hour and differs in nothing but patience.
"""

import os
import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
import yaml
from django.test import Client

from guarantors.queries import proposals, stances
from tests.engines import IS_SECOND
from tests.world import FILES

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2022, 2, 1), date(2025, 12, 31)
SLUGS = [path.stem for path in FILES]
NEAR = (-1, 0, 1)
"""The day itself and its neighbours, in days."""
OF_FACES = (0,) if IS_SECOND else NEAR


@cache
def dataset(slug: str) -> dict[str, Any]:
    path = next(path for path in FILES if path.stem == slug)
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def plain_reading(slug: str, provision: str | None, as_of: date) -> dict[str, str | None]:
    """Level by actor: the last by (effective date, sequence) among those with effective date <= as_of."""
    found: dict[str, str | None] = {part["actor"]: None for part in dataset(slug)["guarantors"]}
    for record in sorted(dataset(slug)["stances"], key=lambda item: (item["effective_on"], item["sequence"])):
        if record["provision"] == provision and record["effective_on"] <= as_of:
            found[record["guarantor"]] = record["level"]
    return found


def every_day() -> list[date]:
    return [FIRST + timedelta(days=count) for count in range((LAST - FIRST).days + 1)]


def days(slug: str, provision: str | None, around: tuple[int, ...] = OF_FACES) -> list[date]:
    """The days on which an answer on that provision can change, with what is around them."""
    if os.environ.get("EVERY_DAY") == "1":
        return every_day()
    changes = {record["effective_on"] for record in dataset(slug)["stances"] if record["provision"] == provision}
    near = {day + timedelta(days=offset) for day in changes for offset in around}
    return sorted(day for day in near | {FIRST, LAST} if FIRST <= day <= LAST)


def provisions(slug: str) -> list[str | None]:
    return [None, *(item["slug"] for item in dataset(slug)["proposal"]["provisions"])]


CASES = [(slug, provision) for slug in SLUGS for provision in provisions(slug)]


def address(provision: str | None, as_of: date) -> str:
    return f"as_of={as_of}" + (f"&provision={provision}" if provision else "")


def level_of_chip(html: str) -> str | None:
    level = re.search(r'<span class="chip s-(\w+)">', html)
    assert level
    return None if level[1] == "none" else level[1]


@pytest.mark.parametrize(("slug", "provision"), CASES)
def test_the_table_says_what_the_file_says(client: Client, slug: str, provision: str | None) -> None:
    for day in days(slug, provision):
        page = client.get(f"/{slug}/?{address(provision, day)}").content.decode()
        rows = re.findall(r'<tr role="row" id="row-(\w+)"(.*?)</tr>', page, re.DOTALL)

        assert {code: level_of_chip(row) for code, row in rows} == plain_reading(slug, provision, day), day


@pytest.mark.parametrize(("slug", "provision"), CASES)
def test_the_api_says_what_the_file_says(client: Client, slug: str, provision: str | None) -> None:
    for day in days(slug, provision):
        body = client.get(f"/api/v1/guarantors/?proposal={slug}&{address(provision, day)}").json()
        levels = {item["actor"]["code"]: item["stance"] and item["stance"]["level"] for item in body["results"]}

        assert levels == plain_reading(slug, provision, day), day


@pytest.mark.parametrize(
    ("slug", "code"), [(slug, part["actor"]) for slug in SLUGS for part in dataset(slug)["guarantors"]]
)
def test_the_guarantor_page_says_what_the_file_says(client: Client, slug: str, code: str) -> None:
    own = {record["effective_on"] for record in dataset(slug)["stances"] if record["guarantor"] == code}
    near = {day + timedelta(days=offset) for day in own for offset in OF_FACES} | {FIRST, LAST}
    read = (
        days(slug, None) if os.environ.get("EVERY_DAY") == "1" else sorted(day for day in near if FIRST <= day <= LAST)
    )
    for day in read:
        page = client.get(f"/{slug}/{code}/?as_of={day}").content.decode()
        head = page[page.index('<p class="head">') :]
        listed = re.findall(r'<li><span class="who">(.*?)</li>', page[page.index('id="h-provisions"') :], re.DOTALL)

        expected = [plain_reading(slug, provision, day)[code] for provision in provisions(slug)]
        assert level_of_chip(head) == expected[0], day
        assert [level_of_chip(item) for item in listed[: len(expected)]] == expected, day


@pytest.mark.parametrize("slug", SLUGS)
def test_every_day_is_read_as_the_file_says(slug: str) -> None:
    """Every guarantor, provision and day, by the one question that table, guarantor page and API ask."""
    proposal = proposals.find(slug)
    assert proposal
    codes = {part.pk: part.code for part in proposals.guarantors(proposal)}
    clauses, now = provisions(slug), datetime.now(UTC)
    near = {day for clause in clauses for day in days(slug, clause, NEAR)}
    for day in sorted(near) if IS_SECOND else every_day():
        held = stances.matrix(proposal.pk, clauses, as_of=day, known_at=now)
        for clause in clauses:
            levels = {code: held[pk, clause].level if (pk, clause) in held else None for pk, code in codes.items()}
            assert levels == plain_reading(slug, clause, day), (clause, day)
