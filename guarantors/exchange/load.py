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

from guarantors.actions import journal
from guarantors.actions.publication import now, publication
from guarantors.actions.rows import Outcome
from guarantors.domain.errors import Refused
from guarantors.exchange.agree import disagreements
from guarantors.exchange.check import check
from guarantors.exchange.dataset import Dataset, read_content, read_dataset
from guarantors.exchange.kept import kept
from guarantors.exchange.nodes import Fault
from guarantors.exchange.package_in import datasets_in, is_package
from guarantors.exchange.records import Record, plan
from guarantors.exchange.registry import put_amendment, put_proposal, put_rows
from guarantors.exchange.writers import Write
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
    """The datasets of the files and data packages, and every fault and warning in them. Asks the database nothing."""
    datasets, faults = list[Dataset](), list[Fault]()
    for path in paths:
        read, found = _read(path)
        faults += found
        for dataset in read:
            faults += check(dataset)
            datasets.append(dataset)
    faults += disagreements(datasets)
    return datasets, sorted(faults, key=lambda fault: (fault.file, fault.line))


def _read(path: Path) -> tuple[list[Dataset], list[Fault]]:
    """What a file holds: one dataset, or those of a package; of a package with a fault, none."""
    if not is_package(path):
        dataset, faults = read_dataset(path)
        return [dataset] if dataset else [], faults
    members, faults = datasets_in(path)
    read = [read_content(file, content) for file, content in members]
    return [dataset for dataset, _ in read if dataset], faults + [fault for _, found in read for fault in found]


def load(
    datasets: Sequence[Dataset], *, by: str, progress: Progress = lambda *_: None, rehearse: bool = False
) -> list[Loaded]:
    """Write checked datasets, all or nothing. Raises `NotLoaded` with what the record itself refuses.

    A rehearsal does all of it, and takes it back: what a load would do, with nothing written.
    """
    with transaction.atomic():
        with journal.unwritten() if rehearse else journal.noting():
            slugs = [dataset.slug for dataset in datasets]
            list(Proposal.objects.select_for_update(no_key=True).filter(slug__in=slugs).order_by("slug"))
            moment = now()  # after the locks, so that no change of another editor is later than ours
            done = [_load(dataset, by, moment, progress) for dataset in _origins_first(datasets)]
        if rehearse:
            transaction.set_rollback(True)
    return done


def _origins_first(datasets: Sequence[Dataset]) -> list[Dataset]:
    """In the order given, but a proposal that others derive from before them."""
    waiting, ordered = list(datasets), list[Dataset]()
    while waiting:
        slugs = {dataset.slug for dataset in waiting}
        ready = [dataset for dataset in waiting if dataset.proposal["derived_from"] not in slugs]
        ordered += ready or waiting  # a ring is refused when its first is loaded
        waiting = [dataset for dataset in waiting if ready and dataset not in ready]
    return ordered


@transaction.atomic
def _load(dataset: Dataset, by: str, moment: datetime, progress: Progress) -> Loaded:
    loaded = Loaded(dataset.slug, {name: len(entries) for name, entries in dataset.sections.items()})
    existing = Proposal.objects.filter(slug=dataset.slug).first()
    records, faults = plan(dataset, existing, moment, loaded.notes)
    origin = dataset.proposal["derived_from"]
    if origin and not Proposal.objects.filter(slug=origin).exists():
        message = f"derived_from: there is no proposal “{origin}” on record; load its file with this one."
        faults.append(Fault(dataset.file, dataset.proposal.line_of("derived_from"), dataset.slug, message))
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
                    put_rows(dataset, proposal, by, start, moment, loaded.outcomes, progress)
                for entry in amendments:
                    if entry["recorded_at"] == at:
                        put_amendment(entry, proposal)
                together = [record for record in pending if record.at == at]
                for record in together:
                    if record.first:
                        _write(dataset, record, record.first, proposal, by)
                for record in together:
                    _write(dataset, record, record.write, proposal, by)
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


def _write(dataset: Dataset, record: Record, write: Write, proposal: Proposal, by: str) -> None:
    try:
        write(proposal, by)
    except Refused as refused:
        raise NotLoaded(
            [
                Fault(dataset.file, record.entry.line_of(item.field), record.entry.where, str(item))
                for item in refused.breaches
            ]
        ) from refused
