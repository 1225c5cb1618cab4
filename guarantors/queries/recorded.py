"""What came into our books, newest first: records, statements, what we corrected or took back, what became of sources.

The order is that of the recorded clock: not when a state moved, but when we knew it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from guarantors.domain import dates
from guarantors.domain.acts import Act, Noun
from guarantors.domain.stance import Level
from guarantors.models import Evidence, StanceRecord, StatementActor, StatementVersion
from guarantors.queries import amended
from guarantors.queries.acts import RecordedRow, Words
from guarantors.queries.statements import who

Row = TypeVar("Row", StanceRecord, StatementVersion)


def recorded(
    *,
    known_at: datetime,
    since: datetime | None = None,
    proposal_id: int | None = None,
    code: str | None = None,
    limit: int,
) -> list[RecordedRow]:
    """At most `limit` acts up to `known_at`, after `since`, on a proposal and of an actor where these are named."""
    stances = StanceRecord.objects.select_related("guarantor__actor", "guarantor__proposal", "provision", "replaces")
    said = StatementVersion.objects.select_related("statement__proposal", "speaker")
    if proposal_id is not None:
        stances = stances.filter(guarantor__proposal_id=proposal_id)
        said = said.filter(statement__proposal_id=proposal_id)
    if code is not None:
        stances = stances.filter(guarantor__actor__code=code)
        said = said.filter(spoken_for__actor__code=code)
    stances = stances.annotate(earlier=_level_before())
    until = (since, known_at, limit)
    records = [(record, False) for record in _newest(stances, "recorded_at", "effective_day", "ref", *until)]
    records += [
        (record, True) for record in _newest(_taken_back(stances), "superseded_at", "effective_day", "ref", *until)
    ]
    versions = [(item, False) for item in _newest(said, "recorded_at", "said_last", "statement__ref", *until)]
    versions += [
        (item, True) for item in _newest(_taken_back(said), "superseded_at", "said_last", "statement__ref", *until)
    ]
    words = _Words([record for record, _ in records])
    actors = _actors([item for item, _ in versions])
    rows = [_stance(record, back, words) for record, back in records]
    rows += [_statement(item, back, actors[item.pk]) for item, back in versions]
    rows += amended.sources(known_at=known_at, since=since, proposal_id=proposal_id, code=code, limit=limit)
    rows.sort(key=lambda row: (row.at, row.day, row.sequence, row.ref), reverse=True)
    return rows[:limit]


def _newest(
    rows: QuerySet[Row], clock: str, day: str, ref: str, since: datetime | None, known_at: datetime, limit: int
) -> QuerySet[Row]:
    found = rows.filter(**{f"{clock}__lte": known_at})
    if since is not None:
        found = found.filter(**{f"{clock}__gt": since})
    return found.order_by(f"-{clock}", f"-{day}", "-sequence", f"-{ref}")[:limit]


def _taken_back(rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows.exclude(withdrawal_reason="")


def _level_before() -> Subquery:
    """The level in force just before a record, as we knew it when we recorded it (DESIGN section 2, rule 6)."""
    then = Q(recorded_at__lte=OuterRef("recorded_at")) & (
        Q(superseded_at__isnull=True) | Q(superseded_at__gt=OuterRef("recorded_at"))
    )
    before = Q(effective_day__lt=OuterRef("effective_day")) | Q(
        effective_day=OuterRef("effective_day"), sequence__lt=OuterRef("sequence")
    )
    nothing = Value(0)
    others = StanceRecord.objects.annotate(on=Coalesce(F("provision_id"), nothing)).filter(
        then, before, guarantor=OuterRef("guarantor"), on=Coalesce(OuterRef("provision_id"), nothing)
    )
    return Subquery(others.order_by("-effective_day", "-sequence", "-recorded_at").values("level")[:1])


def _act(row: StanceRecord | StatementVersion, taken_back: bool) -> tuple[Act, datetime, str]:
    """What was done, when, and why."""
    if taken_back and row.superseded_at:
        return Act.WITHDRAWN, row.superseded_at, row.withdrawal_reason
    return Act.CORRECTED if row.version > 1 else Act.ADDED, row.recorded_at, row.reason


def _stance(record: StanceRecord, taken_back: bool, words: "_Words") -> RecordedRow:
    act, at, reason = _act(record, taken_back)
    part = record.guarantor
    return RecordedRow(
        noun=Noun.STANCE,
        act=act,
        at=at,
        slug=part.proposal.slug,
        proposal=part.proposal.title,
        ref=record.ref,
        version=record.version,
        actors=((part.actor.code, part.actor.name),),
        day=record.effective_day,
        given=dates.parse(record.effective_on),
        sequence=record.sequence,
        text=record.rationale,
        reason=reason,
        words=words.under(record.pk, at),
        provision=record.provision.title if record.provision else "",
        level=Level(record.level),
        earlier=Level(record.earlier) if record.earlier else None,  # type: ignore[attr-defined]
        was=Level(record.replaces.level) if record.replaces else None,
    )


def _statement(item: StatementVersion, taken_back: bool, actors: Sequence[tuple[str, str]]) -> RecordedRow:
    act, at, reason = _act(item, taken_back)
    return RecordedRow(
        noun=Noun.STATEMENT,
        act=act,
        at=at,
        slug=item.statement.proposal.slug,
        proposal=item.statement.proposal.title,
        ref=item.statement.ref,
        version=item.version,
        actors=tuple(actors),
        day=item.said_last,
        given=dates.parse(item.said_on),
        sequence=item.sequence,
        text=item.summary,
        reason=reason,
        words=(_as_words(item),),
    )


def _as_words(item: StatementVersion) -> Words:
    by = who(item.speaker.name if item.speaker else "", item.office)
    return Words(item.statement.ref, by, dates.parse(item.said_on), item.summary, item.quote, item.quote_language)


class _Words:
    """The statements under each record, each in the version that stood at the moment asked for."""

    def __init__(self, records: Sequence[StanceRecord]) -> None:
        self.evidence: dict[int, list[int]] = defaultdict(list)
        for stance_id, statement_id in (
            Evidence.objects.filter(stance__in=[record.pk for record in records])
            .order_by("position")
            .values_list("stance_id", "statement_id")
        ):
            self.evidence[stance_id].append(statement_id)
        self.versions: dict[int, list[StatementVersion]] = defaultdict(list)
        named = {statement_id for ids in self.evidence.values() for statement_id in ids}
        for item in (
            StatementVersion.objects.filter(statement__in=named)
            .select_related("statement", "speaker")
            .order_by("-version")
        ):
            self.versions[item.statement_id].append(item)

    def under(self, stance_id: int, at: datetime) -> tuple[Words, ...]:
        then = [self._then(self.versions[statement_id], at) for statement_id in self.evidence[stance_id]]
        return tuple(_as_words(item) for item in then if item)

    @staticmethod
    def _then(versions: Iterable[StatementVersion], at: datetime) -> StatementVersion | None:
        return next((item for item in versions if item.recorded_at <= at), None)


def _actors(items: Sequence[StatementVersion]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    links = StatementActor.objects.filter(version__in=[item.pk for item in items]).order_by("position")
    for version_id, code, name in links.values_list("version_id", "actor__code", "actor__name"):
        found[version_id].append((code, name))
    return found
