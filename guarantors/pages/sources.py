"""`/sources/`: every source that was read, and how many statements rest on it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop

from guarantors import address
from guarantors.address import Address, read_address, read_only, worded
from guarantors.domain.errors import refuse
from guarantors.domain.voice import SourceKind, SourceStatus
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import ngettext
from guarantors.pages import counted, pager, standing, words
from guarantors.pages.desk.languages import name_of
from guarantors.pages.labels import label
from guarantors.pages.view import Choice, options, render_view, tidied
from guarantors.queries import proposals
from guarantors.queries import sources as question
from guarantors.queries.sources import Sort, SourceLine

PAGE = 100

SORT_LABELS = {
    Sort.NEWEST: gettext_noop("Newest first"),
    Sort.OLDEST: gettext_noop("Oldest first"),
    Sort.PUBLISHER: gettext_noop("Publisher"),
    Sort.TITLE: gettext_noop("Title"),
    Sort.STATEMENTS: gettext_noop("Most statements"),
}


@read_only
def sources(request: HttpRequest) -> HttpResponse:
    titles = dict(proposals.titles())
    where = read_address(request, allowed=address.SOURCE_PARAMETERS, words=address.source_words(titles))
    if redirect := tidied(request, where):
        return redirect
    lines = question.listing(address.wanted_sources(where), known_at=where.moment)
    refs = [line.ref for line in lines]
    if where.after and where.after not in refs:
        wording = gettext_noop("“%(ref)s” is not in this list; leave it out to begin at the top.")
        raise refuse("after-is-in-the-list", "after", wording, ref=where.after)
    start = refs.index(where.after) + 1 if where.after else 0
    previous = None if not start else refs[start - PAGE - 1] if start > PAGE else ""
    context = {
        "sources": [_row(line, where) for line in lines[start : start + PAGE]],
        "count": counted.sources(len(lines)),
        "pager": pager.of(where, previous, refs[start + PAGE - 1] if start + PAGE < len(refs) else None),
        "choices": _choices(where, titles),
        "is_filtered": bool(where.q or where.proposal or where.kind),
        "unfiltered": where.only("known_at", "sort").query(),
        "known": address.shown_moment(where.known_at) if where.known_at else "",
        "latest": where.with_(known_at=None, after="").query(),
    }
    return render_view(request, "sources", context, where)


def _row(line: SourceLine, where: Address) -> dict[str, Any]:
    known = where.only("known_at")
    return {
        "ref": line.ref,
        "href": f"/sources/{line.ref}/{known.query()}",
        "title": line.title,
        "publisher": line.publisher,
        "authors": words.joined(line.authors),
        "published": worded.short_day(line.published_on) if line.published_on else "",
        "iso": line.published_on.isoformat() if line.published_on else "",
        "language": line.language,
        "kind_and_language": f"{label(line.kind)}, {name_of(line.language)}",
        "standing": standing.of_source(line.status),
        "is_withdrawn": line.status is SourceStatus.WITHDRAWN,
        "checked": _(words.CHECKED[line.verified]),
        "statements": line.statements,
        "statements_in": ngettext("%(count)s in %(title)s", "%(count)s in %(title)s", line.statements)
        % {"count": line.statements, "title": line.title},
        "statements_href": "/statements/" + known.with_(source=line.ref, proposal=where.proposal).query(),
    }


def _choices(where: Address, titles: Mapping[str, str]) -> dict[str, list[Choice]]:
    order = Sort(where.sort or Sort.NEWEST)
    return {
        "proposal": options(_("All proposals"), titles, where.proposal),
        "kind": options(_("All kinds"), {item: label(item) for item in SourceKind}, where.kind),
        "sort": [Choice(item, _(text), item is order) for item, text in SORT_LABELS.items()],
    }
