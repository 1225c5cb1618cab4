"""What is on record for a proposal and not in its file: it stays, and is named."""

from collections.abc import Iterable, Iterator

from guarantors.exchange.dataset import Dataset
from guarantors.models import Coding, Nomination, Proposal, StanceRecord, StatementRelation


def kept(dataset: Dataset, proposal: Proposal) -> list[str]:
    """One note an entry, in the order of the format."""
    return [
        f"kept: {noun} {' '.join(str(part) for part in parts if part)} is on record and not in the file"
        for noun, stored, given in _sections(dataset, proposal)
        for parts in sorted(set(stored) - set(given), key=str)
    ]


def _sections(
    dataset: Dataset, proposal: Proposal
) -> Iterator[tuple[str, Iterable[tuple[str, ...]], Iterable[object]]]:
    sections = dataset.sections
    yield "provision", proposal.provisions.values_list("slug"), [(i["slug"],) for i in dataset.proposal["provisions"]]
    yield "guarantor", proposal.guarantors.values_list("actor__code"), [(e["actor"],) for e in sections["guarantors"]]
    nominations = Nomination.objects.filter(guarantor__proposal=proposal)
    yield "nomination", nominations.values_list("ref"), [(e["id"],) for e in sections["nominations"]]
    yield "statement", proposal.statements.values_list("ref"), [(e["id"],) for e in sections["statements"]]
    stances = StanceRecord.objects.filter(guarantor__proposal=proposal)
    yield "stance", stances.values_list("ref"), [(e["id"],) for e in sections["stances"]]
    yield "event", proposal.events.values_list("ref"), [(e["id"],) for e in sections["events"]]
    relations = StatementRelation.objects.filter(later__proposal=proposal)
    yield (
        "relation",
        relations.values_list("later__ref", "relation", "earlier__ref"),
        [(e["later"], e["relation"].value, e["earlier"]) for e in sections["relations"]],
    )
    codings = Coding.objects.filter(guarantor__proposal=proposal)
    yield (
        "coding",
        codings.values_list("statement__ref", "guarantor__actor__code", "provision__slug", "coder", "round"),
        [(e["statement"], e["guarantor"], e["provision"], e["coder"], e["round"] or "") for e in sections["codings"]],
    )
