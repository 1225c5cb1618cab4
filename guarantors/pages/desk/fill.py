"""`/desk/fill/source/` and `/desk/fill/speaker/`: what is on record of an address or a name that was just typed."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guarantors.domain.roles import Right
from guarantors.pages.desk import prefill
from guarantors.pages.desk.access import desk
from guarantors.pages.desk.posted import clean
from guarantors.pages.desk.statement_form import StatementForm


@require_safe
@desk(Right.LOG)
def source(request: HttpRequest) -> HttpResponse:
    """The rest of the source's fields, read-only where it is known; 204 where nothing of that changes."""
    typed = {name: [clean(str(value)) for value in values] for name, values in request.GET.lists()}
    proposal = prefill.proposal_of(typed)
    form = StatementForm(proposal, typed) if proposal else None
    if form is None or (form.known.ref if form.known else "") == typed.get("known", [""])[0]:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return render(request, "pages/desk/_source_rest.html", {"form": form})


@require_safe
@desk(Right.LOG)
def speaker(request: HttpRequest) -> HttpResponse:
    """Office, voice and actors of the speaker's last statement, for the page to put where it is blank."""
    typed = {"proposal": [clean(request.GET.get("proposal", ""))]}
    proposal = prefill.proposal_of(typed)
    said = prefill.said_by(clean(request.GET.get("speaker", "")), proposal) if proposal else None
    words = prefill.sentence(said) if said else ""
    return render(request, "pages/desk/_proposed.html", {"said": said, "words": words})
