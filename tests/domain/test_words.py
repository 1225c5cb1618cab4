"""The vocabularies are complete: a new word cannot be forgotten somewhere."""

from enum import StrEnum

import pytest

from guarantors.domain import stance, voice
from guarantors.domain.stance import Level

VOCABULARIES = [
    item
    for module in (stance, voice)
    for item in vars(module).values()
    if isinstance(item, type) and issubclass(item, StrEnum) and item is not StrEnum
]


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_every_word_has_a_label(vocabulary: type[StrEnum]) -> None:
    for word in vocabulary:
        assert stance.label(word)[0].isupper()
        assert "_" not in stance.label(word)


def test_every_level_has_an_order_a_rule_and_a_side() -> None:
    assert set(stance.ORDER) == set(stance.RULES) == set(Level)
    assert sorted([*stance.FOR, *stance.NEITHER, *stance.AGAINST]) == sorted(Level)


def test_the_order_falls_from_committed_to_opposed() -> None:
    orders = [stance.ORDER[level] for level in Level]

    assert orders == sorted(orders, reverse=True)
    assert len(set(orders)) == len(orders)


def test_absence_is_no_level() -> None:
    assert stance.NO_STANCE not in list(Level)
    assert stance.label(stance.NO_STANCE) == "No stance"


@pytest.mark.parametrize(
    ("rules", "vocabulary"),
    [
        (stance.BASIS_RULES, stance.Basis),
        (stance.CONDITION_RULES, stance.ConditionKind),
        (voice.IDENTIFICATION_RULES, voice.Identification),
        (voice.DIRECTNESS_RULES, voice.Directness),
    ],
)
def test_every_word_that_the_method_page_explains_has_its_rule(
    rules: dict[StrEnum, str], vocabulary: type[StrEnum]
) -> None:
    assert set(rules) == set(vocabulary)
