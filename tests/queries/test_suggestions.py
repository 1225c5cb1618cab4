"""What is suggested while one types: folded, by beginnings of words first, the most used first, never more than ten."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guarantors.actions import statements
from guarantors.domain.submission import PersonGiven
from guarantors.models import Source
from guarantors.queries.suggestions import FIELDS, MOST, suggestions
from tests.world import LONG_AGO, log, make_proposal

pytestmark = pytest.mark.django_db


def values(field: str, q: str, proposal: str = "") -> list[str]:
    return [item.value for item in suggestions(field, q, proposal)]


def person(name: str, office: str = "Envoy") -> PersonGiven:
    return PersonGiven(name, office)


def test_a_speaker_is_found_without_accents_by_the_beginning_of_any_name() -> None:
    log(make_proposal(), "said", speaker=person("Şükrü Örnekoğlu", "Envoy of Land 0"))

    (item,) = suggestions("speaker", "ornek", "")

    assert (item.value, item.text) == ("Şükrü Örnekoğlu", "Envoy of Land 0")
    assert values("speaker", "sukru ORN") == ["Şükrü Örnekoğlu"]


def test_the_office_is_that_of_the_last_statement_that_stands() -> None:
    proposal = make_proposal()
    for day, office in ((3, "Minister"), (1, "Envoy"), (9, "President")):
        said = log(proposal, f"s{day}", said_on=f"2020-01-0{day}", speaker=person("Zed Zedson", office))
    statements.withdraw(statement=said, reason="Not said.", by="ben")

    assert [item.text for item in suggestions("speaker", "zedson", "")] == ["Minister"]


def test_the_most_used_come_first_and_those_of_the_proposal_before_them() -> None:
    here, there = make_proposal("here"), make_proposal("there")
    for number in range(3):
        log(there, f"t{number}", speaker=person("Qa Often"), sequence=number + 1)
    log(there, "t9", speaker=person("Qb Once"), sequence=9)
    log(here, "h1", speaker=person("Qc Here"))

    assert values("speaker", "q") == ["Qa Often", "Qb Once", "Qc Here"]
    assert values("speaker", "q", "here") == ["Qc Here", "Qa Often", "Qb Once"]


def test_beginnings_come_before_the_middle_of_words() -> None:
    proposal = make_proposal()
    log(proposal, "s1", speaker=person("Ada Xyzzyman"))
    log(proposal, "s2", speaker=person("Ben Plughxyzzy"))
    log(proposal, "s3", speaker=person("Ben Plughxyzzy"), sequence=2)

    assert values("speaker", "xyzzy") == ["Ada Xyzzyman", "Ben Plughxyzzy"]


def test_offices_and_publishers_are_distinct() -> None:
    proposal = make_proposal()
    for number in range(3):
        log(proposal, f"s{number}", speaker=person("A. Minister", "Minister of Xyzzy"), sequence=number + 1)
    Source.objects.filter(ref=f"{proposal.slug}-source").update(publisher="Xyzzy Gazette")

    assert values("office", "xyzzy") == ["Minister of Xyzzy"]
    assert values("publisher", "gaz") == ["Xyzzy Gazette"]


def test_a_source_is_named_by_its_address_or_else_its_id() -> None:
    for ref, url in (("plugh-1", "https://plugh.example/a"), ("plugh-2", "")):
        Source.objects.create(
            ref=ref, kind="article", title=f"Plugh {ref}", publisher="A paper", language="en", url=url,
            recorded_at=LONG_AGO,
        )  # fmt: skip

    assert set(values("source_url", "plugh")) == {"https://plugh.example/a", "plugh-2"}
    assert values("source_url", "https://plugh.ex") == ["https://plugh.example/a"]
    (item,) = suggestions("source_title", "plugh plugh-2", "")
    assert (item.value, item.text) == ("Plugh plugh-2", "A paper; on record as plugh-2")


@pytest.mark.parametrize("field", list(FIELDS))
@pytest.mark.parametrize("q", ["", "   ", "\x00", "“”", "x" * 200, "%", "_", "\ud800", "zzzzzz"])
def test_nothing_is_suggested_for_nothing_or_nobody(field: str, q: str) -> None:
    assert suggestions(field, q, "istanbul-2022") == []


@pytest.mark.parametrize("field", list(FIELDS))
def test_ten_at_most_by_a_fixed_number_of_queries(field: str) -> None:
    with CaptureQueriesContext(connection) as captured:
        found = suggestions(field, "e", "istanbul-2022")

    assert 0 < len(found) <= MOST
    assert len(captured) <= 3
