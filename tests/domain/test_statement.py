"""What a statement must say of itself."""

from datetime import date
from typing import Any

import pytest

from guarantors.domain import dates
from guarantors.domain.errors import Breach
from guarantors.domain.statement import LONGEST_QUOTE, statement_breaches
from guarantors.domain.voice import Directness, Identification


def breaches(**values: Any) -> list[Breach]:
    given: dict[str, Any] = {
        "said_on": dates.parse("2022-03-30"),
        "published_on": date(2022, 3, 30),
        "actors": ["GBR"],
        "speaker": "Dominic Raab",
        "relay": "",
        "identification": Identification.NAMED,
        "directness": Directness.DIRECT,
        "summary": "Rules out a guarantee like that of NATO.",
        "quote": "x" * LONGEST_QUOTE,
    }
    return list(statement_breaches(**given | values))


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"published_on": None},
        {"actors": ["FRA", "DEU"]},
        {"identification": Identification.UNNAMED, "speaker": ""},
        {"identification": Identification.INSTITUTION, "speaker": ""},
        {"directness": Directness.RELAYED, "relay": "Steffen Hebestreit"},
        {"said_on": dates.parse("2022-03")},
    ],
)
def test_a_complete_statement_stands(values: dict[str, Any]) -> None:
    assert breaches(**values) == []


@pytest.mark.parametrize(
    ("values", "rule", "field"),
    [
        ({"said_on": dates.parse("2022-03-31")}, "said-before-published", "said_on"),
        ({"actors": []}, "statement-speaks-for-somebody", "actors"),
        ({"summary": " \n"}, "statement-has-a-summary", "summary"),
        ({"speaker": ""}, "named-means-a-speaker", "speaker"),
        ({"speaker": "  "}, "named-means-a-speaker", "speaker"),
        ({"identification": Identification.UNNAMED}, "unnamed-means-no-speaker", "speaker"),
        ({"directness": Directness.RELAYED}, "relayed-names-the-relay", "relayed_by"),
        ({"directness": Directness.RELAYED, "relay": " "}, "relayed-names-the-relay", "relayed_by"),
        ({"relay": "Steffen Hebestreit"}, "only-relayed-has-a-relay", "relayed_by"),
        ({"quote": "x" * (LONGEST_QUOTE + 1)}, "quotation-is-short", "quote"),
        ({"quote_language": "Klingon"}, "source-names-its-language", "quote_language"),
        ({"quote_language": "en-aaaaaaaa-bb"}, "source-names-its-language", "quote_language"),
        ({"sequence": 0}, "sequence-counts-from-one", "sequence"),
        ({"sequence": 1000}, "sequence-counts-from-one", "sequence"),
    ],
)
def test_each_gap_is_named_at_its_field(values: dict[str, Any], rule: str, field: str) -> None:
    assert [(breach.rule, breach.field) for breach in breaches(**values)] == [(rule, field)]


def test_every_gap_is_found_at_once() -> None:
    found = breaches(
        said_on=dates.parse("2022-04"), actors=[], summary="", speaker="", relay="Ann Lee", quote="x" * 501
    )

    assert len({breach.rule for breach in found}) == 6


def test_words_after_publication_are_refused_with_both_days() -> None:
    (breach,) = breaches(said_on=dates.parse("2022-04-30"))

    assert breach.message.startswith("30 April 2022 is after the source was published, 30 March 2022;")
