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
from guarantors.exchange.writers import Write
from guarantors.models import Coding, StanceRecord, StatementRelation, StatementVersion


@dataclass(frozen=True, slots=True)
class Record:
    """One thing to write (or not, if unchanged) for an entry, at its recorded moment."""

    entry: Entry
    outcome: Outcome
    at: datetime
    write: Write


def plan(dataset: Dataset, moment: datetime, notes: list[str]) -> tuple[list[Record], list[Fault]]:
    """What is to be done for the file against the record as it is, in the order in which it must be done."""
    planner = _Planner(dataset, moment, notes)
    planner.versioned(
        "statements", planner.statements_on_record(), shapes.statement, writers.log, writers.correct, writers.withdraw
    )
    planner.relations()
    planner.codings()
    planner.versioned(
        "stances",
        planner.stances_on_record(),
        shapes.stance,
        writers.publish,
        writers.correct_stance,
        writers.withdraw_stance,
    )
    return planner.records, planner.faults


class _Planner:
    def __init__(self, dataset: Dataset, moment: datetime, notes: list[str]) -> None:
        self.dataset, self.moment, self.notes = dataset, moment, notes
        self.records: list[Record] = []
        self.faults: list[Fault] = []

    def add(self, entry: Entry, outcome: Outcome, at: datetime | None, write: Write = lambda *_: None) -> None:
        self.records.append(Record(entry, outcome, at or self.moment, write))

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
        shape: Callable[[Any], shapes.Shape],
        add: Callable[[Entry, datetime], Write],
        correct: Callable[[Entry, str, datetime], Write],
        withdraw: Callable[[Entry, datetime], Write],
    ) -> None:
        """Plan a section whose entries have versions: add, correct, withdraw or leave as it is."""
        for entry in sorted(self.dataset.sections[section], key=lambda entry: int(entry["version"])):
            rows = on_record.get(entry["id"], [])
            if entry["recorded_at"] is not None:
                self.restored(entry, rows, shape, add, correct, withdraw)
            elif not rows:
                self.add(entry, Outcome.ADDED, None, add(entry, self.moment))
            elif rows[-1].superseded_at is not None:
                self.notes.append(f"kept: {entry['id']} was withdrawn and stays so; the file's entry is left out")
                self.add(entry, Outcome.UNCHANGED, None)
            elif changed := shapes.difference(shape(rows[-1]), shapes.content(entry)):
                reason = entry["reason"] or f"Dataset {self.dataset.slug} loaded again: {changed}"
                self.add(entry, Outcome.CORRECTED, None, correct(entry, reason, self.moment))
            else:
                self.add(entry, Outcome.UNCHANGED, None)

    def restored(
        self,
        entry: Entry,
        rows: list[Any],
        shape: Callable[[Any], shapes.Shape],
        add: Callable[[Entry, datetime], Write],
        correct: Callable[[Entry, str, datetime], Write],
        withdraw: Callable[[Entry, datetime], Write],
    ) -> None:
        """Plan an entry of a dump: replayed at its own moments, or in agreement with what is on record."""
        stored = next((row for row in rows if row.version == entry["version"]), None)
        at = entry["recorded_at"]
        if stored is None and entry["version"] == 1:
            self.add(entry, Outcome.ADDED, at, add(entry, at))
        elif stored is None:
            self.add(entry, Outcome.CORRECTED, at, correct(entry, entry["reason"], at))
        elif stored.recorded_at != at or shapes.difference(shape(stored), shapes.content(entry)):
            self.refuse(
                entry, "version", f"version {entry['version']} is on record with other content; it cannot change."
            )
        else:
            self.add(entry, Outcome.UNCHANGED, at)
        if entry["withdrawal_reason"] and (stored is None or stored.superseded_at is None):
            closed_at = entry["superseded_at"]
            self.add(entry, Outcome.WITHDRAWN, closed_at, withdraw(entry, closed_at))

    def relations(self) -> None:
        known = set(StatementRelation.objects.values_list("later__ref", "earlier__ref", "relation"))
        for entry in self.dataset.sections["relations"]:
            new = (entry["later"], entry["earlier"], entry["relation"]) not in known
            self.add(entry, Outcome.ADDED if new else Outcome.UNCHANGED, entry["recorded_at"], writers.relate(entry))

    def codings(self) -> None:
        columns = ("statement__ref", "guarantor__actor__code", "provision__slug", "coder")
        known = set(Coding.objects.filter(guarantor__proposal__slug=self.dataset.slug).values_list(*columns))
        for entry in self.dataset.sections["codings"]:
            new = (entry["statement"], entry["guarantor"], entry["provision"], entry["coder"]) not in known
            self.add(entry, Outcome.ADDED if new else Outcome.UNCHANGED, entry["recorded_at"], writers.code(entry))
