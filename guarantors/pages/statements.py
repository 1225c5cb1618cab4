"""`/statements/`: every statement on record, found by its words and by filters."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop

from guarantors import address
from guarantors.address import Address, naming, read_address, read_only, worded
from guarantors.address.keeping import ASK_AGAIN
from guarantors.domain.errors import refuse
from guarantors.domain.search import tokens
from guarantors.domain.stance import NO_STANCE, Level
from guarantors.domain.voice import Directness, Identification, Voice
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import ngettext
from guarantors.pages import counted, pager, said
from guarantors.pages.highlight import marker
from guarantors.pages.labels import label
from guarantors.pages.view import Choice, options, render_view, tidied
from guarantors.queries import actors, proposals, readings
from guarantors.queries import search as question
from guarantors.queries.actors import ActorBrief
from guarantors.queries.search import Found, Sort, Wanted
from guarantors.queries.then import Then

ALLOWED = address.STATEMENT_PARAMETERS
FURTHER = ("voice", "identification", "directness", "level", "provision", "from_", "to", "known_at")
"""Filters behind the disclosure, which stands open while one of them is in use."""

SORT_LABELS: Mapping[str, str] = {Sort.NEWEST: gettext_noop("Newest first"), Sort.OLDEST: gettext_noop("Oldest first")}
ACTORS_OFFERED = 3


@read_only
def statements(request: HttpRequest) -> HttpResponse:
    clauses = proposals.provisions_by_proposal()
    people = naming.in_order(actors.briefs())
    where = read_address(
        request,
        allowed=ALLOWED,
        words=address.statement_words(request.GET, clauses, [person.code for person in people]),
    )
    if redirect := tidied(request, where):
        return redirect
    source = address.source_of(where)
    wanted = address.wanted_statements(where)
    try:
        found = question.search(wanted, known_at=where.moment, then=Then.of(where.known_at), after=where.after)
    except question.NotInTheList:
        wording = gettext_noop("“%(ref)s” is not in this list; leave it out to begin at the top.")
        raise refuse("after-is-in-the-list", "after", wording, ref=where.after) from None
    context = {
        **_results(found, wanted, where, where.moment),
        "choices": _choices(where, clauses, people),
        "first_iso": where.from_.isoformat() if where.from_ else "",
        "last_iso": where.to.isoformat() if where.to else "",
        "today_iso": where.now.date().isoformat(),
        "source": source,
        "without_source": where.with_(source=None, after="").query(),
        "is_narrowed": any(getattr(where, name) for name in FURTHER),
        "unfiltered": where.only("known_at").query(),
        "is_filtered": len(where.clocks().given()) < len(where.given()),
        "latest": where.with_(known_at=None, after="").query(),
        "known_iso": address.written_moment(where.known_at) if where.known_at else "",
        "known": address.shown_moment(where.known_at) if where.known_at else "",
        "offered": _offered(where, people),
    }
    response = render_view(request, "statements", context, where)
    # The filters offer every proposal and actor of now, so the page is not kept, whatever its clocks.
    response.headers["Cache-Control"] = ASK_AGAIN
    return response


def _results(found: Found, wanted: Wanted, where: Address, moment: datetime) -> dict[str, Any]:
    query = where.only("known_at").query()
    rests = readings.resting([row.statement_id for row in found.rows], moment)
    mark = marker(wanted.query)
    items = [
        said.item(row, query=query, mark=mark, rests=said.rests(rests.get(row.statement_id, ()))) for row in found.rows
    ]
    return {
        "statements": items,
        "count": _count(found, wanted),
        "ranked_only": found.has_more and wanted.order is Sort.RELEVANCE,
        "most": worded.figure(question.MOST_COUNTED),
        "by_date": where.with_(sort=Sort.NEWEST, after="").query(),
        "nothing_asked": bool(wanted.query and not wanted.query.terms),
        "pager": pager.of(where, found.previous, found.next),
    }


def _count(found: Found, wanted: Wanted) -> str:
    how_many = counted.statements(found.total)
    if found.has_more:
        how_many = ngettext("More than %(count)s statement", "More than %(count)s statements", found.total) % {
            "count": worded.figure(found.total)
        }
    return _("%(statements)s with “%(words)s”") % {"statements": how_many, "words": wanted.q} if wanted.q else how_many


def _choices(
    where: Address, clauses: Mapping[str, Mapping[str, str]], people: Iterable[ActorBrief]
) -> dict[str, list[Choice]]:
    titles = dict(proposals.titles())
    orders = {word: _(title) for word, title in SORT_LABELS.items()}
    some = dict(clauses[where.proposal]) if where.proposal else {}
    for one in () if where.proposal else clauses.values():
        some |= one
    return {
        "proposal": options(_("All proposals"), titles, where.proposal),
        "actor": options(_("All actors"), {person.code: naming.of(person) for person in people}, where.actor),
        "voice": options(_("Any"), {item: label(item) for item in Voice}, where.voice),
        "identification": options(_("Any"), {item: label(item) for item in Identification}, where.identification),
        "directness": options(_("Any"), {item: label(item) for item in Directness}, where.directness),
        "level": options(
            _("Any"), {**{item: label(item) for item in Level}, NO_STANCE: _("None rests on it")}, where.level
        ),
        "provision": options(_("Any"), some, where.provision),
        # The order by default is no word at all, so that who types into the bare list gets the best match.
        "sort": options(_("Best match, else newest"), orders, where.sort),
    }


def _offered(where: Address, people: Iterable[ActorBrief]) -> list[dict[str, str]]:
    """Actors of that name: who looks for “Germany” may want what was said on its behalf."""
    asked = " ".join(tokens(where.q))
    found = [person for person in people if asked and " ".join(tokens(naming.of(person))).startswith(asked)]
    return [
        {
            "name": naming.of(person),
            "href": where.only("known_at").with_(actor=person.code).query(),
            "code": person.code,
        }
        for person in found[:ACTORS_OFFERED]
        if len(asked) > 2 and person.code != where.actor
    ]
