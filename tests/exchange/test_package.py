"""The data package: a validator that is not ours accepts it, and it holds what was on record, alike every time."""

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from frictionless import Package as Reader
from frictionless import system
from pytest_django import DjangoAssertNumQueries

from guarantors.actions import stances
from guarantors.domain.stance import Level
from guarantors.exchange import codebook
from guarantors.models import Proposal, StatementVersion
from guarantors.queries.stances import current
from tests.exchange.packages import members, rewritten, zipped
from tests.exchange.test_restore import a_rich_history
from tests.world import log, make_proposal, publish, stance_content

pytestmark = pytest.mark.django_db
SHIPPED = ["budapest-1994", "g7-vilnius-2023", "istanbul-2022"]
FIRST = datetime(2020, 2, 1, tzinfo=UTC)


def faults(content: bytes, folder: Path) -> list[str]:
    """What frictionless has to say against a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    with system.use_context(trusted=True):
        report = Reader(str(folder / "datapackage.json")).validate()
    return sorted({str(kind) for (kind,) in report.flatten(["type"])})


def table(content: bytes, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(members(content)[f"{name}.csv"].decode(), newline="")))


@pytest.mark.parametrize("slug", [None, *SHIPPED])
def test_frictionless_finds_no_fault(tmp_path: Path, slug: str | None) -> None:
    assert faults(zipped(slug, address="https://tracker.example/"), tmp_path) == []


def test_frictionless_finds_no_fault_in_rows_of_every_kind(tmp_path: Path) -> None:
    a_rich_history()
    content = zipped("rich-2020")

    assert [name for name in members(content) if name.endswith(".csv") and not table(content, name[:-4])] == [
        *("proposal_makers.csv", "corroborations.csv", "amendments.csv"),
    ]
    assert faults(content, tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b",wsj-2022-03-30,", b",nowhere,", "foreign-key"),
        (b",spokesperson,", b",neighbour,", "constraint-error"),
        (b",2022-03-30,2022-03-30,", b",2022-03-30,2022-02-30,", "type-error"),
    ],
)
def test_frictionless_would_find_a_fault_of_each_kind(tmp_path: Path, old: bytes, new: bytes, fault: str) -> None:
    broken = rewritten(zipped("istanbul-2022"), {"statements.csv": lambda text: text.replace(old, new, 1)})

    assert {fault, "hash-count"} <= set(faults(broken, tmp_path))


def test_the_tables_say_who_stood_where(tmp_path: Path) -> None:
    proposal = Proposal.objects.get(slug="g7-vilnius-2023")
    held: dict[tuple[str, str], tuple[Any, ...]] = {}
    for row in table(zipped("g7-vilnius-2023"), "stances"):
        if not row["superseded_at"]:
            order = (row["effective_day"], int(row["sequence"]), row["recorded_at"], row["level"])
            held[row["guarantor"], row["provision"]] = max(held.get((row["guarantor"], row["provision"]), order), order)

    known = current(proposal.pk, as_of=date.max, known_at=datetime.now(UTC))

    codes = dict(proposal.guarantors.values_list("pk", "actor__code"))
    assert len(known) > 15
    assert {code: order[-1] for (code, on), order in held.items() if not on} == {
        codes[pk]: row.level.value for pk, row in known.items()
    }


def test_the_same_record_gives_the_same_bytes() -> None:
    assert zipped(None) == zipped(None)
    assert all(
        entry.date_time == (1980, 1, 1, 0, 0, 0) for entry in zipfile.ZipFile(io.BytesIO(zipped(None))).infolist()
    )


def test_a_package_of_a_past_moment_holds_what_was_known_then(tmp_path: Path) -> None:
    said = log(make_proposal("past-2020"), "past-said", at=FIRST)
    record = publish(said.proposal, "past-1", said, at=FIRST)
    before = zipped("past-2020", FIRST + timedelta(days=1))
    stances.correct(
        record=record,
        content=stance_content(said, level=Level.OPPOSED),
        reason="Misread.",
        by="Ben",
        at=FIRST + timedelta(days=30),
    )
    log(said.proposal, "past-later", at=FIRST + timedelta(days=31))

    then, now = zipped("past-2020", FIRST + timedelta(days=1)), zipped("past-2020")

    assert [row["level"] for row in table(then, "stances")] == ["open"]
    assert [row["superseded_at"] + row["superseded_by"] for row in table(then, "stances")] == [""]
    assert [(row["level"], row["superseded_by"]) for row in table(now, "stances")] == [("open", "Ben"), ("opposed", "")]
    assert (len(table(then, "statements")), len(table(now, "statements"))) == (1, 2)
    assert members(now).keys() - members(then).keys() == {"datasets/past-2020.yaml"}
    assert b"holds what was on record then and no datasets" in members(then)["README.md"]
    assert json.loads(members(then)["datapackage.json"])["created"] == "2020-02-02T00:00:00Z"
    assert table(before, "stances") == table(then, "stances")
    assert faults(then, tmp_path) == []


def test_the_descriptor_says_when_by_the_record_and_not_by_the_clock() -> None:
    found = json.loads(members(zipped(None, address="https://tracker.example/"))["datapackage.json"])

    latest = StatementVersion.objects.order_by("-recorded_at").values_list("recorded_at", flat=True)[0]
    assert datetime.fromisoformat(found["created"]) >= latest
    assert found["created"] == found["known_at"] == found["version"]
    assert found["homepage"] == "https://tracker.example/"
    assert [licence["name"] for licence in found["licenses"]] == ["CC-BY-4.0"]
    assert {resource["hash"][:7] for resource in found["resources"]} == {"sha256:"}


def test_the_codebook_has_every_word_of_the_tables() -> None:
    resources = json.loads(members(zipped(None))["datapackage.json"])["resources"]
    allowed = [
        tuple(field["constraints"]["enum"])
        for resource in resources
        for field in resource.get("schema", {}).get("fields", [])
        if "enum" in field["constraints"]
    ]

    vocabularies = {tuple(vocabulary) for vocabulary in codebook.VOCABULARIES.values()}

    assert len(allowed) > 15
    assert {words for words in allowed if words not in vocabularies} == {allowed[-1]}  # what an amendment is of
    assert [(row["word"], row["order"]) for row in table(zipped(None), "codebook")][:2] == [
        ("committed", "3"),
        ("supportive", "2"),
    ]


def test_a_package_costs_no_more_queries_for_more_guarantors(
    django_assert_num_queries: DjangoAssertNumQueries, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(60) as small:
        zipped("budapest-1994")
    with django_assert_num_queries(len(small)):
        zipped("g7-vilnius-2023")


def test_the_command_writes_the_same_package(tmp_path: Path) -> None:
    path = tmp_path / "package.zip"

    call_command("export_package", "budapest-1994", "--output", path)

    assert path.read_bytes() == zipped("budapest-1994")
    with pytest.raises(CommandError, match="File exists"):
        call_command("export_package", "--output", path)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nope"], r"There is no proposal “nope”; the proposals on record: budapest-1994, g7"),
        (["--known-at", "then"], "--known-at: “then” is not a moment; write 2022-04-02T00:00:00Z"),
    ],
)
def test_the_command_says_what_it_cannot_do(arguments: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("export_package", *arguments)
