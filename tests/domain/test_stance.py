"""The scale as a reader sees it, and which way a change goes."""

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantors.domain import stance
from guarantors.domain.stance import Level

PLAINLY = {"committed": 3, "supportive": 2, "open": 1, "noncommittal": 0, "sceptical": -1, "opposed": -2}
"""DESIGN section 2, copied by hand."""

levels = st.sampled_from(Level)


def test_the_scale_is_the_one_of_the_codebook() -> None:
    assert {level.value: order for level, order in stance.ORDER.items()} == PLAINLY


@pytest.mark.parametrize("level", Level)
def test_every_level_lies_on_the_side_of_its_order(level: Level) -> None:
    assert (level in stance.FOR) == (PLAINLY[level] > 0)
    assert (level in stance.NEITHER) == (PLAINLY[level] == 0)
    assert (level in stance.AGAINST) == (PLAINLY[level] < 0)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (Level.NONCOMMITTAL, "Noncommittal"),
        (stance.LegalStatus.IN_FORCE, "In force"),
        (stance.Role.PROPOSED_GUARANTOR, "Proposed guarantor"),
        (stance.Obligation.NON_AGGRESSION, "Non-aggression"),
        (stance.ProposalStatus.IN_NEGOTIATION, "In negotiation"),
        ("none", "No stance"),
    ],
)
def test_a_word_is_shown_in_plain_english(word: StrEnum | str, said: str) -> None:
    assert stance.label(word) == said


@given(levels, levels)
def test_a_change_goes_up_when_the_order_rises(earlier: Level, later: Level) -> None:
    rise = PLAINLY[later] - PLAINLY[earlier]

    assert stance.direction(earlier, later) == (1 if rise > 0 else -1 if rise < 0 else 0)


@given(levels)
def test_a_first_stance_and_an_absence_go_nowhere(level: Level) -> None:
    assert stance.direction(None, level) == stance.direction(level, None) == stance.direction(None, None) == 0


@pytest.mark.parametrize(
    ("role", "gives"),
    [
        (stance.Role.PROPOSED_GUARANTOR, True),
        (stance.Role.SIGNATORY, True),
        (stance.Role.PROPOSER, False),
        (stance.Role.COUNTERPARTY, False),
        (stance.Role.OBSERVER, False),
    ],
)
def test_only_those_who_give_the_guarantee_are_counted(role: stance.Role, gives: bool) -> None:
    assert (role in stance.GUARANTOR_ROLES) is gives


@pytest.mark.parametrize(
    ("level", "has_spoken", "word"),
    [(stance.Level.OPEN, True, "Open"), (None, True, "No stance"), (None, False, "No statement")],
)
def test_absence_is_said_of_the_stance_or_of_all_words(level: stance.Level | None, has_spoken: bool, word: str) -> None:
    assert stance.standing(level, has_spoken) == word
