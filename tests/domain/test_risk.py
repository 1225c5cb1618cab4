"""The risk flags of a waiting statement: each where it belongs, none elsewhere, always in the same order."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantors.domain.risk import FIRST_STATEMENTS, LONG_BEFORE, Risk, Step, Waiting, Who, before_coding, flags
from guarantors.domain.stance import ORDER, Level
from guarantors.domain.voice import Identification, SourceStatus

MADE = date(2022, 3, 29)
NAMED, UNNAMED, INSTITUTION = Identification.NAMED, Identification.UNNAMED, Identification.INSTITUTION
STANDING, CORRECTED, WITHDRAWN = SourceStatus.STANDING, SourceStatus.CORRECTED, SourceStatus.WITHDRAWN
GERMANY, FRANCE = Who("DEU", "Germany"), Who("FRA", "France")
QUIET = Waiting(
    steps=(Step(GERMANY, Level.OPEN, Level.SUPPORTIVE),),
    identifications=(NAMED,),
    sources=(STANDING, STANDING),
    editor="ada",
    published=FIRST_STATEMENTS,
    said_last=MADE,
    made_on=MADE,
)


def raised(**changes: Any) -> list[tuple[Risk, str]]:
    return [(flag.risk, flag.says) for flag in flags(replace(QUIET, **changes))]


def test_an_ordinary_statement_raises_none() -> None:
    assert raised() == []


@pytest.mark.parametrize(
    ("changes", "risk", "says"),
    [
        (
            {"steps": (Step(GERMANY, Level.OPEN, Level.OPPOSED),)},
            Risk.JUMP,
            "Germany: from open to opposed, 3 levels at once.",
        ),
        (
            {"steps": (Step(GERMANY, Level.NONCOMMITTAL, Level.SUPPORTIVE, "Neutrality"),)},
            Risk.JUMP,
            "Germany, Neutrality: from noncommittal to supportive, 2 levels at once.",
        ),
        (
            {"identifications": (UNNAMED, UNNAMED)},
            Risk.UNNAMED_ONLY,
            "Nobody is named: the evidence is unnamed throughout.",
        ),
        (
            {"sources": (STANDING,)},
            Risk.ONE_SOURCE,
            "One source carries it, and no other on record corroborates it.",
        ),
        ({"published": 0}, Risk.NEW_EDITOR, "It is the first statement of ada."),
        ({"published": 1}, Risk.NEW_EDITOR, "ada is new: 1 statement published so far."),
        ({"published": FIRST_STATEMENTS - 1}, Risk.NEW_EDITOR, "ada is new: 4 statements published so far."),
        (
            {"sources": (STANDING, WITHDRAWN)},
            Risk.WITHDRAWN_SOURCE,
            "A source of it was withdrawn by its publisher.",
        ),
        (
            {"sources": (CORRECTED, STANDING)},
            Risk.CORRECTED_SOURCE,
            "A source of it was corrected by its publisher.",
        ),
        (
            {"said_last": MADE - LONG_BEFORE - timedelta(days=1)},
            Risk.OLD_DATE,
            "It was said 366 days before the proposal was made.",
        ),
    ],
)
def test_each_flag_says_its_fact(changes: dict[str, Any], risk: Risk, says: str) -> None:
    assert raised(**changes) == [(risk, says)]


@pytest.mark.parametrize(
    "changes",
    [
        {"steps": (Step(Who("CAN", "Canada"), None, Level.OPPOSED),)},
        {"steps": ()},
        {"identifications": (UNNAMED, NAMED)},
        {"identifications": (INSTITUTION,)},
        {"said_last": MADE - LONG_BEFORE},
        {"said_last": MADE + timedelta(days=4000)},
    ],
)
def test_what_is_only_near_a_flag_raises_none(changes: dict[str, Any]) -> None:
    assert raised(**changes) == []


def test_flags_stand_in_one_order_and_a_jump_for_each_unit() -> None:
    found = raised(
        steps=(
            Step(FRANCE, Level.SUPPORTIVE, Level.OPPOSED),
            Step(Who("ITA", "Italy"), Level.OPEN, Level.OPEN),
            Step(Who("ESP", "Spain"), Level.SCEPTICAL, Level.OPEN),
        ),
        identifications=(UNNAMED,),
        sources=(WITHDRAWN,),
        published=2,
        said_last=date(2014, 1, 1),
    )

    assert [says.split(":")[0] for risk, says in found if risk is Risk.JUMP] == ["France", "Spain"]
    assert [risk for risk, _ in found] == [
        Risk.JUMP,
        Risk.JUMP,
        Risk.UNNAMED_ONLY,
        Risk.ONE_SOURCE,
        Risk.NEW_EDITOR,
        Risk.WITHDRAWN_SOURCE,
        Risk.OLD_DATE,
    ]


def test_whoever_codes_blind_is_not_told_the_first_coding() -> None:
    found = flags(replace(QUIET, steps=(Step(GERMANY, Level.OPEN, Level.OPPOSED),), published=0))

    assert [(flag.risk, flag.says) for flag in before_coding(found)] == [
        (Risk.NEW_EDITOR, "It is the first statement of ada.")
    ]


WAITING = st.builds(
    Waiting,
    steps=st.lists(
        st.builds(Step, st.sampled_from([GERMANY, FRANCE]), st.none() | st.sampled_from(Level), st.sampled_from(Level))
    ),
    identifications=st.lists(st.sampled_from(Identification)),
    sources=st.lists(st.sampled_from(SourceStatus)),
    editor=st.just("ada"),
    published=st.integers(0, 9),
    said_last=st.dates(),
    made_on=st.dates(),
)


@given(WAITING)
def test_nothing_of_the_first_coding_reaches_a_blind_coder(waiting: Waiting) -> None:
    other = replace(waiting, steps=[replace(step, coded=Level.COMMITTED) for step in waiting.steps])

    assert before_coding(flags(waiting)) == before_coding(flags(other))


@given(WAITING)
def test_flags_are_in_the_order_of_their_words_and_jumps_are_real(waiting: Waiting) -> None:
    found = [flag.risk for flag in flags(waiting)]

    assert found == sorted(found, key=list(Risk).index)
    far = [step for step in waiting.steps if step.before and abs(ORDER[step.before] - ORDER[step.coded]) >= 2]
    assert found.count(Risk.JUMP) == len(far)
