"""The days named under a plot: the first and the last, few between them, and none in another's way."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantors.domain import axis, chart, lettering

BEGIN = date(2022, 3, 29)


def reaches(ticks: list[axis.Tick], plot_px: float) -> list[tuple[float, float]]:
    """From where to where each label goes on a plot so wide."""
    return [lettering.span(float(tick.x.rstrip("%")), tick.text, tick.anchor, plot_px) for tick in ticks]


@given(st.dates(date(1800, 1, 1), date(2100, 1, 1)), st.integers(0, 200) | st.integers(0, 90_000))
def test_ticks_of_any_span_are_few_apart_from_each_other_and_each_named_once(begin: date, span: int) -> None:
    on = chart.scale(begin, begin + timedelta(days=span))
    ticks = axis.ticks(on)

    assert (ticks[0].x, ticks[-1].x) == ("0%", "100%")
    assert len(ticks) <= 10
    assert len({tick.text for tick in ticks}) == len(ticks)
    assert [tick.anchor for tick in ticks] == ["start", *["middle"] * (len(ticks) - 2), "end"]
    assert [ticks[0].minor, ticks[-1].minor] == [False, False]
    assert ticks[-1].text.startswith(f"{on.end.day} ")
    major = [tick for tick in ticks if not tick.minor]
    for shown, plot_px in ((ticks, lettering.WIDE_PX), (major, lettering.PLOT_PX)):
        places = reaches(shown, plot_px)
        assert all(right[0] - left[1] >= lettering.SPACE_PX for left, right in pairwise(places))
        assert (places[0][0], places[-1][1]) == (0, plot_px)


@pytest.mark.parametrize(
    ("span", "texts"),
    [
        (1, ["28 Mar", "29 Mar", "30 Mar"]),
        (17, ["28 Mar", "4 Apr", "11 Apr", "15 Apr"]),
        (70, ["Mar 2022", "May 2022", "7 Jun 2022"]),
        (1350, ["Nov 2021", "2023", "2024", "2025", "8 Dec 2025"]),
    ],
)
def test_ticks_name_days_months_or_years_as_fits(span: int, texts: list[str]) -> None:
    assert [tick.text for tick in axis.ticks(chart.scale(BEGIN, BEGIN + timedelta(days=span)))] == texts


def test_where_two_days_are_too_many_the_first_is_named() -> None:
    ticks = axis.ticks(chart.scale(BEGIN, BEGIN + timedelta(days=1350)), narrow_px=140)

    assert [tick.text for tick in ticks if not tick.minor] == ["Nov 2021"]
