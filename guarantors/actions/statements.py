"""Statements: logged, corrected by a new version, withdrawn; never rewritten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from guarantors.actions import journal, locks, search
from guarantors.actions.naming import id_taken, speaker_named
from guarantors.actions.publication import check_by, check_reason, publication, reworded
from guarantors.domain import dates
from guarantors.domain.acts import Act, Noun
from guarantors.domain.errors import gettext_noop, refuse, refuse_any, stale
from guarantors.domain.statement import relation_breaches, statement_breaches
from guarantors.domain.submission import NOBODY, PersonGiven
from guarantors.domain.text import ref_breaches
from guarantors.domain.voice import Directness, Identification, Relation, Voice
from guarantors.models import (
    Actor,
    Corroboration,
    LockedNoun,
    Proposal,
    Source,
    Statement,
    StatementActor,
    StatementRelation,
    StatementVersion,
)
from guarantors.models.search import position as position_in_time


@dataclass(frozen=True, slots=True)
class Content:
    """All that a version says. `said_on` is as given (EDTF).

    `said_last` is given only when an old version is restored whose source has had its date amended since.
    """

    said_on: str
    source: Source
    actors: Sequence[Actor]
    speaker: PersonGiven
    voice: Voice
    identification: Identification
    directness: Directness
    summary: str
    sequence: int = 1
    relayed_by: PersonGiven = NOBODY
    quote: str = ""
    quote_language: str = ""
    verified: bool | None = None
    corroborated_by: Sequence[Source] = ()
    said_last: date | None = None


def log(*, proposal: Proposal, ref: str, content: Content, by: str, at: datetime | None = None) -> Statement:
    """Put a statement on record. Raises `Refused` with every rule that it breaks."""
    with publication(proposal, at) as moment:
        refuse_any(ref_breaches("id", ref))
        if Statement.objects.filter(ref=ref).exists():
            raise id_taken(ref)
        statement = Statement.objects.create(ref=ref, proposal=proposal)
        _store(statement, 1, content, reason="", by=by, at=moment)
        return statement


def correct(
    *,
    statement: Statement,
    content: Content,
    reason: str,
    by: str,
    at: datetime | None = None,
    seen: int | None = None,
) -> StatementVersion:
    """We were wrong: close the current version and add one that gives the reason.

    `seen` is the version that the editor corrects. Raises `Stale` where another stands by now, and `Refused` when the
    new one breaks a rule, or would leave a stance record without evidence.
    """
    check_reason(reason)
    with publication(statement.proposal, at) as moment:
        latest = _close(statement, by, moment, seen=seen)
        return _store(statement, latest.version + 1, content, reason=reason, by=by, at=moment)


def withdraw(
    *,
    statement: Statement,
    reason: str,
    by: str,
    at: datetime | None = None,
    seen: int | None = None,
    merged_into: Statement | None = None,
) -> None:
    """Take a statement off the record; its versions stay readable. Raises `Refused` while a stance needs it.

    `merged_into` is the statement that stands in its place, of which it was a duplicate; `seen` as in `correct`.
    """
    check_reason(reason)
    check_by(by)
    with publication(statement.proposal, at) as moment:
        _close(statement, by, moment, withdrawal_reason=reason, seen=seen, merged_into=merged_into)


def relate(*, later: Statement, earlier: Statement, relation: Relation, by: str, at: datetime | None = None) -> bool:
    """Say how one statement answers another of its proposal; answers whether that is new. Raises `Refused`."""
    check_by(by)
    refuse_any(relation_breaches(later.ref, earlier.ref))
    if later.proposal_id != earlier.proposal_id:
        wording = gettext_noop("%(ref)s is about another proposal.")
        raise refuse("relation-stays-in-its-proposal", "earlier", wording, ref=earlier.ref)
    with publication(later.proposal, at) as moment:
        _, added = StatementRelation.objects.get_or_create(
            later=later, earlier=earlier, relation=relation.value, defaults={"recorded_at": moment}
        )
        if added:
            journal.note(Act.ADDED, Noun.RELATION, later.ref, proposal=later.proposal, by=by, at=moment)
        return added


def content_of(version: StatementVersion) -> Content:
    """What a stored version says, to correct a part of it."""
    return Content(
        said_on=version.said_on,
        source=version.source,
        actors=[link.actor for link in version.spoken_for.select_related("actor").order_by("position")],
        speaker=PersonGiven(version.speaker.name if version.speaker else "", version.office),
        voice=Voice(version.voice),
        identification=Identification(version.identification),
        directness=Directness(version.directness),
        summary=version.summary,
        sequence=version.sequence,
        relayed_by=PersonGiven(version.relayed_by.name if version.relayed_by else "", version.relayed_office),
        quote=version.quote,
        quote_language=version.quote_language,
        verified=version.verified,
        corroborated_by=[link.source for link in version.corroborations.select_related("source").order_by("position")],
    )


def current(statement: Statement) -> StatementVersion:
    """The version that stands. Raises `Refused` for a statement that was withdrawn."""
    latest = StatementVersion.objects.filter(statement=statement, superseded_at__isnull=True).first()
    if latest is None:
        wording = gettext_noop("%(ref)s was withdrawn; log a new one instead.")
        raise refuse("withdrawn-stays-withdrawn", "statement", wording, ref=statement.ref)
    return latest


def check_seen(latest: StatementVersion, seen: int | None) -> None:
    """Raises `Stale` where another version stands than the editor worked on."""
    if seen is not None and latest.version != seen:
        wording = gettext_noop(
            "%(ref)s was corrected by %(by)s meanwhile: version %(version)s stands, and you worked on version %(seen)s."
        )
        facts = {"ref": latest.statement.ref, "by": latest.recorded_by, "version": latest.version, "seen": seen}
        raise stale("statement", wording, **facts)


def _close(
    statement: Statement,
    by: str,
    at: datetime,
    withdrawal_reason: str = "",
    *,
    seen: int | None = None,
    merged_into: Statement | None = None,
) -> StatementVersion:
    locks.check_unlocked(statement.proposal, LockedNoun.STATEMENT, statement.ref)
    latest = current(statement)
    check_seen(latest, seen)
    latest.superseded_at, latest.superseded_by, latest.withdrawal_reason = at, by, withdrawal_reason
    latest.merged_into = merged_into
    latest.save(update_fields=["superseded_at", "superseded_by", "withdrawal_reason", "merged_into"])
    reworded(statement)
    if withdrawal_reason:
        _note(Act.WITHDRAWN, latest, withdrawal_reason, by, at)
    return latest


def _store(
    statement: Statement, version: int, content: Content, *, reason: str, by: str, at: datetime
) -> StatementVersion:
    check_by(by)
    said_on = dates.parse(content.said_on, "said_on")
    published_on = content.said_last or content.source.published_on
    refuse_any(
        statement_breaches(
            said_on=said_on,
            published_on=published_on,
            actors=[actor.code for actor in content.actors],
            speaker=content.speaker.name,
            office=content.speaker.office,
            relay=content.relayed_by.name,
            relay_office=content.relayed_by.office,
            identification=content.identification,
            directness=content.directness,
            summary=content.summary,
            quote=content.quote,
            quote_language=content.quote_language,
            sequence=content.sequence,
            corroborated_by=[source.ref for source in content.corroborated_by],
        )
    )
    stored = StatementVersion.objects.create(
        statement=statement,
        version=version,
        said_on=said_on.text,
        said_first=said_on.first,
        said_last=dates.latest_possible(said_on, published_on),
        sequence=content.sequence,
        source=content.source,
        speaker=speaker_named(content.speaker.name),
        office=content.speaker.office,
        relayed_by=speaker_named(content.relayed_by.name),
        relayed_office=content.relayed_by.office,
        voice=content.voice.value,
        identification=content.identification.value,
        directness=content.directness.value,
        summary=content.summary,
        quote=content.quote,
        quote_language=content.quote_language,
        verified=content.verified,
        recorded_at=at,
        recorded_by=by,
        reason=reason,
    )
    place = position_in_time(stored.said_last, stored.sequence, stored.pk)
    for position, actor in enumerate(content.actors):
        StatementActor.objects.create(
            version=stored, actor=actor, position=position, proposal_id=statement.proposal_id, place=place
        )
    for position, source in enumerate(content.corroborated_by):
        Corroboration.objects.create(version=stored, source=source, position=position)
    search.index(StatementVersion.objects.filter(pk=stored.pk))
    _note(Act.CORRECTED if version > 1 else Act.ADDED, stored, reason, by, at)
    return stored


def _note(act: Act, row: StatementVersion, reason: str, by: str, at: datetime) -> None:
    said, version = row.statement, row.version
    journal.note(act, Noun.STATEMENT, said.ref, proposal=said.proposal, version=version, reason=reason, by=by, at=at)
