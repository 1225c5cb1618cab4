"""How far do coders agree beyond chance? Krippendorff's alpha, raw agreement and an interval by resampling.

Alpha is computed from the coincidences of values within units, for any number of coders and with missing values, as in
Krippendorff, "Computing Krippendorff's Alpha-Reliability". The interval is the percentile bootstrap over units (Efron
and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13; for alpha: Zapf and others, "Measuring
inter-rater reliability for nominal data", BMC Medical Research Methodology 16:93, 2016): as many units as were coded
twice are drawn anew from them, alpha is computed again, and the middle 95 % of a thousand such alphas is the interval.
Its seed is fixed, so the same codings always give the same figures.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from random import Random


class Metric(StrEnum):
    """How far two values of a variable are apart."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


METRIC_RULES: dict[Metric, str] = {
    Metric.NOMINAL: "Two words are the same or they are not.",
    Metric.ORDINAL: "Two ranks are further apart the more codings lie between them; steps have no size of their own.",
    Metric.INTERVAL: "Two numbers are as far apart as their difference.",
}

FEWEST_UNITS = 40
"""Under so many units that were coded twice, an interval would promise more than the codings hold."""

SAMPLES = 1000
SHARE = 0.95
SEED = 1
MOST_WITHOUT_ALPHA = 0.05
"""A resample can lack any variation and so any alpha; where more than this share does, there is no interval."""

TOO_FEW = f"too few units: under {FEWEST_UNITS}"
NOT_CODED_TWICE = "no unit was coded twice"
NO_VARIATION = "undefined: every coding says the same, so there is no chance agreement to compare with"
NO_DISAGREEMENT = "none: with no disagreement, resampling finds none"
NOT_ASKED_FOR = "not asked for"
TOO_LITTLE_VARIATION = "none: too little variation to resample"

Value = int
"""A rank where the order counts; for a nominal variable any number that stands for its word."""

Kind = tuple[tuple[Value, int], ...]
"""What a unit's codings say, whoever said which: each value and how many coders gave it, smallest value first."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """`units` were coded by anybody, `twice` of them by two or more; `values` is n, the values that can be paired.

    `raw` is the share of equal pairs among all pairs of codings of one unit. `raw`, `alpha` and `interval` are None
    where they would say nothing; `no_alpha` and `no_interval` say why, and are empty where there is one.
    """

    units: int
    twice: int
    values: int
    raw: float | None
    alpha: float | None
    interval: tuple[float, float] | None
    no_alpha: str = ""
    no_interval: str = ""

    @property
    def once(self) -> int:
        """Units that only one coder coded: they are not in alpha."""
        return self.units - self.twice


def agreement(units: Iterable[Iterable[Value | None]], metric: Metric, *, with_interval: bool = True) -> Agreement:
    """The agreement over units, each given as its coders' values; None stands for a coder who gave none.

    Neither the order of the units nor that of the coders matters. `with_interval` is False where none is asked for.
    """
    given = [Counter(value for value in unit if value is not None) for unit in units]
    coded = [unit for unit in given if unit]
    kinds = Counter(tuple(sorted(unit.items())) for unit in coded if unit.total() > 1)
    counted = tuple(sorted(kinds.items()))
    twice = kinds.total()
    if not twice:
        return Agreement(len(coded), 0, 0, None, None, None, NOT_CODED_TWICE, NOT_CODED_TWICE)
    values = sum(count * _coders(kind) for kind, count in counted)
    raw = _raw(counted)
    alpha = _Coincidences.of(counted, metric).alpha([count for _, count in counted])
    if alpha is None:
        return Agreement(len(coded), twice, values, raw, None, None, NO_VARIATION, NO_VARIATION)
    interval, why = None, ""
    if not with_interval:
        why = NOT_ASKED_FOR
    elif twice < FEWEST_UNITS:
        why = TOO_FEW
    elif raw == 1:
        why = NO_DISAGREEMENT
    else:
        interval = _interval(counted, metric)
        why = "" if interval else TOO_LITTLE_VARIATION
    return Agreement(len(coded), twice, values, raw, alpha, interval, "", why)


def _coders(kind: Kind) -> int:
    return sum(count for _, count in kind)


def _raw(counted: Sequence[tuple[Kind, int]]) -> float:
    equal = sum(count * sum(given * (given - 1) for _, given in kind) for kind, count in counted)
    return equal / sum(count * _coders(kind) * (_coders(kind) - 1) for kind, count in counted)


Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Coincidences:
    """What each kind of unit adds to the coincidence matrix. Values are named by their place in `values`."""

    metric: Metric
    values: tuple[Value, ...]
    totals: tuple[tuple[tuple[int, int], ...], ...]
    unequal: tuple[tuple[tuple[Pair, float], ...], ...]

    @classmethod
    def of(cls, counted: Sequence[tuple[Kind, int]], metric: Metric) -> "_Coincidences":
        values = tuple(sorted({value for kind, _ in counted for value, _ in kind}))
        place = {value: number for number, value in enumerate(values)}
        placed = [[(place[value], given) for value, given in kind] for kind, _ in counted]
        unequal = tuple(
            tuple(
                ((first, second), many * other / (sum(given for _, given in kind) - 1))
                for number, (first, many) in enumerate(kind)
                for second, other in kind[number + 1 :]
            )
            for kind in placed
        )
        return cls(metric, values, tuple(tuple(kind) for kind in placed), unequal)

    def alpha(self, counts: Sequence[int]) -> float | None:
        """Alpha where each kind of unit occurs so often; None where no two values differ."""
        totals = [0] * len(self.values)
        observed: dict[Pair, float] = {}
        for count, kind, pairs in zip(counts, self.totals, self.unequal, strict=True):
            if not count:
                continue
            for place, given in kind:
                totals[place] += count * given
            for pair, weight in pairs:
                observed[pair] = observed.get(pair, 0.0) + count * weight
        apart = self._apart(totals)
        expected = sum(totals[first] * totals[second] * far for (first, second), far in apart.items())
        if not expected:
            return None
        return 1 - (sum(totals) - 1) * sum(weight * apart[pair] for pair, weight in observed.items()) / expected

    def _apart(self, totals: Sequence[int]) -> Mapping[Pair, float]:
        """The squared difference of each two values."""
        pairs = [(first, second) for second in range(len(totals)) for first in range(second)]
        if self.metric is Metric.NOMINAL:
            return dict.fromkeys(pairs, 1.0)
        if self.metric is Metric.INTERVAL:
            return {(first, second): float((self.values[second] - self.values[first]) ** 2) for first, second in pairs}
        middles, below = [], 0
        for total in totals:
            middles.append(below + total / 2)
            below += total
        return {(first, second): (middles[second] - middles[first]) ** 2 for first, second in pairs}


@lru_cache(maxsize=512)
def _interval(counted: tuple[tuple[Kind, int], ...], metric: Metric) -> tuple[float, float] | None:
    """The middle `SHARE` of the alphas of `SAMPLES` resamples; None where too many of them have no alpha."""
    random = Random(SEED)  # noqa: S311 - a repeatable draw, no secret
    coincidences = _Coincidences.of(counted, metric)
    counts = [count for _, count in counted]
    drawn = (coincidences.alpha(resample(counts, random)) for _ in range(SAMPLES))
    alphas = sorted(alpha for alpha in drawn if alpha is not None)
    if len(alphas) < SAMPLES * (1 - MOST_WITHOUT_ALPHA):
        return None
    outside = int(len(alphas) * (1 - SHARE) / 2)
    return alphas[outside], alphas[-1 - outside]


def resample(counts: Sequence[int], random: Random) -> list[int]:
    """How often each kind comes up when as many units are drawn, with replacement, as there are in all.

    The draw of one kind after the other, each from what is left, is the same as drawing unit by unit, and its cost
    grows with the kinds and not with the units.
    """
    left = rest = sum(counts)
    drawn = []
    for count in counts:
        found = _binomial(left, count / rest, random) if left else 0
        drawn.append(found)
        left -= found
        rest -= count
    return drawn


FEW_TRIES = 64
"""So many are tried one by one sooner than they are halved."""


def _binomial(tries: int, chance: float, random: Random) -> int:
    """How many of so many tries succeed: the middle one of the tries' random numbers decides for half of them at once
    (Devroye, "Non-Uniform Random Variate Generation", 1986, X.4).
    """
    if chance >= 1:
        return tries
    found = 0
    while tries > FEW_TRIES:
        middle = 1 + tries // 2
        number = random.betavariate(middle, tries + 1 - middle)
        if number <= chance:
            found += middle
            tries -= middle
            chance = (chance - number) / (1 - number)
        else:
            tries = middle - 1
            chance /= number
    return found + sum(random.random() < chance for _ in range(tries))
