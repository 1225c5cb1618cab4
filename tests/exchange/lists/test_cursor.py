"""A place in a list as a parameter: written and read again, and nothing else is taken."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantors.domain.errors import Refused
from guarantors.exchange.lists.cursor import LONGEST, read, written

texts = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=60)
values: dict[type, st.SearchStrategy[Any]] = {
    int: st.integers(-(2**63), 2**63 - 1),
    date: st.dates(),
    datetime: st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1), timezones=st.just(UTC)),
    str: texts,
}


@given(st.data(), st.lists(st.sampled_from(list(values)), min_size=1, max_size=4))
def test_a_place_is_read_as_it_was_written(data: st.DataObject, kinds: list[type]) -> None:
    place = tuple(data.draw(values[kind]) for kind in kinds)

    assert len(written(place)) <= LONGEST or str in kinds
    if len(written(place)) <= LONGEST:
        assert read(written(place), kinds) == place


odd = st.lists(st.none() | st.booleans() | st.integers() | st.floats() | st.text()).map(
    lambda found: written(tuple(found))
)


def read_or_refused(text: str, kinds: list[type]) -> object:
    """The kinds of what is read, or the fields that are refused."""
    try:
        return [type(value) for value in read(text, kinds)]
    except Refused as refused:
        return [breach.field for breach in refused.breaches]


@given(st.text(max_size=80) | odd)
def test_anything_else_is_refused_or_a_place(text: str) -> None:
    for kinds in ([int], [datetime, int], [str, int], [date]):
        assert read_or_refused(text, kinds) in (kinds, ["cursor"])


def test_a_place_of_another_list_is_refused() -> None:
    with pytest.raises(Refused):
        read(written((date(2022, 3, 30), 1)), [datetime, date, int])
