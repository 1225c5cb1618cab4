"""Which stances have nothing left to rest on but sources that their publishers withdrew (DESIGN section 2, rule 7)?"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from guarantors.domain import dates
from guarantors.domain.evidence import rests_only_on
from guarantors.domain.stance import Level
from guarantors.domain.voice import Directness, SourceStatus, Voice, speaks_for_the_state
from guarantors.models import Corroboration, Evidence, LockedNoun, Source, StanceRecord, StatementActor
from guarantors.queries import locks
from guarantors.queries.locks import LockRow


@dataclass(frozen=True, slots=True)
class Resting:
    """A stance record that stands, and what it rests on. `alone`: without the sources asked for, on nothing.

    `sources` are those asked for on which it rests, by id and title; `provision` is "" for the whole proposal.
    """

    ref: str
    proposal_slug: str
    proposal_title: str
    actor_code: str
    actor_name: str
    provision: str
    level: Level
    effective_on: dates.GivenDate
    statements: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    alone: bool
    lock: LockRow | None


def flagged() -> list[Resting]:
    """Every record that stands and rests on withdrawn sources alone, by proposal, actor and day. Seven SQL queries."""
    withdrawn = Source.objects.filter(status=SourceStatus.WITHDRAWN)
    return [record for record in _resting({source.pk: source for source in withdrawn}) if record.alone]


def of_source(ref: str) -> list[Resting]:
    """Every record that stands and rests on a statement from that source, and whether on it alone."""
    return _resting({source.pk: source for source in Source.objects.filter(ref=ref)})


def _resting(sources: dict[int, Source]) -> list[Resting]:
    if not sources:
        return []
    carried = Q(statement__versions__source__in=list(sources))
    carried |= Q(statement__versions__corroborations__source__in=list(sources))
    touched = Evidence.objects.filter(
        carried, statement__versions__superseded_at__isnull=True, stance__superseded_at__isnull=True
    ).values("stance_id")
    records = list(
        StanceRecord.objects.filter(pk__in=touched)
        .select_related("guarantor__actor", "guarantor__proposal", "provision")
        .order_by("guarantor__proposal__slug", "guarantor__position", "effective_day", "sequence", "ref")
    )
    basis = _Basis([record.pk for record in records])
    standing = {(lock.noun, lock.proposal_slug, lock.ref): lock for lock in locks.standing()}
    found = [_row(record, basis, sources, standing) for record in records]
    return [row for row in found if row.sources]


def _row(
    record: StanceRecord,
    basis: "_Basis",
    sources: dict[int, Source],
    standing: dict[tuple[LockedNoun, str, str], LockRow],
) -> Resting:
    part = record.guarantor
    of_each = [basis.sources[version] for version in basis.versions[record.pk]]
    named = sorted({pk for found in of_each for pk in found if pk in sources})
    return Resting(
        ref=record.ref,
        proposal_slug=part.proposal.slug,
        proposal_title=part.proposal.title,
        actor_code=part.actor.code,
        actor_name=part.actor.name,
        provision=record.provision.title if record.provision else "",
        level=Level(record.level),
        effective_on=dates.parse(record.effective_on),
        statements=tuple(basis.refs[version] for version in basis.versions[record.pk]),
        sources=tuple((sources[pk].ref, f"“{sources[pk].title}”, {sources[pk].publisher}") for pk in named),
        alone=rests_only_on(basis.carriers(record.pk, part.actor.code), sources),
        lock=standing.get((LockedNoun.STANCE, part.proposal.slug, record.ref)),
    )


class _Basis:
    """The current versions beneath some records, with the sources of each and the actors that it speaks for."""

    def __init__(self, records: Collection[int]) -> None:
        self.versions: dict[int, list[int]] = defaultdict(list)
        self.sources: dict[int, set[int]] = defaultdict(set)
        self.refs: dict[int, str] = {}
        self.actors: dict[int, set[str]] = defaultdict(set)
        self.for_a_state: set[int] = set()
        links = Evidence.objects.filter(stance__in=records, statement__versions__superseded_at__isnull=True)
        version = "statement__versions__"
        for record, pk, ref, source, voice, directness in links.order_by("stance_id", "position").values_list(
            "stance_id", f"{version}pk", "statement__ref", f"{version}source", f"{version}voice", f"{version}directness"
        ):
            self.versions[record].append(pk)
            self.sources[pk].add(source)
            self.refs[pk] = ref
            if speaks_for_the_state(Voice(voice), Directness(directness)):
                self.for_a_state.add(pk)
        for pk, source in Corroboration.objects.filter(version__in=self.refs).values_list("version_id", "source_id"):
            self.sources[pk].add(source)
        for pk, code in StatementActor.objects.filter(version__in=self.refs).values_list("version_id", "actor__code"):
            self.actors[pk].add(code)

    def carriers(self, record: int, actor: str) -> Iterable[set[int]]:
        """The sources of each statement that can set the stance of that actor."""
        return [self.sources[pk] for pk in self.versions[record] if pk in self.for_a_state and actor in self.actors[pk]]
