"""`/sources/<id>/`: one source, and every statement that it carries."""

from django.http import Http404, HttpRequest, HttpResponse

from guarantors import address
from guarantors.address import read_address, read_only
from guarantors.domain import dates
from guarantors.domain.stance import label
from guarantors.domain.voice import SourceStatus
from guarantors.pages import cite, said, words
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
        raise Http404(f"There is no source “{address.shown(ref)}” on record.")
    rows = statements.of_source(found.pk, known_at=where.moment, then=then)
    context = {
        "source": found,
        "kind": label(found.kind),
        "published_on": dates.long_day(found.published_on) if found.published_on else "",
        "standing": "" if found.status is SourceStatus.STANDING else f"{label(found.status)} by its publisher",
        "authors": words.joined(found.authors),
        "count": words.count_of(len(rows), "statement"),
        "cite": cite.source(request, found, where),
        "statements": [said.item(row, query=where.query()) for row in rows],
    }
    return render_view(request, "source", context, where)
