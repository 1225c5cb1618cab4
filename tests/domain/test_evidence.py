"""What a stance record may rest on."""

from datetime import date
from typing import Any

import pytest

from guarantors.domain import dates
from guarantors.domain.evidence import Evidence, is_fixed_within_an_imprecise_date, stance_breaches
from guarantors.domain.stance import Basis, Confidence, LegalStatus, Level
from guarantors.domain.voice import SPEAKS_FOR_THE_STATE, Directness, Identification, Voice

MARCH = (date(2022, 3, 1), date(2022, 3, 31))


def said(**values: Any) -> Evidence:
    given: dict[str, Any] = {
        "ref": "raab",
        "actors": frozenset({"GBR"}),
        "voice": Voice.MINISTER,
        "identification": Identification.NAMED,
        "directness": Directness.DIRECT,
        "said_first": date(2022, 3, 30),
        "said_last": date(2022, 3, 30),
    }
    return Evidence(**given | values)


def rules_broken(*evidence: Evidence, **values: Any) -> list[str]:
    given: dict[str, Any] = {
        "actor": "GBR",
        "level": Level.SCEPTICAL,
        "basis": None,
        "legal_status": None,
        "confidence": Confidence.HIGH,
        "effective_on": dates.parse("2022-03-30"),
    }
    return [breach.rule for breach in stance_breaches(**given | values, evidence=evidence)]


def test_a_minister_sets_the_stance() -> None:
    assert rules_broken(said()) == []


@pytest.mark.parametrize(
    "evidence",
    [
        [],
        [said(actors=frozenset({"TUR"}))],
        [said(directness=Directness.THIRD_PARTY)],
        *([said(voice=voice)] for voice in Voice if voice not in SPEAKS_FOR_THE_STATE),
    ],
)
def test_no_stance_without_evidence(evidence: list[Evidence]) -> None:
    assert rules_broken(*evidence) == ["no-stance-without-evidence"]


def test_other_words_may_stand_beside_the_evidence() -> None:
    assert rules_broken(said(), said(ref="senator", voice=Voice.LEGISLATOR)) == []


@pytest.mark.parametrize(("confidence", "broken"), [(Confidence.LOW, 0), (Confidence.MEDIUM, 1), (Confidence.HIGH, 1)])
def test_unnamed_evidence_alone_carries_low_confidence(confidence: Confidence, broken: int) -> None:
    unnamed = said(identification=Identification.UNNAMED)

    assert rules_broken(unnamed, confidence=confidence) == ["unnamed-evidence-alone-is-low-confidence"] * broken
    assert rules_broken(unnamed, said(), confidence=confidence) == []


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"level": Level.COMMITTED}, "committed-names-its-legal-status"),
        ({"legal_status": LegalStatus.SIGNED}, "only-committed-has-a-legal-status"),
        ({"basis": Basis.DECLINED}, "only-noncommittal-has-a-basis"),
        ({"effective_on": dates.parse("2022-03-29")}, "effective-after-it-was-said"),
    ],
)
def test_each_rule_is_named(values: dict[str, Any], rule: str) -> None:
    assert rules_broken(said(), **values) == [rule]


def test_every_breach_is_found_at_once() -> None:
    assert len(rules_broken(level=Level.COMMITTED, basis=Basis.MIXED)) == 3


def test_an_imprecise_date_counts_from_its_last_day() -> None:
    march = said(said_first=MARCH[0], said_last=MARCH[1])

    assert rules_broken(march, effective_on=dates.parse("2022-03")) == []
    assert not is_fixed_within_an_imprecise_date("GBR", dates.parse("2022-03"), [march])
    assert is_fixed_within_an_imprecise_date("GBR", dates.parse("2022-03-15"), [march])
    assert not is_fixed_within_an_imprecise_date("GBR", dates.parse("2022-03-30"), [march, said()])
