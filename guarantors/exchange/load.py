"""Load datasets: all files or none, twice the same as once, and never over what is on record.

What the record lacks is added; a changed statement or stance becomes a correction that says what changed; a changed
row without a clock is amended; what a file no longer has is kept and named. An entry with a recorded clock (a dump)
is replayed at its own moments, so that a restored database answers every `known_at` as the first one did.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction

from guarantors.actions.publication import now, publication
from guarantors.actions.rows import Outcome
from guarantors.domain.errors import Refused
from guarantors.exchange.check import check
from guarantors.exchange.dataset import Dataset, read_dataset
from guarantors.exchange.nodes import Fault
from guarantors.exchange.records import Record, plan
from guarantors.exchange.registry import kept, put_amendment, put_proposal, put_rows
from guarantors.models import Proposal

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one file: how many entries of each section it has, what was done, and what was left as it was."""

    slug: str
    entries: dict[str, int]
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


class NotLoaded(Exception):
    """Nothing was written, for these faults."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(faults)


def read_and_check(paths: Iterable[Path]) -> tuple[list[Dataset], list[Fault]]:
    """The datasets of the files, and every fault and warning in them. Asks nothing of the database."""
    datasets, faults = [], []
    for path in paths:
        dataset, found = read_dataset(path)
        faults += found
        if dataset is not None:
            faults += check(dataset)
            datasets.append(dataset)
    return datasets, sorted(faults, key=lambda fault: (fault.file, fault.line))


def load(datasets: Sequence[Dataset], *, by: str, progress: Progress = lambda *_: None) -> list[Loaded]:
    """Write checked datasets, all or nothing. Raises `NotLoaded` with what the record itself refuses."""
    moment = now()
    with transaction.atomic():
        return [_load(dataset, by, moment, progress) for dataset in datasets]


@transaction.atomic
def _load(dataset: Dataset, by: str, moment: datetime, progress: Progress) -> Loaded:
    loaded = Loaded(dataset.slug, {name: len(entries) for name, entries in dataset.sections.items()})
    existing = Proposal.objects.filter(slug=dataset.slug).first()
    records, faults = plan(dataset, moment, loaded.notes)
    if faults:
        raise NotLoaded(faults)
    pending = [record for record in records if record.outcome is not Outcome.UNCHANGED]
    loaded.outcomes[Outcome.UNCHANGED] += len(records) - len(pending)
    amendments = [entry for entry in dataset.sections["amendments"] if existing is None]
    moments = {record.at for record in pending} | {entry["recorded_at"] for entry in amendments}
    start = min(moments, default=moment)
    try:
        proposal = put_proposal(dataset, existing, by, start, loaded.outcomes)
        done, total = 0, len(pending)
        for at in sorted({start, *moments}):
            with publication(proposal, at):
                if at == start:
                    put_rows(dataset, proposal, by, at, loaded.outcomes, progress)
                for entry in amendments:
                    if entry["recorded_at"] == at:
                        put_amendment(entry)
                for record in pending:
                    if record.at == at:
                        _write(dataset, record, proposal, by)
                        loaded.outcomes[record.outcome] += 1
                        done += 1
                        progress("statements and stances", done, total)
    except Refused as refused:
        raise NotLoaded(
            [Fault(dataset.file, dataset.proposal.line, dataset.slug, str(item)) for item in refused.breaches]
        ) from refused
    loaded.notes.extend(kept(dataset, proposal))
    if not sum(count for outcome, count in loaded.outcomes.items() if outcome is not Outcome.UNCHANGED):
        transaction.set_rollback(True)  # nothing changed: not even the revision
    return loaded


def _write(dataset: Dataset, record: Record, proposal: Proposal, by: str) -> None:
    try:
        record.write(proposal, by)
    except Refused as refused:
        raise NotLoaded(
            [
                Fault(dataset.file, record.entry.line_of(item.field), record.entry.where, str(item))
                for item in refused.breaches
            ]
        ) from refused
