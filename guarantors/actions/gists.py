"""Keeps the gists (`models.gist`) with the record: drawn anew whenever a publication has been committed.

They name the revision of the proposal that they say: until they are drawn they are not read, and what they would have
said is drawn from the record. So nobody waits for them, and nothing is lost if they are never drawn.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import orjson
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from guarantors.models import (
    Amendment,
    Guarantor,
    Proposal,
    StanceRecord,
    StatementActor,
    StatementVersion,
    gist_counts,
    gist_past,
)
from guarantors.models.carried import carried, sources_read
from guarantors.models.gist import LineGist, ProposalGist, SaidGist
from guarantors.models.gist_facts import FORMAT, changes_by_provision, of_lines, of_said, records_by_provision
from guarantors.models.gist_past import LineKey, LinePast, said_by_day

Lines = Sequence[tuple[LineKey, LinePast]]

_AT_ONCE = 20
"""So many guarantors are drawn at once, so that a deep record need not be held as a whole."""

_MANY = 1_000
"""Statements that were touched: with more of them, as after a load, everything is drawn anew."""


def refresh_later(proposal: int) -> None:
    """Draw the proposal's gists anew once the transaction is committed. What fails then is logged: nothing is lost."""
    transaction.on_commit(lambda: refresh(proposal), robust=True)


@transaction.atomic
def refresh(proposal: int) -> None:
    """Draw anew what was touched since the gists were drawn, or all of them where there are none; nothing where they
    say the present revision already."""
    # Held against others: what they publish next, they draw next.
    revision, changed_at = (
        Proposal.objects.select_for_update(no_key=True).values_list("revision", "changed_at").get(pk=proposal)
    )
    stored = {gist.provision_id: gist for gist in ProposalGist.objects.filter(proposal=proposal)}
    whole, touched = stored.get(None), None
    if whole is not None and whole.format == FORMAT and whole.changed_at is not None:
        if whole.revision == revision:
            return
        # One publication later nothing else is of a later moment; else some may be of the very moment of the last one.
        is_next = revision == whole.revision + 1 and changed_at > whole.changed_at
        touched = _touched(proposal, "gt" if is_next else "gte", whole.changed_at)
    if whole is None or touched is None:
        ProposalGist.objects.filter(proposal=proposal).delete()
        parts = Guarantor.objects.filter(proposal=proposal).order_by("pk")
        LineGist.objects.filter(guarantor__in=parts.values("pk")).delete()
        ids = set(parts.values_list("pk", flat=True))
        stored, touched = {}, _Touched(ids, ids, None, None)
        whole = ProposalGist(proposal_id=proposal, provision_id=None, format=FORMAT)
    moved = _redraw_lines(touched.lines)
    _redraw_words(proposal, touched.lines | touched.words)
    whole.revision, whole.changed_at = revision, changed_at
    stored[None] = whole
    for provision in {None, *moved.changes, *moved.records}:
        gist = stored.get(provision) or ProposalGist(proposal_id=proposal, provision_id=provision, format=FORMAT)
        facts = orjson.loads(gist.facts) if gist.facts else {"changes": [[], []], "records": [[], []]}
        facts["changes"] = _summed(facts["changes"], moved.changes.get(provision, {}))
        facts["records"] = _summed(facts["records"], moved.records.get(provision, {}))
        if gist is whole:
            _count_said(proposal, gist, facts, touched)
        gist.facts = orjson.dumps(facts).decode()
        gist.save()


def refresh_all(using: str) -> None:
    """Refresh the gists of every proposal; for a database that was migrated, or whose gists could not be drawn."""
    for proposal in Proposal.objects.using(using).order_by("pk").values_list("pk", flat=True):
        refresh(proposal)


@dataclass(slots=True)
class _Touched:
    """What can have changed since the gists were drawn: guarantors whose line is another one, or whose words are; days
    on which more or less was said, and sources that carry more or less of it. None is everything.
    """

    lines: set[int]
    words: set[int]
    days: set[date] | None = field(default_factory=set)
    sources: set[int] | None = field(default_factory=set)


def _touched(proposal: int, later: str, than: datetime) -> _Touched | None:
    """What was touched at moments `later` ("gt", or "gte") than that one; None is so much that all is better drawn."""
    is_later = {f"recorded_at__{later}": than}
    at = Q(**is_later) | (Q(**{f"superseded_at__{later}": than}) & ~Q(withdrawal_reason=""))
    held = StanceRecord.objects.filter(at, guarantor__proposal=proposal)
    lines = set(held.order_by().values_list("guarantor_id", flat=True))
    redated = Amendment.objects.filter(**is_later, noun="source", field="published_on").values_list("ref")
    at |= Q(source__ref__in=[ref for (ref,) in redated])
    spoken = StatementVersion.objects.filter(at, statement__proposal=proposal)
    said = set(spoken.order_by().values_list("statement_id", flat=True)[: _MANY + 1])
    if len(said) > _MANY:
        return None
    of_others = StatementActor.objects.filter(proposal=proposal, actor=OuterRef("actor"))
    # Who has no gist though it spoke got its part in the proposal after that.
    unheard = Guarantor.objects.filter(Exists(of_others), proposal=proposal, said_gist=None)
    words = set(unheard.values_list("pk", flat=True))
    if not said:
        return _Touched(lines, words)
    versions = StatementVersion.objects.filter(statement__in=said).order_by()
    resting = StanceRecord.objects.filter(evidence__statement__in=said)
    lines |= set(resting.order_by().values_list("guarantor_id", flat=True))
    found = list(
        versions.values_list("spoken_for__actor_id", "said_last", "source_id", "corroborations__source_id").distinct()
    )
    actors = {actor for actor, *_ in found}
    words |= set(Guarantor.objects.filter(proposal=proposal, actor__in=actors).values_list("pk", flat=True))
    carrying = {source for *_, own, other in found for source in (own, other) if source}
    return _Touched(lines, words, {day for _, day, *_ in found}, carrying)


@dataclass(slots=True)
class _Moved:
    """By how much the changes of level and the records of each day became more, or less, by provision."""

    changes: dict[int | None, Counter[int]] = field(default_factory=dict)
    records: dict[int | None, Counter[int]] = field(default_factory=dict)

    def add(self, after: Lines, before: Lines) -> None:
        for counts, counted in ((self.changes, changes_by_provision), (self.records, records_by_provision)):
            for provision, days in counted(after).items():
                counts.setdefault(provision, Counter()).update(days)
            for provision, days in counted(before).items():
                counts.setdefault(provision, Counter()).subtract(days)


def _redraw_lines(guarantors: Collection[int]) -> _Moved:
    """Draw the lines of these guarantors anew."""
    moved = _Moved()
    for part in _some_at_once(guarantors):
        old = LineGist.objects.filter(guarantor__in=part)
        before = [
            ((pk, provision), LinePast.read(past))
            for pk, provision, past in old.values_list("guarantor_id", "provision_id", "past")
        ]
        old.delete()
        lines = gist_past.lines(part, known_at=None)
        facts = of_lines(lines, None)
        LineGist.objects.bulk_create(
            LineGist(
                guarantor_id=guarantor,
                provision_id=provision,
                last_day=date.fromordinal(past.days[-1]),
                facts=facts[guarantor, provision],
                past=past.kept(),
            )
            for (guarantor, provision), past in lines.items()
        )
        moved.add(list(lines.items()), before)
    return moved


def _redraw_words(proposal: int, guarantors: Collection[int]) -> None:
    for part in _some_at_once(guarantors):
        actors = dict(Guarantor.objects.filter(pk__in=part).values_list("actor_id", "pk"))
        SaidGist.objects.filter(guarantor__in=part).delete()
        said = gist_past.said(proposal, actors, known_at=None)
        words, counts = of_said(said), gist_counts.written(proposal, actors)
        SaidGist.objects.bulk_create(
            SaidGist(
                guarantor_id=actors[actor],
                last_day=date.fromordinal(past.days[-1]),
                facts=words[actor],
                past=past.kept(),
                counts=counts[actor],
            )
            for actor, past in said.items()
        )


def _some_at_once(guarantors: Collection[int]) -> Iterator[list[int]]:
    ids = sorted(guarantors)
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


def _count_said(proposal: int, gist: ProposalGist, facts: dict[str, Any], touched: _Touched) -> None:
    days, sources = touched.days, touched.sources
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
