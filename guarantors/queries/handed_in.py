"""What was handed in, read as a statement on record is: with the names of its actors and its source as on record."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from guarantors.domain import dates
from guarantors.domain.risk import Step, Who
from guarantors.domain.source import spellings
from guarantors.domain.stance import Level
from guarantors.domain.submission import CodingGiven, Given, SourceGiven, Unit
from guarantors.domain.voice import SourceKind, SourceStatus
from guarantors.models import Actor, Provision, Source, StanceRecord, Submission
from guarantors.queries.statements import SourceBrief, StatementRow


@dataclass(frozen=True, slots=True)
class HandedIn:
    """`source` has the values on record where it is there, and then its id; `also` are those that corroborate it."""

    given: Given
    statement: StatementRow
    source: SourceGiven
    also: tuple[SourceBrief, ...]


def read(stored: Sequence[Submission]) -> dict[uuid.UUID, HandedIn]:
    """What each of these holds. Two SQL queries for any number."""
    givens = {item.pk: Given.from_plain(item.content) for item in stored}
    codes = {code for given in givens.values() for code in given.said.actors}
    names = dict(Actor.objects.filter(code__in=codes).values_list("code", "name"))
    known = _Known(givens.values())
    return {item.pk: _handed_in(item, givens[item.pk], names, known) for item in stored}


class _Known:
    """The sources on record that are named by their id or found under their address."""

    def __init__(self, givens: Iterable[Given]) -> None:
        refs = {ref for given in givens for ref in (given.source.id, *given.said.corroborated_by) if ref}
        urls = {url for given in givens for url in spellings(given.source.url)}
        found = Source.objects.filter(Q(ref__in=refs) | Q(url__in=urls) | Q(archived_url__in=urls)).order_by("-pk")
        self.by_ref: dict[str, Source] = {}
        self.by_url: dict[str, Source] = {}
        for row in found:
            self.by_ref[row.ref] = row
            self.by_url |= {row.archived_url: row, row.url: row}

    def of(self, given: SourceGiven) -> Source | None:
        if given.id:
            return self.by_ref.get(given.id)
        oldest = [self.by_url[url] for url in spellings(given.url) if url in self.by_url]
        return min(oldest, key=lambda row: row.pk, default=None)


def _handed_in(item: Submission, given: Given, names: Mapping[str, str], known: _Known) -> HandedIn:
    on_record = known.of(given.source)
    source = _as_on_record(on_record) if on_record else given.source
    brief = _brief(on_record) if on_record else _new(source)
    also = tuple(_brief(known.by_ref[ref]) for ref in given.said.corroborated_by if ref in known.by_ref)
    return HandedIn(given, _statement(item, given, brief, names), source, also)


def _as_on_record(row: Source) -> SourceGiven:
    return SourceGiven(
        id=row.ref,
        title=row.title,
        publisher=row.publisher,
        kind=SourceKind(row.kind),
        authors=tuple(row.authors),
        published_on=row.published_on,
        url=row.url,
        archived_url=row.archived_url,
        language=row.language,
    )


def _brief(row: Source) -> SourceBrief:
    return SourceBrief(row.ref, row.title, row.publisher, row.published_on, SourceStatus(row.status))


def _new(given: SourceGiven) -> SourceBrief:
    return SourceBrief("", given.title, given.publisher, given.published_on, SourceStatus.STANDING)


def _statement(item: Submission, given: Given, source: SourceBrief, names: Mapping[str, str]) -> StatementRow:
    """As a row of the record, which it is not yet: without an id, version 0."""
    said = given.said
    said_on = dates.parse(said.said_on)
    return StatementRow(
        statement_id=0,
        ref="",
        proposal_slug=item.proposal.slug,
        proposal_title=item.proposal.title,
        version=0,
        said_on=said_on,
        said_first=said_on.first,
        said_last=dates.latest_possible(said_on, source.published_on),
        sequence=said.sequence,
        speaker=said.speaker.name,
        office=said.speaker.office,
        relayed_by=said.relayed_by.name,
        relayed_office=said.relayed_by.office,
        voice=said.voice,
        identification=said.identification,
        directness=said.directness,
        summary=said.summary,
        quote=said.quote,
        quote_language=said.quote_language,
        verified=None,
        source=source,
        actors=tuple((code, names.get(code, code)) for code in said.actors),
        recorded_at=item.logged_at,
        recorded_by=item.logged_by,
        reason="",
        superseded_at=None,
        withdrawal_reason="",
    )


def steps(
    coded: Sequence[tuple[Submission, StatementRow, Sequence[CodingGiven]]],
) -> dict[uuid.UUID, list[Step]]:
    """For each statement what its codings would move each unit from and to, as the record stands now.

    Two SQL queries at most for any number; none where nothing was coded. Words that do not speak for the state move
    nothing.
    """
    moving = [(item, row, codings) for item, row, codings in coded if codings and row.for_the_state]
    if not moving:
        return {}
    proposals = {item.proposal_id for item, _, _ in moving}
    codes = {coding.guarantor for _, _, codings in moving for coding in codings}
    held: dict[tuple[int, Unit], list[tuple[date, Level]]] = defaultdict(list)
    for proposal_id, code, provision, day, level in (
        StanceRecord.objects.filter(
            superseded_at__isnull=True, guarantor__proposal__in=proposals, guarantor__actor__code__in=codes
        )
        .order_by("effective_day", "sequence", "recorded_at")
        .values_list("guarantor__proposal_id", "guarantor__actor__code", "provision__slug", "effective_day", "level")
    ):
        held[proposal_id, Unit(code, provision)].append((day, Level(level)))
    clauses = Provision.objects.filter(proposal__in=proposals).values_list("proposal_id", "slug", "title")
    titles = {(proposal_id, slug): title for proposal_id, slug, title in clauses}
    found: dict[uuid.UUID, list[Step]] = {}
    for item, row, codings in moving:
        day = dates.parse(dates.counted_from(row.said_on, row.said_last)).last
        names = dict(row.actors)
        made = []
        for coding in codings:
            before = [level for since, level in held[item.proposal_id, coding.unit] if since <= day]
            name = names.get(coding.guarantor, coding.guarantor)
            on = titles.get((item.proposal_id, coding.provision or ""), "")
            made.append(Step(Who(coding.guarantor, name), before[-1] if before else None, coding.level, on))
        found[item.pk] = list(dict.fromkeys(made))
    return found
