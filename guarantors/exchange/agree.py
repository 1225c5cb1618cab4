"""Do files that are given together agree on what they share? Else each load would amend what the last one said."""

from collections.abc import Iterator, Sequence
from typing import Any

from guarantors.exchange.dataset import Dataset
from guarantors.exchange.entries import Entry
from guarantors.exchange.nodes import Fault
from guarantors.exchange.shapes import difference


def disagreements(datasets: Sequence[Dataset]) -> Iterator[Fault]:
    """One proposal in two files, and actors and sources of which two files say different things."""
    proposals: dict[str, Dataset] = {}
    shared: dict[tuple[str, str], tuple[Dataset, Entry, dict[str, Any]]] = {}
    for dataset in datasets:
        first = proposals.setdefault(dataset.slug, dataset)
        if first is not dataset:
            message = f"slug: {dataset.slug} is in {first.file} too; give one file of each proposal."
            yield Fault(dataset.file, dataset.proposal.line_of("slug"), dataset.slug, message)
            continue
        for noun, ref, entry, says in _shared(dataset):
            there, its, was = shared.setdefault((noun, ref), (dataset, entry, says))
            if there is not dataset and (differs := difference(was, says)):
                message = f"{noun} {ref} is not the same at {there.file}:{its.line}: {differs}."
                yield Fault(dataset.file, entry.line, entry.where, message)


def _shared(dataset: Dataset) -> Iterator[tuple[str, str, Entry, dict[str, Any]]]:
    for section, key in (("guarantors", "actor"), ("actors", "code")):
        for entry in dataset.sections[section]:
            if entry.sound:
                yield "actor", entry[key], entry, {"name": entry["name"], "kind": entry["kind"]}
    for entry in dataset.sections["sources"]:
        if entry.sound:
            says = {key: value for key, value in entry.values.items() if key != "recorded_at"}
            yield "source", entry["id"], entry, says
