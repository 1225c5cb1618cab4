"""Krippendorff's alpha against his published examples, against its definition, and against what must always hold."""

from collections.abc import Sequence
from itertools import permutations
from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantors.domain import agreement as words
from guarantors.domain.agreement import FEWEST_UNITS, METRIC_RULES, Metric, agreement, resample

Unit = Sequence[int | None]

FOUR_OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
"""Krippendorff, "Computing Krippendorff's Alpha-Reliability", examples C to E: four observers, twelve units, gaps."""

MEG_AND_OWEN = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
"""The same paper, example A: two observers, ten units, two values."""

BEN_AND_GERRY = [[ord(letter) for letter in letters] for letters in ("aabbdcccedda", "babbbccceddd")]
"""The same paper, example B: two observers, twelve units, five nominal values."""


@pytest.mark.parametrize(
    ("observers", "metric", "published"),
    [
        (FOUR_OBSERVERS, Metric.NOMINAL, 0.743),
        (FOUR_OBSERVERS, Metric.ORDINAL, 0.815),
        (FOUR_OBSERVERS, Metric.INTERVAL, 0.849),
        (MEG_AND_OWEN, Metric.NOMINAL, 0.095),
        (BEN_AND_GERRY, Metric.NOMINAL, 0.692),
    ],
)
def test_the_published_examples(observers: list[Unit], metric: Metric, published: float) -> None:
    found = agreement(zip(*observers, strict=True), metric)

    assert found.alpha is not None
    assert round(found.alpha, 3) == published


def test_what_is_counted_of_the_published_example() -> None:
    found = agreement(zip(*FOUR_OBSERVERS, strict=True), Metric.ORDINAL)

    assert (found.units, found.twice, found.once, found.values) == (12, 11, 1, 40)
    assert found.raw == pytest.approx(43 / 55)  # eight units of four values, two of three, one of two: 55 pairs
    assert (found.interval, found.no_interval) == (None, words.TOO_FEW)


@pytest.mark.parametrize("metric", Metric)
def test_where_alpha_is_undefined_that_is_said(metric: Metric) -> None:
    nothing = agreement([], metric)
    gaps = agreement([[None, None], [1, None], [2]], metric)
    same = agreement([[2, 2]] * 50, metric)

    assert (nothing.units, nothing.alpha, nothing.raw, nothing.no_alpha) == (0, None, None, words.NOT_CODED_TWICE)
    assert (gaps.units, gaps.once, gaps.values, gaps.no_alpha) == (2, 2, 0, words.NOT_CODED_TWICE)
    assert (same.twice, same.raw, same.alpha, same.no_alpha) == (50, 1.0, None, words.NO_VARIATION)
    assert {nothing.interval, gaps.interval, same.interval} == {None}
    assert METRIC_RULES[metric].endswith(".")


def test_an_interval_needs_units_disagreement_and_variation() -> None:
    mixed = [[1, 1], [2, 2], [1, 2], [3, 3]]
    enough = agreement(mixed * 10, Metric.ORDINAL)

    assert agreement((mixed * 10)[:-1], Metric.ORDINAL).no_interval == words.TOO_FEW
    assert enough.twice == FEWEST_UNITS
    assert enough.interval
    assert enough.alpha
    assert enough.interval[0] < enough.alpha < enough.interval[1] <= 1
    assert enough.no_interval == ""
    assert agreement([[1, 1], [2, 2]] * 30, Metric.ORDINAL).no_interval == words.NO_DISAGREEMENT
    assert agreement([*[[1, 1]] * 60, [1, 2]], Metric.ORDINAL).no_interval == words.TOO_LITTLE_VARIATION


def test_a_unit_that_one_coder_coded_is_counted_and_moves_nothing() -> None:
    pairs: list[Unit] = [[1, 2], [2, 2], [3, 3], [1, 1]]
    with_singles = agreement([*pairs, [3, None], [None, 1]], Metric.ORDINAL)

    assert with_singles.once == 2
    assert with_singles.alpha == agreement(pairs, Metric.ORDINAL).alpha


UNITS = st.lists(st.lists(st.none() | st.integers(-2, 3), max_size=4), max_size=60)


def by_definition(units: Sequence[Unit], metric: Metric) -> float | None:
    """Alpha from every ordered pair of values, one after the other, with no matrix and nothing counted ahead."""
    paired = [[value for value in unit if value is not None] for unit in units]
    paired = [unit for unit in paired if len(unit) > 1]
    values = sorted(value for unit in paired for value in unit)

    def apart(one: int, other: int) -> float:
        if metric is Metric.NOMINAL:
            return float(one != other)
        if metric is Metric.INTERVAL:
            return float(one - other) ** 2
        low, high = min(one, other), max(one, other)
        between = sum(low <= value <= high for value in values)
        return 0.0 if low == high else (between - (values.count(low) + values.count(high)) / 2) ** 2

    observed = sum(apart(*pair) / (len(unit) - 1) for unit in paired for pair in permutations(unit, 2))
    expected = sum(apart(*pair) for pair in permutations(values, 2))
    return 1 - (len(values) - 1) * observed / expected if expected else None


@given(UNITS, st.sampled_from(Metric))
def test_alpha_is_what_its_definition_says(units: list[Unit], metric: Metric) -> None:
    found = agreement(units, metric).alpha

    assert found == (None if (naive := by_definition(units, metric)) is None else pytest.approx(naive, abs=1e-9))


@given(UNITS, st.sampled_from(Metric), st.randoms(use_true_random=False))
def test_the_order_of_units_and_coders_never_matters(units: list[Unit], metric: Metric, random: Random) -> None:
    shuffled = [random.sample(list(unit), len(unit)) for unit in units]
    random.shuffle(shuffled)

    assert agreement(shuffled, metric) == agreement(units, metric)


@given(st.lists(st.tuples(st.integers(-2, 3), st.integers(2, 4)), min_size=2), st.sampled_from(Metric))
def test_full_agreement_is_one(given_: list[tuple[int, int]], metric: Metric) -> None:
    found = agreement([[value] * coders for value, coders in given_], metric)

    assert found.raw == 1
    assert found.alpha == (1 if len({value for value, _ in given_}) > 1 else None)


@given(UNITS, st.sampled_from(Metric))
def test_the_figures_keep_their_bounds(units: list[Unit], metric: Metric) -> None:
    found = agreement(units, metric)

    assert found.twice <= found.units
    assert found.raw is None or 0 <= found.raw <= 1
    assert found.alpha is None or found.alpha <= 1
    assert (found.alpha is None) == bool(found.no_alpha)
    assert (found.interval is None) == bool(found.no_interval)
    assert found.interval is None or found.interval[0] <= found.interval[1] <= 1


@given(UNITS)
def test_ordinal_alpha_knows_ranks_and_no_sizes(units: list[Unit]) -> None:
    stretched = [[None if value is None else 10 ** (value + 2) for value in unit] for unit in units]

    assert agreement(stretched, Metric.ORDINAL) == agreement(units, Metric.ORDINAL)


@given(st.lists(st.integers(1, 400), min_size=1, max_size=20), st.integers(0, 99))
def test_a_resample_has_as_many_units(counts: list[int], seed: int) -> None:
    drawn = resample(counts, Random(seed))

    assert (len(drawn), sum(drawn)) == (len(counts), sum(counts))
    assert min(drawn) >= 0


def test_resamples_are_spread_as_drawing_unit_by_unit_would() -> None:
    counts, random, times = [5, 20, 75, 100], Random(7), 4000
    drawn = [resample(counts, random) for _ in range(times)]

    for place, count in enumerate(counts):
        found = [sample[place] for sample in drawn]
        mean = sum(found) / times
        variance = sum((number - mean) ** 2 for number in found) / times
        assert mean == pytest.approx(count, abs=0.5)
        assert variance == pytest.approx(count * (1 - count / 200), rel=0.1)
    together = sum((sample[2] - 75) * (sample[3] - 100) for sample in drawn) / times
    assert together == pytest.approx(-75 * 100 / 200, rel=0.1)


def test_the_same_codings_give_the_same_interval_and_the_interval_narrows() -> None:
    random = Random(3)
    units = [(level, level if random.random() < 0.8 else random.randint(-2, 3)) for level in [-2, -1, 0, 1, 2, 3] * 200]
    few, many = agreement(units[:60], Metric.ORDINAL), agreement(units, Metric.ORDINAL)
    words._interval.cache_clear()

    assert many.interval
    assert few.interval
    assert many.interval[1] - many.interval[0] < few.interval[1] - few.interval[0]
    assert agreement(units, Metric.ORDINAL).interval == many.interval


def test_five_thousand_units_take_no_second() -> None:
    random = Random(4)
    units = [(random.randint(-2, 3), random.randint(-2, 3)) for _ in range(5000)]
    words._interval.cache_clear()
    start = process_time()

    found = agreement(units, Metric.ORDINAL)

    assert found.interval
    assert process_time() - start < 2  # 0.3 s where nothing else runs
