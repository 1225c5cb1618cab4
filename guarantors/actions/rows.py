"""Rows without a clock of their own (actors, proposals, provisions, guarantors, sources, nominations, events).

Such a row is added once; what changes later is amended in place, and an append-only `Amendment` keeps what each field
was, when and why it changed, and by whom.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from django.db import models

from guarantors.actions import journal, search
from guarantors.domain.acts import Act, Noun
from guarantors.domain.errors import named_once, refuse_any
from guarantors.models import Actor, Amendment, Nomination, Proposal, ProposalMaker, Source, StatementVersion
from guarantors.models.amendment import plain

Row = TypeVar("Row", bound=models.Model)


class Outcome(StrEnum):
    """What an action did."""

    ADDED = "added"
    CORRECTED = "corrected"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"
    UNCHANGED = "unchanged"


def put(
    model: type[Row],
    *,
    key: Mapping[str, Any],
    values: Mapping[str, Any],
    ref: str,
    reason: str,
    by: str,
    at: datetime,
    added_at: datetime | None = None,
) -> tuple[Row, Outcome]:
    """Add the row that this key names, or amend the fields that differ. To be called inside a publication.

    A new row counts from `added_at`, where a restored history began before `at`.
    """
    row, added = model._default_manager.get_or_create(**key, defaults=dict(values))
    if added:
        note(Act.ADDED, row, ref, by=by, at=added_at or at)
        return row, Outcome.ADDED
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        _keep(model, ref, name, getattr(row, name), value, reason, by, at)
        setattr(row, name, value)
    if differing:
        row.save(update_fields=list(differing))
        note(Act.AMENDED, row, ref, reason=reason, by=by, at=at)
        if model is Source:  # its title and publisher are searched with every statement that it carries
            search.index(StatementVersion.objects.filter(source_id=row.pk))
    return row, Outcome.AMENDED if differing else Outcome.UNCHANGED


def set_makers(proposal: Proposal, makers: Sequence[Actor], *, reason: str, by: str, at: datetime) -> Outcome:
    """Say who made the proposal, in this order. Raises `Refused` for a maker that is named twice."""
    refuse_any(named_once("made_by", [actor.code for actor in makers]))
    stored = list(ProposalMaker.objects.filter(proposal=proposal).order_by("position").select_related("actor"))
    was, became = [link.actor.code for link in stored], [actor.code for actor in makers]
    if was == became:
        return Outcome.UNCHANGED
    if stored:
        _keep(Proposal, proposal.slug, "made_by", was, became, reason, by, at)
        ProposalMaker.objects.filter(proposal=proposal).delete()
    for position, actor in enumerate(makers):
        ProposalMaker.objects.create(proposal=proposal, actor=actor, position=position)
    if proposal.revision:  # else it is in its first publication, and noted as added
        note(Act.AMENDED, proposal, proposal.slug, reason=reason, by=by, at=at)
    return Outcome.AMENDED if stored else Outcome.ADDED


def note(act: Act, row: models.Model, ref: str, *, by: str, at: datetime, reason: str = "") -> None:
    """Note an act on a row in the journal. `ref` is the row's as amendments have it: of what belongs to a proposal,
    after the proposal's slug; the journal names it within its proposal.
    """
    proposal = row.guarantor.proposal if isinstance(row, Nomination) else getattr(row, "proposal", None)
    within = ref if proposal is None else ref.removeprefix(f"{proposal.slug}/")
    own = row if isinstance(row, Proposal) else proposal
    journal.note(act, Noun(str(row._meta.model_name)), within, proposal=own, by=by, at=at, reason=reason)


def _keep(
    model: type[models.Model], ref: str, field: str, was: Any, became: Any, reason: str, by: str, at: datetime
) -> None:
    Amendment.objects.create(
        noun=str(model._meta.model_name),
        ref=ref,
        field=field,
        was=plain(was),
        became=plain(became),
        reason=reason,
        recorded_at=at,
        recorded_by=by,
    )
