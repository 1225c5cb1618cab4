"""What tests see of a proposal from outside, to compare before and after an act: rows, answers of the past, the public.

Nothing here reads the record by the code that writes it: what a rule promises is looked up again.
"""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection, models

from guarantors.actions.gists import refresh
from guarantors.domain.stance import Confidence
from guarantors.domain.voice import Identification
from guarantors.models import (
    AuditEntry,
    CodingSheet,
    Draft,
    Guarantor,
    Lock,
    Proposal,
    SearchText,
    Source,
    Speaker,
    StanceRecord,
    StatementVersion,
    Submission,
    carried,
)
from guarantors.models.triggers import CLOSABLE, FROZEN
from guarantors.queries import coverage, gists, proposals, recorded, search, sources, stances, statements
from guarantors.queries.then import Then

DAYS = (date(2020, 1, 3), date(2020, 1, 31), date(2030, 1, 1))
"""Days of the effective clock: between the statements of these tests, and after all of them."""

RECORD = (*FROZEN, *CLOSABLE)
OTHERS: tuple[type[models.Model], ...] = (Draft, Proposal, Source, Speaker, SearchText)
Rows = dict[str, dict[Any, dict[str, Any]]]


@dataclass(frozen=True)
class Eye:
    """Looks at what came after it was opened, since the datasets that are on record before do not move."""

    proposal: Proposal
    floors: dict[str, int] = field(default_factory=dict)

    @classmethod
    def opened(cls, proposal: Proposal) -> "Eye":
        numbered = [model for model in (*RECORD, *OTHERS) if isinstance(model._meta.pk, models.AutoField)]
        top = {model.__name__: model._default_manager.aggregate(last=models.Max("pk"))["last"] for model in numbered}
        top["Proposal"] = proposal.pk - 1
        return cls(proposal, {name: last or 0 for name, last in top.items()})

    def rows(self, *which: type[models.Model]) -> Rows:
        """Every row of these tables (of all that are written, if none is named) by its key."""
        found: Rows = {}
        for model in which or (*RECORD, *OTHERS):
            stored = model._default_manager.order_by()
            if model.__name__ in self.floors:
                stored = stored.filter(pk__gt=self.floors[model.__name__])
            found[model.__name__] = {row[model._meta.pk.attname]: row for row in stored.values()}
        return found

    def revision(self) -> int:
        return Proposal.objects.values_list("revision", flat=True).get(pk=self.proposal.pk)

    def answers(self, known_at: datetime) -> str:
        """What the questions of the public pages answer for that moment, on a handful of days."""
        parts = list(Guarantor.objects.filter(proposal=self.proposal).values_list("pk", flat=True))
        units = [None, *self.proposal.provisions.values_list("slug", flat=True)]
        told: list[Any] = []
        for day in DAYS:
            clocks: dict[str, Any] = {"as_of": day, "known_at": known_at}
            held = stances.matrix(self.proposal.pk, units, **clocks)
            told.append([[key, _then(row)] for key, row in sorted(held.items(), key=str)])
        for pk in parts:
            told.append([_then(row) for row in stances.records(pk, as_of=DAYS[-1], known_at=known_at)])
        words = Then.of(known_at)  # titles and standings of sources as they were
        said = statements.of_proposal(self.proposal.pk, as_of=DAYS[-1], known_at=known_at, then=words)
        told.append([_then(row) for row in said])
        return "\n".join(map(repr, told))

    def public(self, known_at: datetime) -> str:
        """All that a reader could be shown of it, whatever was closed since."""
        told = [
            statements.ever_known(self.proposal.pk, known_at=known_at),
            stances.ever_known(self.proposal.pk, known_at=known_at),
            recorded.recorded(known_at=known_at, proposal_id=self.proposal.pk, limit=1000),
            search.search(search.Wanted(q="token"), known_at=known_at, size=1000).rows,
            sources.listing(sources.Wanted(q="token"), known_at=known_at),
        ]
        return repr(told)

    def unsupported(self, now: datetime) -> list[str]:
        """Standing records that rest on nothing which may set them, or more surely than it allows."""
        codes = dict(Guarantor.objects.filter(proposal=self.proposal).values_list("pk", "actor__code"))
        said = {row.ref: row for row in statements.of_proposal(self.proposal.pk, as_of=date.max, known_at=now)}
        wrong = []
        for row in stances.ever_known(self.proposal.pk, known_at=now):
            if row.superseded_at is not None:
                continue
            code = codes[row.guarantor_id]
            words = [said[ref] for ref in row.statements if ref in said]
            own = [item for item in words if item.for_the_state and code in dict(item.actors)]
            unnamed = all(item.identification is Identification.UNNAMED for item in own)
            if not own or row.effective_day < min(item.said_first for item in own):
                wrong.append(f"{row.ref} v{row.version} has no evidence")
            elif unnamed and row.confidence is not Confidence.LOW:
                wrong.append(f"{row.ref} v{row.version} is too sure")
        return wrong


def rewritten(before: Rows, after: Rows) -> list[str]:
    """Rows of the record that vanished or changed, but for being closed once."""
    wrong = []
    for model in RECORD:
        closing = CLOSABLE.get(model, ())
        now = after[model.__name__]
        for pk, row in before[model.__name__].items():
            changed = {name for name, value in row.items() if pk not in now or now[pk][name] != value}
            was_open = bool(closing) and row[closing[0]] is None
            if changed and not (was_open and changed <= set(closing) and now[pk][closing[0]] is not None):
                wrong.append(f"{model.__name__} {pk}: {sorted(changed)}")
    return wrong


def published(rows: Rows) -> Rows:
    """Of these rows those that readers are shown something of; the rest is the desk's own."""
    desk = {model.__name__ for model in (AuditEntry, CodingSheet, Draft, Lock, Submission)}
    return {name: of_model for name, of_model in rows.items() if name not in desk}


def places_taken_twice(proposal: Proposal) -> list[tuple[Any, ...]]:
    """Standing records of one unit that share a place in a day."""
    seen: dict[tuple[Any, ...], int] = defaultdict(int)
    columns = ("guarantor", "provision", "effective_day", "sequence")
    for place in StanceRecord.objects.filter(guarantor__proposal=proposal, superseded_at=None).values_list(*columns):
        seen[place] += 1
    return [place for place, count in seen.items() if count > 1]


def secrets(proposal: Proposal) -> set[str]:
    """The marks (`token-…`) in what is not on record: drafts, and submissions that wait or were sent back."""
    hidden = list(Draft.objects.filter(proposal=proposal).values_list("fields", flat=True))
    hidden += (
        Submission.objects.filter(proposal=proposal).exclude(outcome="published").values_list("content", flat=True)
    )
    words = json.dumps(hidden).replace('"', " ").split()
    return {word for word in words if word.startswith("token-")}


def check_foreign_keys() -> None:
    """What both databases leave for the commit, which a test that is rolled back never reaches."""
    connection.check_constraints()


def standing(proposal: Proposal) -> tuple[list[StatementVersion], list[StanceRecord], list[Lock]]:
    """What can be corrected, and what is locked, in a lasting order."""
    versions = StatementVersion.objects.filter(statement__proposal=proposal, superseded_at=None)
    records = StanceRecord.objects.filter(guarantor__proposal=proposal, superseded_at=None)
    locks = Lock.objects.filter(proposal=proposal, released_at=None)
    return (
        list(versions.select_related("statement__proposal", "source", "speaker", "relayed_by").order_by("pk")),
        list(records.select_related("guarantor__actor", "guarantor__proposal", "provision").order_by("pk")),
        list(locks.order_by("pk")),
    )


def _then(row: Any) -> Any:
    """The row as it was answered: what became of it afterwards is not what it said."""
    return {
        name: getattr(row, name)
        for name in row.__dataclass_fields__
        if name not in ("superseded_at", "superseded_by", "withdrawal_reason")
    }


def gists_out_of_step(proposal: Proposal, now: datetime) -> list[str]:
    """Where the gists say anything else than what is drawn from the record itself, for the latest day or an earlier."""
    refresh(proposal.pk)  # as the end of the transaction would have it
    row = proposals.find(proposal.slug)
    assert row is not None
    read = coverage.sources_read(proposal.pk, known_at=now)
    drawn = carried.sources_read(proposal.pk, carried.carried(proposal.pk, known_at=now), known_at=now)
    found = [] if read == drawn else [f"{read} is {drawn}"]
    for provision in (None, *(clause.slug for clause in row.provisions)):
        for day in (date(2020, 1, 2), date.max):
            kept = gists.kept(row, provision=provision, as_of=day)
            if kept != (own := gists.drawn(row, provision=provision, as_of=day, known_at=now)):
                found.append(f"{provision} on {day}: {kept} is {own}")
    return found
