"""How entries that keep the rules become rows: the same as those of `statements.log` and `stances.publish`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from guarantors.actions import journal, search
from guarantors.actions.bulk_known import Known, NewStance, NewStatement, Said
from guarantors.domain import dates
from guarantors.domain.acts import Noun
from guarantors.domain.evidence import Evidence
from guarantors.models import (
    Condition,
    Corroboration,
    Proposal,
    StanceRecord,
    Statement,
    StatementActor,
    StatementVersion,
    many,
)
from guarantors.models import Evidence as EvidenceLink
from guarantors.models.search import position as position_in_time

_FIRST = ("recorded_at", "recorded_by", "reason", "superseded_by", "withdrawal_reason")
_VERSION = (
    *("id", "statement", "version", "said_on", "said_first", "said_last", "sequence", "source", "speaker", "office"),
    *("relayed_by", "relayed_office", "voice", "identification", "directness", "summary", "quote", "quote_language"),
    *("verified", *_FIRST),
)
_STANCE = (
    *("id", "ref", "version", "guarantor", "provision", "effective_on", "effective_day", "sequence", "level", "basis"),
    *("legal_status", "confidence", "rationale", "verified", "review", *_FIRST),
)


@dataclass(frozen=True, slots=True)
class Entered:
    """For which proposal, by whom and when."""

    proposal: Proposal
    by: str
    at: datetime

    @property
    def columns(self) -> tuple[str, str, str, str, str]:
        """Of a first entry that stands (`_FIRST`)."""
        return many.kept(self.at), self.by, "", "", ""


def write_statements(entries: Sequence[NewStatement], known: Known, entered: Entered) -> None:
    """Write statements with their versions, actors and sources, the search and the journal."""
    proposal, last = entered.proposal, [_last_day(new, known) for new in entries]
    known.name_speakers(name for new in entries for name in (new.said.speaker.name, new.said.relayed_by.name))
    ids, versions = many.reserve(Statement, len(entries)), many.reserve(StatementVersion, len(entries))
    numbered = list(zip(ids, versions, entries, last, strict=True))
    many.insert(Statement, ("id", "ref", "proposal"), ((pk, new.ref, proposal.pk) for pk, _, new, _ in numbered))
    clock = entered.columns
    many.insert(
        StatementVersion,
        _VERSION,
        (_version(pk, version, new, day, known) + clock for pk, version, new, day in numbered),
    )
    many.insert(
        StatementActor,
        ("version", "actor", "position", "proposal", "place"),
        (
            (version, known.actors[code], place, proposal.pk, position_in_time(day, new.said.sequence, version))
            for _, version, new, day in numbered
            for place, code in enumerate(new.said.actors)
        ),
    )
    many.insert(
        Corroboration,
        ("version", "source", "position"),
        (
            (version, known.sources[ref].pk, place)
            for _, version, new, _ in numbered
            for place, ref in enumerate(new.said.corroborated_by)
        ),
    )
    search.add(_searched(version, new, day, known) for _, version, new, day in numbered)
    for pk, _, new, day in numbered:
        known.said[new.ref] = Said(pk, proposal.pk, _evidence(new, day))
    known.wrote_statements()
    _note(Noun.STATEMENT, entries, entered)


def write_stances(entries: Sequence[NewStance], known: Known, entered: Entered) -> None:
    """Write stance records with their evidence and conditions, and the journal."""
    numbered = list(zip(many.reserve(StanceRecord, len(entries)), entries, strict=True))
    clock = entered.columns
    many.insert(StanceRecord, _STANCE, (_stance(pk, new, known) + clock for pk, new in numbered))
    many.insert(
        EvidenceLink,
        ("stance", "statement", "position"),
        ((pk, known.said[ref].pk, place) for pk, new in numbered for place, ref in enumerate(new.held.statements)),
    )
    many.insert(
        Condition,
        ("stance", "kind", "text", "status", "position"),
        (
            (pk, item.kind._value_, item.text, item.status._value_, place)
            for pk, new in numbered
            for place, item in enumerate(new.held.conditions)
        ),
    )
    known.wrote_stances()
    _note(Noun.STANCE, entries, entered)


def _note(noun: Noun, entries: Sequence[NewStatement] | Sequence[NewStance], entered: Entered) -> None:
    refs = [new.ref for new in entries]
    journal.note_added(noun, refs, proposal=entered.proposal, by=entered.by, at=entered.at)


def _last_day(new: NewStatement, known: Known) -> date:
    return dates.latest_possible(dates.parse(new.said.said_on), known.sources[new.source].published_on)


def _version(pk: int, version: int, new: NewStatement, last: date, known: Known) -> tuple[int | str | bool | None, ...]:
    said = new.said
    said_on = dates.parse(said.said_on)
    return (
        version,
        pk,
        1,
        said_on.text,
        said_on.first.isoformat(),
        last.isoformat(),
        said.sequence,
        known.sources[new.source].pk,
        known.speakers[said.speaker.name],
        said.speaker.office,
        known.speakers[said.relayed_by.name],
        said.relayed_by.office,
        said.voice._value_,
        said.identification._value_,
        said.directness._value_,
        said.summary,
        said.quote,
        said.quote_language,
        new.verified,
    )


def _searched(version: int, new: NewStatement, last: date, known: Known) -> search.Searched:
    said, source = new.said, known.sources[new.source]
    return search.Searched(
        version,
        last,
        said.sequence,
        (said.speaker.name, said.relayed_by.name),
        (said.summary,),
        (said.quote,),
        (source.title,),
        (said.speaker.office, said.relayed_by.office),
        (source.publisher,),
    )


def _evidence(new: NewStatement, last: date) -> Evidence:
    said = new.said
    return Evidence(
        ref=new.ref,
        actors=frozenset(said.actors),
        voice=said.voice,
        identification=said.identification,
        directness=said.directness,
        said_first=dates.parse(said.said_on).first,
        said_last=last,
    )


def _stance(pk: int, new: NewStance, known: Known) -> tuple[int | str | bool | None, ...]:
    held = new.held
    effective_on = dates.parse(held.effective_on)
    return (
        pk,
        new.ref,
        1,
        known.parts[new.guarantor],
        known.provisions[held.provision],
        effective_on.text,
        effective_on.last.isoformat(),
        held.sequence,
        held.level._value_,
        held.basis._value_ if held.basis else "",
        held.legal_status._value_ if held.legal_status else "",
        held.confidence._value_,
        held.rationale,
        new.verified,
        new.review.value if new.review else "",
    )
