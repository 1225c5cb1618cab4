"""Statements as marks on a chart: near ones are stacked, many become one with a count, and none is lost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from guarantors.domain.chart import Scale, row_y
from guarantors.domain.stance import Level

CLUSTER_PERCENT = 3.4
"""Marks nearer than this are stacked: about one mark's width on a plot of 640 px."""

STACK_PX = 20
STACK_AT_MOST = 2
"""Two marks of 20 px fill a row of 40 px; a third would stand in another level's row and say so."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a mark needs of a statement: `level` is the row it supports, None when it moved nothing."""

    ref: str
    first: date
    last: date
    level: Level | None
    for_the_state: bool
    unnamed: bool
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement, or `count` of them together; `whisker_x` is the earliest possible day where the day is uncertain.

    `ref` is that of the first, `days` are those of the first and the last; `label` is empty where there are several.
    """

    x: str
    y: float
    level: Level | None
    for_the_state: bool
    unnamed: bool
    label: str
    ref: str
    count: int
    whisker_x: str | None
    days: tuple[date, date]


def marks(statements: Iterable[Spoken], *, on: Scale, row_px: float) -> list[Mark]:
    """Statements as marks, in the order of their days; near ones on a row are stacked, many become one with a count."""
    by_row: dict[Level | None, list[Spoken]] = {}
    for item in sorted(statements, key=lambda item: (item.last, item.ref)):
        if on.start <= item.last <= on.end:
            by_row.setdefault(item.level, []).append(item)
    found: list[Mark] = []
    for level, row in by_row.items():
        for cluster in _clusters(row, on):
            y = row_y(level, row_px)
            if len(cluster) > STACK_AT_MOST or (level is None and len(cluster) > 1):
                found.append(_counted(cluster, on, y))
                continue
            top = y - STACK_PX * (len(cluster) - 1) / 2
            found += [_single(item, on, top + STACK_PX * place) for place, item in enumerate(cluster)]
    return sorted(found, key=lambda mark: (float(mark.x.rstrip("%")), mark.y))


def _clusters(row: Sequence[Spoken], on: Scale) -> list[list[Spoken]]:
    clusters: list[list[Spoken]] = []
    for item in row:
        if clusters and on.percent(item.last) - on.percent(clusters[-1][0].last) <= CLUSTER_PERCENT:
            clusters[-1].append(item)
        else:
            clusters.append([item])
    return clusters


def _single(item: Spoken, on: Scale, y: float) -> Mark:
    whisker = on.x(item.first) if item.first < item.last else None
    days = item.last, item.last
    return Mark(
        on.x(item.last), y, item.level, item.for_the_state, item.unnamed, item.label, item.ref, 1, whisker, days
    )


def _counted(cluster: Sequence[Spoken], on: Scale, y: float) -> Mark:
    first, last = cluster[0], cluster[-1]
    middle = f"{round((on.percent(first.last) + on.percent(last.last)) / 2, 2):g}%"
    return Mark(
        middle,
        y,
        first.level,
        any(item.for_the_state for item in cluster),
        all(item.unnamed for item in cluster),
        "",
        first.ref,
        len(cluster),
        None,
        (first.last, last.last),
    )
