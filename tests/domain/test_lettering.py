"""Words above a plot: no label runs into another or out of sight, on a narrow plot or a wide one."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantors.domain import lettering
from guarantors.domain.lettering import OVERHANG_PX, SPACE_PX, WIDE_PX, Above

NARROW_PX = 140

percent = st.floats(0, 100).map(lambda value: round(value, 2))
words = st.text(st.characters(categories=["L"]), min_size=1, max_size=40)
named = st.lists(st.tuples(percent, words), max_size=5)


def rows(seen: Above, on: str, plot_px: float) -> list[list[tuple[float, float]]]:
    """From where to where the labels go that stand on one line, of a narrow plot or a wide one."""
    labels = [
        lettering.span(float(label.x.rstrip("%")), label.text, label.anchor, plot_px)
        for label in seen.labels
        if label.on in ("", on)
    ]
    end = lettering.span(100, seen.end, "end", plot_px)
    return [labels, [end]] if seen.lifted in ("wide", on) else [[*labels, end]]


@given(st.text("as of 2", min_size=5, max_size=20), named)
def test_labels_keep_apart_and_the_first_is_always_there(end: str, asked: list[tuple[float, str]]) -> None:
    seen = lettering.above(end, asked, NARROW_PX)

    for on, plot_px in (("narrow", NARROW_PX), ("wide", WIDE_PX)):
        for row in rows(seen, on, plot_px):
            pairs = combinations(sorted(row), 2)
            assert all(right[0] - left[1] >= SPACE_PX - 1e-9 for left, right in pairs)
        shown = [label.text for label in seen.labels if label.on in ("", on)]
        assert shown[:1] == [text for _, text in asked][:1]


@given(percent, st.text("abc", min_size=1, max_size=12))
def test_a_label_stays_within_sight_where_there_is_room(place: float, text: str) -> None:
    seen = lettering.above("as of 2 Apr 2022", [(place, text)], NARROW_PX)

    for on, plot_px in (("narrow", NARROW_PX), ("wide", WIDE_PX)):
        reach = rows(seen, on, plot_px)[0][0]
        assert reach[0] >= -OVERHANG_PX
        assert reach[1] <= plot_px


@pytest.mark.parametrize(
    ("x", "text", "at"),
    [("50%", "No stance", "50%"), ("3%", "x" * 24, "36%"), (None, "x", "50%"), ("96%", "xx", "95%")],
)
def test_a_label_in_the_middle_of_a_gap_moves_no_further_than_it_must(x: str | None, text: str, at: str) -> None:
    assert lettering.middle(x, text, 250 if len(text) > 9 else 150) == at
