"""`/desk/log/` and `/desk/drafts/<uuid>/`: the form in which a statement is logged, saved as it is typed."""

import uuid
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from guarantors.domain.errors import Stale, refuse
from guarantors.domain.roles import Right
from guarantors.exchange.spoken import gettext as _
from guarantors.pages.desk import again, log_view, prefill
from guarantors.pages.desk.access import desk, refusal
from guarantors.pages.desk.log_deeds import DEEDS, Work, to_list
from guarantors.pages.desk.posted import Posted, is_same
from guarantors.pages.desk.view import person_of
from guarantors.queries import drafts as draft_rows
from guarantors.queries.drafts import DraftRow


@require_safe
@desk(Right.LOG)
def log(request: HttpRequest) -> HttpResponse:
    """A new form, under an id of its own, so that two presses make one draft."""
    who = person_of(request)
    return _form_page(request, uuid.uuid4(), prefill.at_first(request, who.username), None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.LOG)
def draft(request: HttpRequest, ident: uuid.UUID) -> HttpResponse:
    """A draft of one's own; an id that nobody has used yet is a new one, since a browser may hold text for it."""
    owner = person_of(request).username
    stored = draft_rows.find(ident)
    if stored is not None and stored.owner != owner:
        raise Http404(_("There is no draft of yours under this address."))
    if request.method == "POST":
        return _act(request, owner, ident, stored)
    if stored is None:
        return _form_page(request, ident, prefill.at_first(request, owner), None)
    if stored.submission_id is not None:
        return redirect(f"{reverse('drafts')}#d-{ident}")
    return _form_page(request, ident, stored.fields, stored)


def _form_page(request: HttpRequest, ident: uuid.UUID, typed: prefill.Typed, stored: DraftRow | None) -> HttpResponse:
    proposal = prefill.proposal_of(typed)
    if proposal is None:
        raise Http404(_("There is no proposal on record yet, so there is nothing that a statement could be about."))
    work = Work(request, person_of(request).username, ident, stored, Posted("", 0, typed, False), proposal)
    has_source = any(any(typed.get(name, ())) for name in ("source_url", "source_title"))
    first = work.form.speaker[0] if has_source else work.form.source[0]
    first.begins = stored is None  # where the source is given already, the next thing to type is who spoke
    return log_view.page(request, work.shown())


def _act(request: HttpRequest, owner: str, ident: uuid.UUID, stored: DraftRow | None) -> HttpResponse:
    posted = Posted.of(request)
    if posted.do not in DEEDS:
        raise refuse(
            "deed-is-known", "do", gettext_noop("there is no such button; there are %(deeds)s."), deeds=(*DEEDS,)
        )
    proposal = prefill.proposal_of(posted.typed)
    if proposal is None:
        raise Http404(_("There is no proposal on record yet."))
    if posted.do in ("save", "preview") and not posted.scripts:
        posted = Posted(posted.do, posted.revision, prefill.completed(posted.typed, proposal), False)
    work = Work(request, owner, ident, stored, posted, proposal)
    try:
        return DEEDS[posted.do](work)
    except Stale as stale:
        return _conflict(work, stale)


def _conflict(work: Work, stale: Stale) -> HttpResponse:
    """Another window saved it, or it was handed in: both versions are shown, and one's own stays in the form."""
    work.stored = draft_rows.find(work.ident)
    own = work.stored is not None and is_same(work.stored.fields, work.posted.typed)
    if own and work.posted.do in ("submit", "publish"):  # pressed twice: the first press has done it
        return to_list(work)
    if again.is_fragment(work.request):
        text = _(
            "Not saved: this draft was saved or handed in elsewhere meanwhile. Press Save draft to see both versions."
        )
        return again.short(text, HTTPStatus.CONFLICT)
    if work.posted.do in ("take-up", "take-back"):
        return refusal(work.request, _("Too late"), breaches=stale.breaches, status=HTTPStatus.CONFLICT)
    return log_view.page(work.request, work.shown(stale=stale), HTTPStatus.CONFLICT)
