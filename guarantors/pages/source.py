"""`/sources/<id>/`: one source, and every statement that it carries."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse

from guarantors import address
from guarantors.address import read_address, read_only, worded
from guarantors.exchange.spoken import gettext as _
from guarantors.pages import cite, counted, said, standing, words
from guarantors.pages.desk.languages import name_of
from guarantors.pages.labels import label
from guarantors.pages.view import render_view, tidied
from guarantors.queries import sources, statements
from guarantors.queries.then import Then


@read_only
def source(request: HttpRequest, ref: str) -> HttpResponse:
    where = read_address(request, allowed=("known_at",))
    if redirect := tidied(request, where):
        return redirect
    then = Then.of(where.known_at)
    found = sources.find(ref, then=then)
    if found is None or found.recorded_at > where.moment:
        raise Http404(_("There is no source “%(ref)s” on record.") % {"ref": address.shown(ref)})
    rows = statements.of_source(found.pk, known_at=where.moment, then=then)
    context = {
        "source": found,
        "kind": label(found.kind),
        "language": name_of(found.language),
        "published_on": worded.long_day(found.published_on) if found.published_on else "",
        "standing": standing.of_source(found.status),
        "retrieved": _retrieved(found.retrieved_at),
        "authors": words.joined(found.authors),
        "count": counted.statements(len(rows)),
        "cite": cite.source(request, found, where),
        "statements": [said.item(row, query=where.query()) for row in rows],
    }
    return render_view(request, "source", context, where)


def _retrieved(moment: datetime | None) -> str:
    return f"{worded.short_day(moment.date())}, {moment:%H:%M} UTC" if moment else ""
