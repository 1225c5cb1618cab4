"""Refusals carry everything that is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantors.domain.errors import Breach, Refused, refuse, refuse_any

words = st.text("abc ", min_size=1, max_size=8)
breaches = st.lists(st.builds(Breach, words, words, words), min_size=1, max_size=5)


@given(breaches)
def test_a_refusal_carries_every_breach_in_order(found: list[Breach]) -> None:
    with pytest.raises(Refused) as caught:
        refuse_any(iter(found))

    assert caught.value.breaches == tuple(found)


@given(breaches)
def test_a_refusal_says_the_field_and_the_fact_of_each_breach(found: list[Breach]) -> None:
    said = str(Refused(found))

    assert said.split("; ") == [f"{breach.field}: {breach.message}" for breach in found]


def test_nothing_broken_is_not_refused() -> None:
    refuse_any(iter(()))


def test_a_single_refusal_names_rule_field_and_fact() -> None:
    assert refuse("no-such-day", "said_on", "write 2022-03-30.").breaches == (
        Breach("no-such-day", "said_on", "write 2022-03-30."),
    )
