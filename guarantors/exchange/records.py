"""The entries of a dataset that carry the recorded clock: what is to be written of them, and at which moment."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from guarantors.actions.rows import Outcome
from guarantors.exchange import shapes, writers
from guarantors.exchange.dataset import Dataset
from guarantors.exchange.entries import Entry
from guarantors.exchange.nodes import Fault
from guarantors.exchange.writers import Verbs, Write
from guarantors.models import Coding, Proposal, StanceRecord, StatementRelation, StatementVersion


@dataclass(frozen=True, slots=True)
class Record:
    """One thing to write (or not, if unchanged) for an entry, at its recorded moment."""

    entry: Entry
    outcome: Outcome
    at: datetime
    write: Write
    first: Write | None = None
    """What is done before anything is written at that moment: closing, so that records can change places."""


def plan(
    dataset: Dataset, existing: Proposal | None, moment: datetime, notes: list[str]
) -> tuple[list[Record], list[Fault]]:
    """What is to be done for the file against the record as it is, in the order in which it must be done."""
    planner = _Planner(dataset, existing, moment, notes)
    published_on = {entry["id"]: entry["published_on"] for entry in dataset.sections["sources"]}
    planner.versioned(
        "statements",
        planner.statements_on_record(),
        shapes.statement,
        lambda entry: shapes.statement_content(entry, published_on[entry["source"]]),
        writers.STATEMENTS,
    )
    planner.relations()
    planner.codings()
    planner.versioned("stances", planner.stances_on_record(), shapes.stance, shapes.content, writers.STANCES)
    return planner.records, planner.faults


class _Planner:
    def __init__(self, dataset: Dataset, existing: Proposal | None, moment: datetime, notes: list[str]) -> None:
        self.dataset, self.existing, self.moment, self.notes = dataset, existing, moment, notes
        self.records: list[Record] = []
        self.faults: list[Fault] = []

    def add(
        self,
        entry: Entry,
        outcome: Outcome,
        at: datetime | None,
        write: Write = lambda *_: None,
        first: Write | None = None,
    ) -> None:
        if at is not None and outcome is not Outcome.UNCHANGED:
            field = "superseded_at" if outcome is Outcome.WITHDRAWN else "recorded_at"
            if at > self.moment:
                self.refuse(entry, field, "is in the future.")
            elif self.existing is not None and at < self.existing.changed_at:
                latest = self.existing.changed_at.isoformat()
                self.refuse(entry, field, f"is before the last change of {self.existing.slug}, {latest}; leave it out.")
        self.records.append(Record(entry, outcome, at or self.moment, write, first))

    def refuse(self, entry: Entry, field: str, message: str) -> None:
        self.faults.append(Fault(self.dataset.file, entry.line_of(field), entry.where, f"{field}: {message}"))

    def statements_on_record(self) -> dict[str, list[StatementVersion]]:
        refs = {entry["id"] for entry in self.dataset.sections["statements"]}
        found: dict[str, list[StatementVersion]] = defaultdict(list)
        stored = StatementVersion.objects.filter(statement__ref__in=refs).select_related(
            "statement__proposal", "source", "speaker", "relayed_by"
        )
        for row in stored.prefetch_related("spoken_for__actor", "corroborations__source").order_by("version"):
            found[row.statement.ref].append(row)
        for entry in self.dataset.sections["statements"]:
            rows = found.get(entry["id"])
            if rows and rows[0].statement.proposal.slug != self.dataset.slug:
                self.refuse(entry, "id", f"is on record for {rows[0].statement.proposal.slug}; choose another id.")
        return found

    def stances_on_record(self) -> dict[str, list[StanceRecord]]:
        found: dict[str, list[StanceRecord]] = defaultdict(list)
        stored = StanceRecord.objects.filter(guarantor__proposal__slug=self.dataset.slug).select_related(
            "guarantor__actor", "guarantor__proposal", "provision"
        )
        for row in stored.prefetch_related("conditions", "evidence__statement").order_by("version"):
            found[row.ref].append(row)
        for entry in self.dataset.sections["stances"]:
            rows = found.get(entry["id"])
            if rows and rows[0].guarantor.actor.code != entry["guarantor"]:
                owner = rows[0].guarantor.actor.code
                self.refuse(entry, "guarantor", f"{entry['id']} is on record for {owner}; choose another id.")
        return found

    def versioned(
        self,
        section: str,
        on_record: dict[str, list[Any]],
        stored_shape: Callable[[Any], shapes.Shape],
        shape: Callable[[Entry], shapes.Shape],
        verbs: Verbs,
    ) -> None:
        """Plan a section whose entries have versions: add, correct, withdraw or leave as it is."""
        for entry in sorted(self.dataset.sections[section], key=lambda entry: int(entry["version"])):
            rows = on_record.get(entry["id"], [])
            if entry["recorded_at"] is not None:
                self.restored(entry, rows, stored_shape, shape, verbs)
            elif not rows:
                self.add(entry, Outcome.ADDED, None, verbs.add(entry, self.moment))
            elif rows[-1].superseded_at is not None:
                self.notes.append(f"kept: {entry['id']} was withdrawn and stays so; the file's entry is left out")
                self.add(entry, Outcome.UNCHANGED, None)
            elif changed := shapes.difference(stored_shape(rows[-1]), shape(entry)):
                reason = entry["reason"] or f"Dataset {self.dataset.slug} loaded again: {changed}"
                self.corrected(entry, reason, None, verbs)
            else:
                self.add(entry, Outcome.UNCHANGED, None)

    def restored(
        self,
        entry: Entry,
        rows: list[Any],
        stored_shape: Callable[[Any], shapes.Shape],
        shape: Callable[[Entry], shapes.Shape],
        verbs: Verbs,
    ) -> None:
        """Plan an entry of a dump: replayed at its own moments, or in agreement with what is on record."""
        stored = next((row for row in rows if row.version == entry["version"]), None)
        at = entry["recorded_at"]
        if stored is None and entry["version"] == 1:
            self.add(entry, Outcome.ADDED, at, verbs.add(entry, at))
        elif stored is None:
            self.corrected(entry, entry["reason"], at, verbs)
        elif stored.recorded_at != at or shapes.difference(stored_shape(stored), shape(entry)):
            self.refuse(
                entry, "version", f"version {entry['version']} is on record with other content; it cannot change."
            )
        else:
            self.add(entry, Outcome.UNCHANGED, at)
        if entry["withdrawal_reason"] and (stored is None or stored.superseded_at is None):
            closed_at = entry["superseded_at"]
            withdraw = verbs.withdraw(entry, closed_at)
            if verbs.close and closed_at != at:
                self.add(entry, Outcome.WITHDRAWN, closed_at, first=withdraw)
            else:
                self.add(entry, Outcome.WITHDRAWN, closed_at, withdraw)

    def corrected(self, entry: Entry, reason: str, at: datetime | None, verbs: Verbs) -> None:
        moment = at or self.moment
        first = verbs.close(entry, reason, moment) if verbs.close else None
        self.add(entry, Outcome.CORRECTED, at, verbs.correct(entry, reason, moment), first)

    def relations(self) -> None:
        known = set(StatementRelation.objects.values_list("later__ref", "earlier__ref", "relation"))
        for entry in self.dataset.sections["relations"]:
            new = (entry["later"], entry["earlier"], entry["relation"]) not in known
            self.add(entry, Outcome.ADDED if new else Outcome.UNCHANGED, entry["recorded_at"], writers.relate(entry))

    def codings(self) -> None:
        says = ("level", "basis", "confidence", "rationale")
        columns = ("statement__ref", "guarantor__actor__code", "provision__slug", "coder", "round")
        known = {
            row[:5]: row[5:]
            for row in Coding.objects.filter(guarantor__proposal__slug=self.dataset.slug).values_list(*columns, *says)
        }
        for entry in self.dataset.sections["codings"]:
            key = (entry["statement"], entry["guarantor"], entry["provision"], entry["coder"], entry["round"] or "")
            if key not in known:
                self.add(entry, Outcome.ADDED, entry["recorded_at"], writers.code(entry))
            elif known[key] == tuple(entry[name] or "" for name in says):
                self.add(entry, Outcome.UNCHANGED, entry["recorded_at"])
            else:
                self.refuse(entry, "coder", f"{entry['coder']} has coded {entry['statement']} otherwise; that stands.")
