"""How alike two statements are: by who spoke, when, in which source and in which words."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantors.domain.likeness import Sketch, alike, likeness, telling

DAY = date(2022, 3, 30)
RAAB = Sketch(
    actors=frozenset({"GBR"}),
    speaker="Dominic Raab",
    office="Deputy Prime Minister",
    first=DAY,
    last=DAY,
    sources=frozenset({"wsj"}),
    summary="Will not unilaterally replicate NATO commitments that apply to members.",
    quote="We’re not going to replicate unilaterally.",
)
OTHER = {
    "speaker": "Boris Johnson",
    "first": DAY + timedelta(days=9),
    "last": DAY + timedelta(days=9),
    "sources": frozenset({"bbc"}),
    "summary": "Welcomes talks.",
    "quote": "",
}
OTHERWISE = replace(RAAB, **OTHER)


@pytest.mark.parametrize(
    ("same", "reasons", "probable"),
    [
        (["speaker"], ("same speaker",), False),
        (["speaker", "first", "last"], ("same speaker", "same day"), True),
        (["speaker", "sources"], ("same speaker", "same source"), True),
        (["first", "last", "sources"], ("same day", "same source"), False),
        (["first", "last", "summary"], ("same day", "nearly the same summary"), True),
        (["first", "last", "quote"], ("same day", "same words quoted"), True),
        (["sources", "summary"], ("nearly the same summary", "same source"), True),
    ],
)
def test_what_is_shared_is_said(same: list[str], reasons: tuple[str, ...], probable: bool) -> None:
    found = likeness(RAAB, replace(OTHERWISE, **{name: getattr(RAAB, name) for name in same}))

    assert set(found.reasons) == set(reasons)
    assert found.is_probable is probable


def test_the_same_again_on_another_day_is_another_statement() -> None:
    again = replace(RAAB, first=OTHERWISE.first, last=OTHERWISE.last, sources=frozenset({"bbc"}), quote="")
    similar = replace(
        again, summary="Will not replicate NATO commitments, but thinks about further assistance instead."
    )

    assert not likeness(RAAB, similar).is_probable
    assert likeness(RAAB, replace(similar, sources=RAAB.sources)).is_probable


def test_words_on_behalf_of_others_are_never_alike() -> None:
    assert likeness(RAAB, replace(RAAB, actors=frozenset({"DEU"}))).reasons == ()
    assert likeness(RAAB, replace(RAAB, actors=frozenset({"DEU", "GBR"}))).is_probable


def test_a_month_overlaps_its_days() -> None:
    month = replace(RAAB, first=date(2022, 3, 1), last=date(2022, 3, 31))

    assert "days that overlap" in likeness(RAAB, month).reasons


def test_an_unnamed_voice_is_known_by_its_office() -> None:
    unnamed = replace(RAAB, speaker="", office="A senior official", quote="", summary="")

    assert likeness(unnamed, replace(unnamed, office="a senior Official")).reasons == (
        "same office",
        "same day",
        "same source",
    )
    assert "same office" not in likeness(replace(unnamed, office=""), replace(unnamed, office="")).reasons


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_of_words_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    found = alike(telling(one), telling(other))

    assert 0 <= found <= 1
    assert found == alike(telling(other), telling(one))


def test_words_of_every_sentence_tell_nothing() -> None:
    assert telling("They would, with that, have said NATO") == {"nato"}


def test_nothing_is_like_nothing() -> None:
    assert likeness(Sketch(), Sketch()).points == 0
