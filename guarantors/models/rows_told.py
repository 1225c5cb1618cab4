"""What a row without versions said when it was put on record, and ever since: its values, its amendments taken back."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from guarantors.domain.acts import Noun
from guarantors.domain.chain import content_digest
from guarantors.models.actor import Actor
from guarantors.models.amendment import Amendment, plain
from guarantors.models.guarantor import Guarantor, Nomination
from guarantors.models.journal import Noted
from guarantors.models.proposal import Event, Proposal, ProposalMaker, Provision
from guarantors.models.source import Source


@dataclass(frozen=True, slots=True)
class _Told:
    """How the rows of a noun are found by the ref of an act, within their proposal where they have one."""

    model: type[models.Model]
    ref: str
    proposal: str
    fields: tuple[str, ...]


_NOUNS: dict[str, _Told] = {
    Noun.PROPOSAL: _Told(Proposal, "slug", "pk", ("title", "made_on", "made_at", "status", "summary", "derived_from")),
    Noun.PROVISION: _Told(Provision, "slug", "proposal_id", ("title", "summary", "obligation", "position")),
    Noun.ACTOR: _Told(Actor, "code", "", ("name", "kind")),
    Noun.GUARANTOR: _Told(Guarantor, "actor__code", "proposal_id", ("role", "since", "until", "position")),
    Noun.SOURCE: _Told(
        Source,
        "ref",
        "",
        (
            *("kind", "title", "publisher", "authors", "published_on", "url", "archived_url", "retrieved_at"),
            *("language", "note", "verified", "status", "recorded_at"),
        ),
    ),
    Noun.NOMINATION: _Told(
        Nomination,
        "ref",
        "guarantor__proposal_id",
        ("guarantor", "named_by", "named_on", "first_day", "last_day", "source", "withdrawn_on"),
    ),
    Noun.EVENT: _Told(
        Event, "ref", "proposal_id", ("happened_on", "first_day", "last_day", "kind", "actor", "title", "source")
    ),
}

Facts = dict[str, Any]


def full_ref(act: Noted) -> str:
    """The ref of the row as amendments have it: of what belongs to a proposal, after the proposal's slug."""
    return act.ref if act.noun == Noun.PROPOSAL or not act.slug else f"{act.slug}/{act.ref}"


def states(noted: Sequence[Noted]) -> Iterable[Sequence[bytes]]:
    """What each of these rows has said: now, before its last amendment, and so on to when it was put on record."""
    present = {
        noun: _present(noun, {(act.proposal, act.ref) for act in noted if act.noun == noun})
        for noun in {act.noun for act in noted}
    }
    amended = defaultdict[tuple[str, str], list[tuple[str, Any]]](list)
    refs = {full_ref(act) for act in noted}
    last_first = Amendment.objects.filter(ref__in=refs).order_by("-recorded_at", "-pk")
    for noun, ref, field, was in last_first.values_list("noun", "ref", "field", "was"):
        amended[noun, ref].append((field, was))
    for act in noted:
        facts = present[act.noun].get((act.proposal, act.ref))
        yield () if facts is None else _taken_back(facts, amended[act.noun, full_ref(act)])


def as_they_are(refs: Collection[tuple[str, str]]) -> dict[tuple[str, str], Facts]:
    """What rows say now, by their nouns and their refs as amendments have them; those that are not there are absent."""
    ids = dict(Proposal.objects.values_list("slug", "pk"))
    found = dict[tuple[str, str], Facts]()
    for noun in {noun for noun, _ in refs}:
        wanted = dict[tuple[int | None, str], str]()
        for ref in (ref for other, ref in refs if other == noun):
            slug, _, name = ref.partition("/")
            own = _NOUNS[noun].proposal
            wanted[(ids.get(slug) if own else None), (name or slug) if own else ref] = ref
        present = _present(noun, wanted)
        found |= {(noun, ref): present[key] for key, ref in wanted.items() if key in present}
    return found


def _taken_back(facts: Facts, amendments: Iterable[tuple[str, Any]]) -> Sequence[bytes]:
    found, state = [content_digest(facts)], dict(facts)
    for field, was in amendments:
        if field in state:
            state[field] = was
            found.append(content_digest(state))
    return found


def _present(noun: str, names: Collection[tuple[int | None, str]]) -> dict[tuple[int | None, str], Facts]:
    """The rows of a noun by their proposal's id and their ref within it."""
    told = _NOUNS[noun]
    rows = told.model._default_manager.filter(**{f"{told.ref}__in": {ref for _, ref in names}})
    if told.proposal:
        rows = rows.filter(**{f"{told.proposal}__in": {proposal for proposal, _ in names}})
    pointing = [name for name in told.fields if told.model._meta.get_field(name).is_relation]
    made_by = _makers() if noun == Noun.PROPOSAL else None
    found = dict[tuple[int | None, str], Facts]()
    for row in rows.select_related(*pointing, *(["guarantor__actor"] if noun == Noun.NOMINATION else [])).order_by(
        "-pk"
    ):
        facts = {name: plain(_named(getattr(row, name))) for name in told.fields}
        if made_by is not None:
            facts["made_by"] = made_by[row.pk]
        found[_get(row, told.proposal) if told.proposal else None, _get(row, told.ref)] = facts
    return found


def _named(value: Any) -> Any:
    return value.actor if isinstance(value, Guarantor) else value


def _makers() -> dict[int, list[str]]:
    found = defaultdict[int, list[str]](list)
    rows = ProposalMaker.objects.order_by("proposal_id", "position").values_list("proposal_id", "actor__code")
    for proposal, code in rows:
        found[proposal].append(code)
    return found


def _get(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row
