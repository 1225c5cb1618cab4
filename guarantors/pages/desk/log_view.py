"""How the form of a statement is shown: the form itself, what stands beside it, and two versions that met."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from guarantors.actions.typed import NOTHING
from guarantors.address import refusals, worded
from guarantors.domain.errors import Breach, Stale
from guarantors.domain.roles import Right
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import ngettext
from guarantors.models import Draft
from guarantors.pages.desk import beside, languages
from guarantors.pages.desk.coding_form import CodingForm
from guarantors.pages.desk.fields import Fault
from guarantors.pages.desk.posted import WINDOW
from guarantors.pages.desk.statement_form import StatementForm
from guarantors.pages.desk.view import person_of, render_desk
from guarantors.pages.words import in_short, number
from guarantors.queries import proposals, statements
from guarantors.queries.drafts import DraftRow
from guarantors.queries.proposals import ProposalRow

RECENT = 40
"""So many earlier statements are offered to relate to; any other is named by its id."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A form with what stands in it and what is wrong with it; `stale` where two versions met."""

    ident: uuid.UUID
    owner: str
    proposal: ProposalRow
    typed: dict[str, list[str]]
    form: StatementForm
    coding: CodingForm
    stored: DraftRow | None
    others: Sequence[Breach] = ()
    stale: Stale | None = None

    @property
    def is_handed_in(self) -> bool:
        """Whether it waits or is published by now: that stays as it is, and this form becomes a draft of its own."""
        return self.stored is not None and self.stored.submission_id is not None

    @property
    def faults(self) -> list[Fault]:
        """Everything that is wrong, in the order of the form."""
        rest = [Fault("log", _("This form"), refusals.in_words(breach)) for breach in self.others]
        return [*self.form.errors, *self.coding.errors, *rest]


def page(request: HttpRequest, shown: Shown, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    """The whole page."""
    stored, who = shown.stored, person_of(request)
    ident = uuid.uuid4() if shown.is_handed_in else shown.ident
    faults = shown.faults
    context: dict[str, Any] = {
        "ident": ident,
        "window": uuid.uuid4().hex,
        "proposal": shown.proposal,
        "proposals": proposals.titles(),
        "form": shown.form,
        "coding": shown.coding,
        "faults": faults,
        "faults_title": _to_fix(len(faults)),
        "stale": shown.stale,
        "handed_in": shown.is_handed_in,
        "theirs": _differences(shown) if shown.stale and stored else [],
        "stored": stored,
        "nothing": any(shown.typed.get(NOTHING, ())),
        "carried": _carried(shown),
        "languages": languages.choices(),
        "recent": _recent(shown),
        "publishes_alone": not settings.REVIEW and who.may(Right.REVIEW),
    }
    return render_desk(request, "log", context | aside(shown), status=status)


def _to_fix(count: int) -> str:
    wording = ngettext("%(count)s thing to fix", "%(count)s things to fix", count)
    return worded.capital(wording % {"count": number(count)})


def aside(shown: Shown, kept: Draft | None = None) -> dict[str, Any]:
    """What stands beside the form: when it was saved, and what would come of it."""
    saved = kept or (None if shown.is_handed_in else shown.stored)
    return {
        "revision": saved.revision if saved else 0,
        "saved_at": saved.saved_at if saved else None,
        "saved": f"{saved.saved_at:%H:%M} UTC" if saved else "",
        "beside": beside.of(shown.proposal, fields=shown.typed),
    }


def _carried(shown: Shown) -> list[tuple[str, str]]:
    """What was typed where this page has no field, such as on provisions of another proposal: kept, to come back to."""
    here = {"proposal", WINDOW, NOTHING, "known", *shown.form.by_name}
    here |= {item.name for block in shown.coding.blocks for item in block.fields}
    return [(name, value) for name, values in shown.typed.items() if name not in here for value in values]


def _recent(shown: Shown) -> list[tuple[str, str]]:
    """(id, words) of the last statements of the actors named, or of all where none is, the last first."""
    rows = statements.of_proposal(shown.proposal.pk, as_of=datetime.now(UTC).date(), known_at=datetime.now(UTC))
    named = set(shown.form.actors)
    own = [row for row in rows if not named or named & {code for code, _ in row.actors}]
    return [(row.ref, in_short(row)) for row in own[: -RECENT - 1 : -1]]


def _differences(shown: Shown) -> list[tuple[str, str, str]]:
    """(field, what is stored, what was typed) wherever two versions differ."""
    stored = shown.stored.fields if shown.stored else {}
    labels = {item.name: item.label for item in shown.form.by_name.values()}
    for block in shown.coding.blocks:
        labels |= {item.name: f"{block.title}: {item.label}" for item in block.fields}
    labels["proposal"] = _("Proposal")
    names = [*labels, *(name for name in stored if name not in labels)]
    return [
        (labels.get(name, name), ", ".join(stored.get(name, ())), ", ".join(shown.typed.get(name, ())))
        for name in names
        if name != WINDOW and stored.get(name, [""]) != shown.typed.get(name, [""])
        if any(stored.get(name, ())) or any(shown.typed.get(name, ()))
    ]
