"""RFC 7089 (Memento) on the record-time axis: `/timegate/<page>` and `/timemap/<page>`.

The original resource is a page as we know it now, a memento is the same page at a `known_at`. The gate is an address of
its own, so that pages need not vary on a header that no browser sends.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve

from guarantors import address
from guarantors.address import languages, read_only, written_moment, written_query
from guarantors.domain.errors import refuse
from guarantors.pages.headers import LINK_FORMAT, http_date, memento_links
from guarantors.queries.moments import moments


@read_only
def timegate(request: HttpRequest, page: str) -> HttpResponse:
    """A redirect to the page as it was at the moment of `Accept-Datetime`, to the last state where none is given."""
    path, query, found = _states(request, page)
    wanted = _wanted(request)
    # The date of a memento is written to the second, so that asking for it again must find it.
    chosen = max((moment for moment in found if moment.replace(microsecond=0) <= wanted), default=found[0])
    response = HttpResponse(status=302)
    response.headers["Location"] = path + written_query([*query, ("known_at", written_moment(chosen))])
    response.headers["Vary"] = "Accept-Datetime"
    response.headers["Link"] = memento_links(request, path, query)
    return response


@read_only
def timemap(request: HttpRequest, page: str) -> HttpResponse:
    """Every state of the page that the record holds, oldest first, as links with their moments."""
    path, query, found = _states(request, page)
    bounds = f'from="{http_date(found[0])}"; until="{http_date(found[-1])}"'
    lines = [memento_links(request, path, query).replace('rel="timemap"', f'rel="self timemap"; {bounds}', 1)]
    for place, moment in enumerate(found):
        edge = " ".join([*(["first"] if place == 0 else []), *(["last"] if moment == found[-1] else []), "memento"])
        at = request.build_absolute_uri(path + written_query([*query, ("known_at", written_moment(moment))]))
        lines.append(f'<{at}>; rel="{edge}"; datetime="{http_date(moment)}"')
    return HttpResponse(",\n".join(lines) + "\n", content_type=LINK_FORMAT)


def _states(request: HttpRequest, page: str) -> tuple[str, list[tuple[str, str]], list[datetime]]:
    """The page's path with its language, its parameters without the recorded clock, and the moments of its states, of
    which there is at least one."""
    path = f"/{page}"
    code, bare = languages.split(path)
    try:
        match = resolve(bare)
    except Resolver404:
        raise Http404("There is no page at that address.") from None
    if code and not (code in languages.OTHERS and languages.is_translated(bare, code)):
        raise Http404("There is no such page in that language.")
    query = [(name, value) for name, values in request.GET.lists() for value in values if name != "known_at"]
    found = moments(**_scope(match))
    if not found:
        raise Http404("Nothing is on record for that page.")
    return path, query, found


def _scope(match: ResolverMatch) -> dict[str, str]:
    if match.url_name == "statement":
        return {"statement": match.kwargs["ref"]}
    return {"proposal": match.kwargs["slug"]} if "slug" in match.kwargs else {}


def _wanted(request: HttpRequest) -> datetime:
    text = request.headers.get("Accept-Datetime", "")
    if not text:
        return datetime.now(UTC)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        fact = f"“{address.shown(text)}” is not a date of HTTP; write Sat, 02 Apr 2022 00:00:00 GMT."
        raise refuse("moment-is-possible", "Accept-Datetime", fact) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
