"""What the buttons of the form of a statement do: save, hand in, publish, lay aside, take back, take up again."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_noop

from guarantors.actions import checking, drafts, submissions
from guarantors.actions.typed import NOTHING
from guarantors.domain.errors import Breach, Refused, Stale, refuse
from guarantors.domain.roles import Right
from guarantors.exchange.spoken import gettext as _
from guarantors.models import Draft, Proposal
from guarantors.pages.desk import log_view
from guarantors.pages.desk.coding_form import CodingForm
from guarantors.pages.desk.log_view import Shown
from guarantors.pages.desk.posted import Posted, keep
from guarantors.pages.desk.statement_form import StatementForm
from guarantors.pages.desk.view import person_of
from guarantors.queries import drafts as draft_rows
from guarantors.queries.drafts import DraftRow
from guarantors.queries.proposals import ProposalRow

TAKEN_BACK = "Taken back by who logged it."


@dataclass
class Work:
    """One posted form: who sends it, the draft as it stands, and the form as it was typed."""

    request: HttpRequest
    owner: str
    ident: uuid.UUID
    stored: DraftRow | None
    posted: Posted
    proposal: ProposalRow
    form: StatementForm = field(init=False)
    coding: CodingForm = field(init=False)

    def __post_init__(self) -> None:
        self.form = StatementForm(self.proposal, self.posted.typed)
        self.coding = CodingForm(self.proposal, self.form.actors, self.posted.typed, unnamed=self.form.unnamed)

    def shown(self, others: Sequence[Breach] = (), stale: Stale | None = None) -> Shown:
        """The page of it, with what is wrong beside its fields, and with the other version where two met."""
        typed = self.posted.typed
        return Shown(self.ident, self.owner, self.proposal, typed, self.form, self.coding, self.stored, others, stale)


def _keep(work: Work) -> Draft:
    return keep(work.posted, work.ident, owner=work.owner, proposal_id=work.proposal.pk, stored=work.stored)


def _save(work: Work) -> HttpResponse:
    _keep(work)
    return _see(f"{_href(work.ident)}#saved")


def _preview(work: Work) -> HttpResponse:
    _keep(work)
    return _see(f"{_href(work.ident)}#beside")


def _autosave(work: Work) -> HttpResponse:
    """What stands beside the form, and the form's new revision; the address becomes that of the draft."""
    kept = _keep(work)
    response = render(work.request, "pages/desk/_log_aside.html", log_view.aside(work.shown(), kept))
    response.headers["HX-Replace-Url"] = _href(work.ident)
    return response


def _lay_aside(work: Work) -> HttpResponse:
    _keep(work)
    drafts.discard(draft_id=str(work.ident), owner=work.owner)
    messages.success(work.request, _("Laid aside. It is kept below, and can be taken up again."))
    return to_list(work)


def _submit(work: Work) -> HttpResponse:
    return _hand_in(work, publish=False)


def _publish(work: Work) -> HttpResponse:
    if not person_of(work.request).may(Right.REVIEW) or settings.REVIEW:
        _keep(work)
        raise refuse(
            "review-is-a-second-coding", "do", gettext_noop("a second person codes it first; save it for review.")
        )
    return _hand_in(work, publish=True)


def _hand_in(work: Work, *, publish: bool) -> HttpResponse:
    """Hand it in, and publish it where one person may. What was typed is saved as a draft first, right or wrong."""
    _keep(work)
    proposal = Proposal.objects.get(pk=work.proposal.pk)
    given, faults = work.form.read()
    try:
        codings = work.coding.codings()
    except Refused as refused:
        codings, faults = [], [*faults, *refused.breaches]
    if not codings and not work.posted.typed.get(NOTHING):
        faults.append(
            Breach(
                "coding-says-something", "codings", gettext_noop("choose a level, or tick below that there is none.")
            )
        )
    unread = {breach.field for breach in faults}
    faults += [breach for breach in checking.breaches(proposal, given, codings) if breach.field not in unread]
    if faults:
        return _refused(work, faults)
    try:
        with transaction.atomic():
            made = submissions.submit(
                proposal=proposal, given=given, codings=codings, by=work.owner, draft_id=str(work.ident)
            )
            if publish:
                submissions.publish_alone(submission=made, by=work.owner)
    except Stale:
        raise
    except Refused as refused:
        return _refused(work, refused.breaches)
    _say_handed_in(work, _("Published, coded once.") if publish else _("Handed in: it waits for a second coder."))
    return to_list(work)


def _refused(work: Work, breaches: Sequence[Breach]) -> HttpResponse:
    others = work.coding.put(work.form.put(breaches))
    work.stored = draft_rows.find(work.ident)
    return log_view.page(work.request, work.shown(others=others), HTTPStatus.UNPROCESSABLE_ENTITY)


def _take_back(work: Work) -> HttpResponse:
    waiting = Draft.objects.select_related("submission").filter(pk=work.ident, owner=work.owner).first()
    if waiting is None or waiting.submission is None:
        raise refuse("draft-is-known", "draft", gettext_noop("it does not wait for review."))
    submissions.give_back(submission=waiting.submission, reason=TAKEN_BACK, by=work.owner)
    messages.success(work.request, _("You took it back: it is a draft again."))
    return _see(_href(work.ident))


def _take_up(work: Work) -> HttpResponse:
    if work.stored is None:
        raise refuse("draft-is-known", "draft", gettext_noop("there is no such draft."))
    found = Draft.objects.select_related("proposal").get(pk=work.ident)
    drafts.save(
        draft_id=str(work.ident),
        owner=work.owner,
        proposal=found.proposal,
        fields=work.stored.fields,
        revision=work.stored.revision,
    )
    return _see(_href(work.ident))


def _say_handed_in(work: Work, text: str) -> None:
    another = f"{reverse('log')}?like={work.ident}&proposal={work.proposal.slug}"
    link = format_html('<a href="{}">{}</a>.', another, _("Log another from the same source"))
    messages.success(work.request, format_html("{} {}", text, link))


def _href(ident: uuid.UUID) -> str:
    return reverse("draft", args=[ident])


def to_list(work: Work) -> HttpResponse:
    return _see(f"{reverse('drafts')}#d-{work.ident}")


def _see(href: str) -> HttpResponse:
    return HttpResponseRedirect(href, status=HTTPStatus.SEE_OTHER)


DEEDS: dict[str, Callable[[Work], HttpResponse]] = {
    "save": _save,
    "autosave": _autosave,
    "preview": _preview,
    "submit": _submit,
    "publish": _publish,
    "lay-aside": _lay_aside,
    "take-back": _take_back,
    "take-up": _take_up,
}
"""The buttons of the form and of the list."""
