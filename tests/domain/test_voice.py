"""Which words can set a state's stance."""

import pytest

from guarantors.domain.voice import SPEAKS_FOR_THE_STATE, Directness, Voice, speaks_for_the_state

FOR_THE_STATE = [
    *("head_of_state", "head_of_government", "minister", "spokesperson"),
    *("negotiator", "official", "institution"),
]
FOR_THEMSELVES = ["legislator", "party_figure", "former_official"]


def test_every_voice_speaks_for_the_state_or_for_itself() -> None:
    assert sorted(Voice) == sorted([*FOR_THE_STATE, *FOR_THEMSELVES])
    assert sorted(SPEAKS_FOR_THE_STATE) == sorted(FOR_THE_STATE)


@pytest.mark.parametrize("directness", [Directness.DIRECT, Directness.REPORTED, Directness.RELAYED])
@pytest.mark.parametrize("voice", Voice)
def test_a_voice_of_the_state_sets_the_stance_however_its_words_arrive(voice: Voice, directness: Directness) -> None:
    assert speaks_for_the_state(voice, directness) is (voice.value in FOR_THE_STATE)


@pytest.mark.parametrize("voice", Voice)
def test_a_third_partys_claim_never_sets_the_stance(voice: Voice) -> None:
    assert not speaks_for_the_state(voice, Directness.THIRD_PARTY)
