"""Keeps the gists (`models.gist`) with the record: drawn anew, in the transaction, whenever a publication ends."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import orjson
from django.db import transaction
from django.db.models import Q

from guarantors.models import Guarantor, Proposal, Provision, StanceRecord, StatementVersion
from guarantors.models.carried import carried, sources_read
from guarantors.models.gist import LineGist, ProposalGist, SaidGist
from guarantors.models.gist_facts import FORMAT, changes_by_provision, of_lines, of_said, said_by_day

_AT_ONCE = 20
"""So many guarantors are drawn at once, so that a deep record need not be held as a whole."""

_later: ContextVar[set[int] | None] = ContextVar("proposals whose gists are drawn later", default=None)


@contextmanager
def deferred() -> Iterator[None]:
    """A block of many publications, in one transaction: the gists of its proposals are drawn once, at its end."""
    if _later.get() is not None:
        yield
        return
    waiting = set[int]()
    token = _later.set(waiting)
    try:
        yield
    finally:
        _later.reset(token)
    for proposal in sorted(waiting):
        draw(proposal)


def refresh(proposal: int, moment: datetime) -> None:
    """Draw anew what the publication at that moment touched; the proposal is held against others meanwhile."""
    waiting = _later.get()
    if waiting is not None:
        waiting.add(proposal)
        return
    if not ProposalGist.objects.filter(proposal=proposal, provision__isnull=True, format=FORMAT).exists():
        draw(proposal)
        return
    touched = _touched(proposal, moment)
    moved = _redraw(proposal, touched.guarantors)
    _count(proposal, moved, touched)


@transaction.atomic
def draw(proposal: int) -> None:
    """Draw every gist of a proposal anew."""
    ProposalGist.objects.filter(proposal=proposal).delete()
    parts = Guarantor.objects.filter(proposal=proposal)
    LineGist.objects.filter(guarantor__in=parts.values("pk")).delete()
    moved = _redraw(proposal, list(parts.order_by("pk").values_list("pk", flat=True)))
    _count(proposal, moved, None)


def draw_missing(using: str) -> None:
    """Draw the gists of every proposal that has none, or those of older code; for a database that was migrated."""
    with_gists = ProposalGist.objects.using(using).filter(provision__isnull=True, format=FORMAT)
    for proposal in Proposal.objects.using(using).exclude(pk__in=with_gists.values("proposal")):
        draw(proposal.pk)


@dataclass(slots=True)
class _Touched:
    """What one publication can have changed."""

    guarantors: list[int]
    days: set[date] = field(default_factory=set)
    sources: set[int] = field(default_factory=set)


def _touched(proposal: int, moment: datetime) -> _Touched:
    at = Q(recorded_at=moment) | (Q(superseded_at=moment) & ~Q(withdrawal_reason=""))
    parts = set(
        StanceRecord.objects.filter(at, guarantor__proposal=proposal).order_by().values_list("guarantor_id", flat=True)
    )
    said = set(
        StatementVersion.objects.filter(at, statement__proposal=proposal)
        .order_by()
        .values_list("statement_id", flat=True)
    )
    if not said:
        return _Touched(sorted(parts))
    versions = StatementVersion.objects.filter(statement__in=said).order_by()
    actors = versions.values("spoken_for__actor")
    parts |= set(Guarantor.objects.filter(proposal=proposal, actor__in=actors).values_list("pk", flat=True))
    parts |= set(
        StanceRecord.objects.filter(evidence__statement__in=said).order_by().values_list("guarantor_id", flat=True)
    )
    found = list(versions.values_list("said_last", "source_id", "corroborations__source_id"))
    sources = {source for _, *pair in found for source in pair if source}
    return _Touched(sorted(parts), {day for day, *_ in found}, sources)


def _redraw(proposal: int, guarantors: Collection[int]) -> dict[int | None, Counter[int]]:
    """Draw the lines and words of these guarantors anew; answers by how much the changes of each day became more."""
    moved: dict[int | None, Counter[int]] = {}
    ids = list(guarantors)
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        old = LineGist.objects.filter(guarantor__in=part)
        before = [
            ((pk, provision), orjson.loads(days))
            for pk, provision, days in old.values_list("guarantor_id", "provision_id", "changed_days")
        ]
        lines = of_lines(part, known_at=None)
        old.delete()
        LineGist.objects.bulk_create(
            LineGist(
                guarantor_id=guarantor,
                provision_id=provision,
                last_day=line.last_day,
                facts=line.facts,
                changed_days=orjson.dumps(line.changed_days).decode(),
            )
            for (guarantor, provision), line in lines.items()
        )
        for provision, days in changes_by_provision((key, line.changed_days) for key, line in lines.items()).items():
            moved.setdefault(provision, Counter()).update(days)
        for provision, days in changes_by_provision(before).items():
            moved.setdefault(provision, Counter()).subtract(days)
        actors = dict(Guarantor.objects.filter(pk__in=part).values_list("actor_id", "pk"))
        SaidGist.objects.filter(guarantor__in=part).delete()
        SaidGist.objects.bulk_create(
            SaidGist(guarantor_id=actors[actor], last_day=said.last_day, facts=said.facts)
            for actor, said in of_said(proposal, actors, known_at=None).items()
        )
    return moved


def _count(proposal: int, moved: dict[int | None, Counter[int]], touched: _Touched | None) -> None:
    """Count what the proposal's own gists say: all of it anew, or what was touched."""
    stored = {gist.provision_id: gist for gist in ProposalGist.objects.filter(proposal=proposal)}
    provisions = [None, *Provision.objects.filter(proposal=proposal).values_list("pk", flat=True)]
    for provision in provisions:
        gist = stored.get(provision) or ProposalGist(proposal_id=proposal, provision_id=provision)
        gist.format = FORMAT
        if provision in moved or gist.pk is None or provision is None:
            facts = orjson.loads(gist.facts) if gist.facts else {"changes": [[], []]}
            facts["changes"] = _summed(facts["changes"], moved.get(provision, {}))
            if provision is None:
                _count_said(proposal, gist, facts, touched)
            gist.facts = orjson.dumps(facts).decode()
            gist.save()


def _count_said(proposal: int, gist: ProposalGist, facts: dict[str, Any], touched: _Touched | None) -> None:
    days, sources = (None, None) if touched is None else (touched.days, touched.sources)
    said, carries = dict(zip(*facts.get("said", [[], []]), strict=True)), orjson.loads(gist.carried)
    if days is None or days:
        counted = said_by_day(proposal, known_at=None, days=days)
        gone = {day.toordinal() for day in days or ()} - set(counted)
        said = {day: count for day, count in (said | counted).items() if day not in gone}
    if sources is None or sources:
        now = {str(pk): count for pk, count in carried(proposal, known_at=None, sources=sources).items()}
        lost = {str(pk) for pk in sources or ()} - set(now)
        carries = {pk: count for pk, count in (carries | now).items() if pk not in lost}
        gist.carried = orjson.dumps(carries).decode()
    facts["said"] = _in_order(said)
    facts["source_count"] = sum(count > 0 for count in carries.values())
    gist.sources = orjson.dumps(sources_read(proposal, map(int, carries), known_at=None)).decode()


def _summed(before: Sequence[list[int]], more: Counter[int] | dict[int, int]) -> list[list[int]]:
    """Counts of days with more or less of them, without those that came to nothing."""
    found = Counter(dict(zip(*before, strict=True)))
    found.update(more)
    return _in_order({day: count for day, count in found.items() if count})


def _in_order(counts: Mapping[int, int]) -> list[list[int]]:
    """Days by their number, ascending, and the count of each: what `DayCounts` is made of."""
    days = sorted(counts)
    return [days, [counts[day] for day in days]]
