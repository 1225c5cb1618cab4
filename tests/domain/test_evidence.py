"""What a stance record may rest on."""

from datetime import date
from typing import Any

import pytest

from guarantors.domain import dates
from guarantors.domain.evidence import (
    Evidence,
    begins_on_a_known_day,
    is_fixed_within_an_imprecise_date,
    stance_breaches,
)
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


def test_a_stance_may_begin_on_the_day_of_its_earliest_own_statement() -> None:
    foreign = said(ref="senator", actors=frozenset({"USA"}), said_first=date(2022, 1, 1), said_last=date(2022, 1, 1))

    assert rules_broken(said(), effective_on=dates.parse("2022-03-30")) == []
    assert rules_broken(said(), foreign, effective_on=dates.parse("2022-03-29")) == ["effective-after-it-was-said"]


def test_a_joint_declaration_sets_the_stance_of_each_of_its_actors() -> None:
    joint = said(actors=frozenset({"GBR", "FRA"}), voice=Voice.INSTITUTION, identification=Identification.INSTITUTION)

    assert rules_broken(joint, actor="FRA") == rules_broken(joint, actor="GBR") == []
    assert rules_broken(joint, actor="DEU") == ["no-stance-without-evidence"]


def test_anothers_named_word_does_not_lift_unnamed_evidence() -> None:
    unnamed = said(identification=Identification.UNNAMED)
    named_elsewhere = [said(actors=frozenset({"FRA"})), said(voice=Voice.LEGISLATOR)]

    assert rules_broken(unnamed, *named_elsewhere) == ["unnamed-evidence-alone-is-low-confidence"]


@pytest.mark.parametrize("status", LegalStatus)
def test_a_committed_stance_stands_with_any_legal_status(status: LegalStatus) -> None:
    assert rules_broken(said(), level=Level.COMMITTED, legal_status=status) == []


@pytest.mark.parametrize("basis", [None, *Basis])
def test_a_noncommittal_stance_stands_with_any_basis_or_none(basis: Basis | None) -> None:
    assert rules_broken(said(), level=Level.NONCOMMITTAL, basis=basis) == []


@pytest.mark.parametrize(
    ("evidence", "why"),
    [
        ([], "a stance needs evidence"),
        ([said(actors=frozenset({"TUR", "FRA"}))], "raab is made on behalf of FRA, TUR: none"),
        ([said(directness=Directness.THIRD_PARTY)], "raab is a third party's claim: none"),
        ([said(voice=Voice.FORMER_OFFICIAL)], "raab is a former official's: none"),
    ],
)
def test_missing_evidence_is_refused_with_the_reason_and_the_fix(evidence: list[Evidence], why: str) -> None:
    (breach,) = stance_breaches(
        actor="GBR",
        level=Level.OPEN,
        basis=None,
        legal_status=None,
        confidence=Confidence.LOW,
        effective_on=dates.parse("2022-03-30"),
        evidence=evidence,
    )

    assert breach.message.startswith(why)
    assert breach.message.endswith("at least one statement made on behalf of GBR by a voice that speaks for the state.")


def test_a_stance_as_imprecise_as_a_month_may_rest_on_a_day_within_it() -> None:
    assert rules_broken(said(), effective_on=dates.parse("2022-03")) == []
    assert rules_broken(said(), effective_on=dates.parse("2022-02")) == ["effective-after-it-was-said"]


@pytest.mark.parametrize(
    ("effective_on", "own", "known"),
    [
        ("2022-03-30", [(date(2022, 3, 30), date(2022, 3, 30))], True),
        ("2022-03-31", [MARCH], False),
        ("2022-03-20", [MARCH], True),  # the editors fixed the day within the month
        ("2022-03-31", [MARCH, (date(2022, 3, 30), date(2022, 3, 30))], True),
        ("2022-03-31", [MARCH, (date(2022, 4, 2), date(2022, 4, 2))], False),  # a later word gives no earlier day
        ("2022-03", [MARCH], False),
    ],
)
def test_a_stance_begins_on_a_known_day_only_where_its_words_give_one(
    effective_on: str, own: list[tuple[date, date]], known: bool
) -> None:
    assert begins_on_a_known_day(dates.parse(effective_on), own) is known
