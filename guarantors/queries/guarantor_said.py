"""What was said on behalf of one guarantor, up to a day and as known at a moment: its end, and what there is in all."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from django.db.models import QuerySet

from guarantors.domain import dates
from guarantors.domain.day_counts import DayCounts
from guarantors.domain.voice import (
    SPEAKS_FOR_THE_STATE,
    Directness,
    Identification,
    Voice,
    speaks_for_the_state,
)
from guarantors.models import Evidence, Guarantor, SaidGist, StatementActor, gist_counts
from guarantors.models.counting import counted, known
from guarantors.models.gist_counts import Entries, Heard, place_after
from guarantors.queries.gists import whole_gist
from guarantors.queries.proposals import GuarantorBrief, ProposalRow
from guarantors.queries.statements import who

_COLUMNS = (
    *("version_id", "version__statement_id", "version__statement__ref", "version__said_on", "version__said_first"),
    *("version__said_last", "version__sequence", "version__version", "version__voice", "version__identification"),
    *("version__directness", "version__speaker__name", "version__office"),
)
_FOR_THE_STATE = {(voice.value, way.value): speaks_for_the_state(voice, way) for voice in Voice for way in Directness}


@dataclass(frozen=True, slots=True)
class Said:
    """What a chart needs of a statement. `pk` is the version's id."""

    pk: int
    statement_id: int
    ref: str
    said_on: dates.GivenDate
    said_first: date
    said_last: date
    sequence: int
    version: int
    for_the_state: bool
    identification: Identification
    who: str

    @property
    def day_is_known(self) -> bool:
        return self.said_first == self.said_last


@dataclass(frozen=True, slots=True)
class Counts:
    """What there is in all: statements on each day up to the last on record, voices and sources up to the day asked,
    our entries up to the moment. `days` are those for the state, as few as draw a line alike; None where none are kept.
    """

    said_on: DayCounts
    heard: Heard
    entries: Entries
    days: list[date] | None


@dataclass(frozen=True, slots=True)
class Resting:
    """A stance record of the guarantor that rests on the statement of that ref."""

    ref: str
    provision: str | None
    level: str


def last(
    proposal: ProposalRow, part: GuarantorBrief, *, as_of: date, known_at: datetime, most: int
) -> tuple[list[Said], bool]:
    """The last statements, at most so many, oldest first as all lists of statements have them (`place`); and whether
    there are earlier ones.
    """
    found = _spoken(proposal, part, as_of, known_at).order_by("-place").values_list(*_COLUMNS)
    rows = list(found[: most + 1])
    return [_said(row) for row in rows[:most]][::-1], len(rows) > most


def latest_for_the_state(
    proposal: ProposalRow, part: GuarantorBrief, *, as_of: date, known_at: datetime
) -> Said | None:
    """The last statement that can set a stance; to be asked where none of the last is."""
    found = _state(_spoken(proposal, part, as_of, known_at)).order_by("-place").values_list(*_COLUMNS)
    row = found.first()
    return _said(row) if row else None


def days_for_the_state(proposal: ProposalRow, part: GuarantorBrief, *, as_of: date, known_at: datetime) -> list[date]:
    """Every day on which words that can set a stance were spoken, oldest first: as many as there are."""
    found = _state(_spoken(proposal, part, as_of, known_at)).order_by("version__said_last")
    return list(found.values_list("version__said_last", flat=True).distinct())


def resting(part: GuarantorBrief, said: Collection[Said], *, as_of: date, known_at: datetime) -> list[Resting]:
    """The guarantor's records that rest on these statements, in the order in which records count."""
    refs = {row.statement_id: row.ref for row in said}
    links = Evidence.objects.filter(counted(as_of, known_at, "stance__"), statement__in=refs).order_by()
    columns = ("effective_day", "sequence", "recorded_at", "ref", "version", "provision__slug", "level", "guarantor_id")
    rows = list(links.values_list("statement_id", *(f"stance__{name}" for name in columns)))
    rows.sort(key=lambda row: row[1:6])
    # Whose they are is asked here: asked of the engine, it would walk through all records of the guarantor.
    return [Resting(refs[row[0]], row[6], row[7]) for row in rows if row[8] == part.pk]


def counts(proposal: ProposalRow, part: GuarantorBrief, *, as_of: date, known_at: datetime) -> Counts:
    """From the gist where that says what was known then, else counted from the record."""
    kept = _kept(proposal, part) if known_at >= proposal.changed_at else None
    if kept is not None:
        last_day, facts, text = kept
        whole = gist_counts.read(text)
        if last_day <= as_of:
            days = list(map(date.fromisoformat, orjson.loads(facts)["days"]))
            return Counts(whole.said_on, whole.heard, whole.entries, days)
        return Counts(whole.said_on, _heard(proposal, part, as_of, known_at), whole.entries, None)
    actors = _actor(part)
    said_on = gist_counts.said_on(proposal.pk, actors, known_at=known_at)
    entries = gist_counts.entries(proposal.pk, actors, known_at=known_at)
    return Counts(
        next(iter(said_on.values()), DayCounts((), ())),
        _heard(proposal, part, as_of, known_at),
        next(iter(entries.values()), Entries()),
        None,
    )


def _kept(proposal: ProposalRow, part: GuarantorBrief) -> tuple[date, str, str] | None:
    found = SaidGist.objects.filter(guarantor=part.pk, guarantor__proposal__in=whole_gist(proposal).values("proposal"))
    return found.values_list("last_day", "facts", "counts").first()


def _heard(proposal: ProposalRow, part: GuarantorBrief, as_of: date, known_at: datetime) -> Heard:
    found = gist_counts.heard(proposal.pk, _actor(part), as_of=as_of, known_at=known_at)
    return next(iter(found.values()), Heard())


def _actor(part: GuarantorBrief) -> list[int]:
    return list(Guarantor.objects.filter(pk=part.pk).values_list("actor_id", flat=True))


def _spoken(proposal: ProposalRow, part: GuarantorBrief, as_of: date, known_at: datetime) -> "QuerySet[StatementActor]":
    return StatementActor.objects.filter(
        known(known_at, "version__"),
        proposal=proposal.pk,
        actor=Guarantor.objects.filter(pk=part.pk).values("actor")[:1],
        place__lt=place_after(as_of),
    )


def _state(found: "QuerySet[StatementActor]") -> "QuerySet[StatementActor]":
    return found.filter(version__voice__in=SPEAKS_FOR_THE_STATE).exclude(version__directness=Directness.THIRD_PARTY)


def _said(row: tuple[Any, ...]) -> Said:
    pk, statement, ref, said_on, first, last_, sequence, version, voice, identification, directness, name, office = row
    return Said(
        pk=pk,
        statement_id=statement,
        ref=ref,
        said_on=dates.parse(said_on),
        said_first=first,
        said_last=last_,
        sequence=sequence,
        version=version,
        for_the_state=_FOR_THE_STATE[voice, directness],
        identification=Identification(identification),
        who=who(name or "", office),
    )
