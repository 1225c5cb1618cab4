"""Who did what, newest first: the desk's own acts, and every trace in the record itself, loads included.

Nine tables are read from their ends by index and merged; a page costs the same number of SQL queries however long the
history is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet

from guarantors.domain.difference import Change
from guarantors.models import AuditEntry
from guarantors.queries import audit_traces
from guarantors.queries.audit_marks import Mark
from guarantors.queries.audit_traces import TRACES, Trace

PAGE = 50
_BLOCK = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which acts are asked for; "" and None ask for all."""

    by: str = ""
    proposal: str | None = None
    verb: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """One act. `by` is "" where the record does not say; `proposal` is "" for what belongs to no one proposal.

    `detail` is what is known of it besides the reason, by name; `version` the one that the act made or ended;
    `changes` what it changed.
    """

    mark: Mark
    at: datetime
    by: str
    verb: str
    noun: str
    ref: str
    proposal: str
    reason: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)
    version: int | None = None
    changes: tuple[Change, ...] = ()

    @property
    def why(self) -> str:
        """The reason and the detail in one, in English."""
        detail = "; ".join(f"{name.replace('_', ' ')}: {said}" for name, said in self.detail.items())
        return f"{self.reason} ({detail})" if self.reason and detail else self.reason or detail


@dataclass(frozen=True, slots=True)
class Page:
    """Some acts, and where the next page begins: "" on the last one."""

    deeds: list[Deed]
    after: str


def page(wanted: Wanted, *, after: str = "", limit: int = PAGE) -> Page:
    """The acts that follow a mark. Raises `Refused` where there is no such mark."""
    start = Mark.read(after) if after else None
    found = []
    for number, trace in enumerate(TRACES):
        rows = _rows(trace, number, wanted, start)
        if rows is not None:
            found += [(Mark(getattr(row, trace.clock), number, row.pk), trace, row) for row in rows[: limit + 1]]
    found.sort(key=lambda item: (item[0].at, -item[0].table, item[0].pk), reverse=True)
    shown = found[:limit]
    changed = audit_traces.changes([row for _, _, row in shown])
    deeds = [
        Deed(mark, mark.at, **trace.read(row), changes=changed.get((trace.model, row.pk), ()))
        if not trace.ends
        else Deed(mark, mark.at, **trace.read(row))
        for mark, trace, row in shown
    ]
    return Page(deeds, str(deeds[-1].mark) if len(found) > limit else "")


def every(wanted: Wanted) -> Iterator[Deed]:
    """All of them, read block by block as they are used."""
    after, more = "", True
    while more:
        block = page(wanted, after=after, limit=_BLOCK)
        yield from block.deeds
        after, more = block.after, bool(block.after)


def verbs() -> list[str]:
    """Every verb that the list can say."""
    desk = AuditEntry.objects.order_by().values_list("verb", flat=True).distinct()
    return sorted({*desk, *(verb for trace in TRACES for verb in trace.verbs)})


def people() -> list[str]:
    """Everybody who is named in the list."""
    return audit_traces.people()


def _rows(trace: Trace, number: int, wanted: Wanted, start: Mark | None) -> "QuerySet[Any] | None":
    """The rows of one table in the order of the list; None where none of them can be asked for."""
    rows = trace.rows()
    if wanted.verb:
        if trace.verbs and wanted.verb not in trace.verbs:
            return None
        rows = rows.filter(trace.verbs[wanted.verb] if trace.verbs else Q(verb=wanted.verb))
    if wanted.by:
        if not trace.by:
            return None
        rows = rows.filter(**{trace.by: wanted.by})
    if wanted.proposal:
        rows = rows.filter(trace.of_proposal(wanted.proposal))
    if wanted.first_day:
        rows = rows.filter(**{f"{trace.clock}__gte": datetime.combine(wanted.first_day, time.min, UTC)})
    if wanted.last_day:
        rows = rows.filter(**{f"{trace.clock}__lte": datetime.combine(wanted.last_day, time.max, UTC)})
    if start is not None:
        rows = rows.filter(_beyond(trace.clock, number, start))
    return rows.order_by(f"-{trace.clock}", "-pk")


def _beyond(clock: str, number: int, start: Mark) -> Q:
    earlier = Q(**{f"{clock}__lt": start.at})
    if number > start.table:
        return Q(**{f"{clock}__lte": start.at})
    return earlier | Q(**{clock: start.at, "pk__lt": start.pk}) if number == start.table else earlier
