"""`/actors/`: everybody on record as an actor, and the proposals that each has a part in."""

from collections import defaultdict

from django.http import HttpRequest, HttpResponse

from guarantors import address
from guarantors.address import naming, read_address, read_only, worded
from guarantors.domain.stance import NO_STANCE
from guarantors.pages import counted
from guarantors.pages.flags import flag
from guarantors.pages.labels import label, within
from guarantors.pages.view import render_view, tidied
from guarantors.queries import proposals
from guarantors.queries.actors import briefs


@read_only
def actors(request: HttpRequest) -> HttpResponse:
    where = read_address(request, allowed=address.ACTOR_PARAMETERS)
    if redirect := tidied(request, where):
        return redirect
    query = where.clocks().query()
    parts: dict[str, list[dict[str, str]]] = defaultdict(list)
    for item in proposals.with_stances(as_of=where.day, known_at=where.moment):
        for part, level in item.stances:
            parts[part.code].append(
                {
                    "title": item.proposal.title,
                    "href": f"/{item.proposal.slug}/{part.code}/{query}",
                    "role": within(part.role),
                    "level": level or NO_STANCE,
                    "label": label(level or NO_STANCE),
                }
            )
    rows = [
        {
            "code": actor.code,
            "name": naming.of(actor),
            "kind": label(actor.kind),
            "flag": flag(actor.code),
            "href": f"/actors/{actor.code}/{query}",
            "parts": parts[actor.code],
        }
        for actor in naming.in_order(briefs())
    ]
    context = {
        "actors": rows,
        "count": counted.actors(len(rows)),
        "day": worded.long_day(where.day),
        "known": address.shown_moment(where.known_at) if where.known_at else "",
        "latest": where.with_(known_at=None).query(),
    }
    return render_view(request, "actors", context, where)
