"""When two readings agree, what differs where they do not, and what is published of two that do."""

from typing import Any

import pytest

from guarantors.domain.coding import adopted, agree, pairs
from guarantors.domain.stance import Basis, Confidence, LegalStatus, Level
from guarantors.domain.submission import CodingGiven, Unit


def reading(level: Level = Level.SCEPTICAL, provision: str | None = None, **values: Any) -> CodingGiven:
    return CodingGiven("AA0", provision, level, values.pop("confidence", Confidence.HIGH), **values)


@pytest.mark.parametrize(
    ("first", "second", "differences"),
    [
        (reading(), reading(confidence=Confidence.LOW, rationale="Otherwise worded."), ()),
        (reading(), reading(Level.OPPOSED), ("level",)),
        (reading(Level.NONCOMMITTAL), reading(Level.NONCOMMITTAL, basis=Basis.MIXED), ("basis",)),
        (
            reading(Level.COMMITTED, legal_status=LegalStatus.SIGNED),
            reading(Level.COMMITTED, legal_status=LegalStatus.RATIFIED),
            ("legal_status",),
        ),
        (
            reading(Level.COMMITTED, legal_status=LegalStatus.SIGNED),
            reading(Level.NONCOMMITTAL, basis=Basis.DECLINED),
            ("level", "basis", "legal_status"),
        ),
    ],
)
def test_two_readings_agree_unless_level_basis_or_legal_status_differ(
    first: CodingGiven, second: CodingGiven, differences: tuple[str, ...]
) -> None:
    (pair,) = pairs([first], [second])

    assert pair.differences == differences
    assert pair.agrees == agree([first], [second]) == (not differences)


def test_a_unit_that_one_coder_left_out_differs() -> None:
    both, whole = [reading(), reading(provision="clause")], [reading()]

    assert [pair.differences for pair in pairs(both, whole)] == [(), ("unit",)]
    assert [pair.unit for pair in pairs(whole, both)] == [Unit("AA0", None), Unit("AA0", "clause")]
    assert not agree(both, whole)
    assert not agree([], whole)
    assert agree([], [])


def test_what_is_published_is_as_sure_as_the_less_sure_of_the_two() -> None:
    for first, second in ((Confidence.HIGH, Confidence.LOW), (Confidence.LOW, Confidence.HIGH)):
        (made,) = adopted([reading(confidence=first, rationale="First.")], [reading(confidence=second)])
        assert (made.confidence, made.rationale) == (Confidence.LOW, "First.")
