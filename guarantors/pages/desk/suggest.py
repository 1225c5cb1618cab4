"""`/desk/suggest/`: what is on record that begins as an editor types, as the options of a list beneath the field."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guarantors.address import one_of, single
from guarantors.domain.roles import Right
from guarantors.pages.desk.access import desk
from guarantors.queries.suggestions import FIELDS, suggestions

LONGEST = 200
"""More than a name or a title is an article pasted by mistake: only its beginning is looked for."""


@require_safe
@desk(Right.LOG)
def suggest(request: HttpRequest) -> HttpResponse:
    """`?field=&q=&proposal=`. Refused for an unknown field; an unknown proposal only changes the order of none."""
    field, q, proposal = (single(name, request.GET.getlist(name)) for name in ("field", "q", "proposal"))
    found = suggestions(one_of(field, FIELDS, "field"), q[:LONGEST], proposal[:LONGEST].replace("\0", ""))
    return render(request, "pages/desk/suggest.html", {"suggestions": found})
