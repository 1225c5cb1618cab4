"""`/actors/<CODE>/`: an actor across proposals, its part and stance in each, and what was said on its behalf."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from guarantors import address
from guarantors.address import Address, naming, read_address, read_only, worded
from guarantors.domain import chart
from guarantors.domain.stance import NO_STANCE
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import ngettext
from guarantors.pages import cite, confidence, counted, said, words
from guarantors.pages.flags import flag
from guarantors.pages.labels import label, standing
from guarantors.pages.lines import spark
from guarantors.pages.view import render_view, tidied
from guarantors.queries import actors, proposals, readings, search
from guarantors.queries.actors import ActorBrief, Part
from guarantors.queries.then import Then

SHOWN = 20
"""The newest statements on the page; the rest is a link away."""


@read_only
def actor(request: HttpRequest, code: str) -> HttpResponse:
    where = read_address(request, allowed=address.ACTOR_PARAMETERS)
    if redirect := tidied(request, where):
        return redirect
    found = address.actor_or_404(code, request)
    then = Then.of(where.known_at)
    parts = actors.parts(code, as_of=where.day, known_at=where.moment, then=then)
    rows, total = search.of_actor(code, as_of=where.day, known_at=where.moment, most=SHOWN, then=then)
    rests = readings.resting([row.statement_id for row in rows], where.moment, then)
    known = where.only("known_at")
    context = {
        "actor": found,
        "flag": flag(code),
        "kind": label(found.kind),
        "day": worded.long_day(where.day),
        "day_iso": where.day.isoformat(),
        "today_iso": where.now.date().isoformat(),
        "known": address.shown_moment(where.known_at) if where.known_at else "",
        "known_iso": address.written_moment(where.known_at) if where.known_at else "",
        "latest": where.with_(known_at=None).query(),
        "stem": f"/actors/{found.code}",
        "parts": [_part(part, found, where) for part in parts],
        "count": f"{counted.proposals(len(parts))}, {counted.statements(total)}",
        "statements": [
            said.item(row, query=known.query(), rests=_own(rests.get(row.statement_id, ()), found)) for row in rows
        ],
        "all_statements": _all(total) if total > len(rows) else "",
        "all_href": "/statements/" + known.with_(actor=code, to=where.as_of).query(),
        "cite": cite.page(request, where, f"{found.name} across proposals", proposals.last_change() or where.now),
    }
    return render_view(request, "actor", context, where)


def _own(records: Iterable[readings.Rest], actor: ActorBrief) -> list[dict[str, str]]:
    """A joint statement sets the stance of many; here it is about one."""
    return said.rests(record for record in records if record.actor_code == actor.code)


def _part(part: Part, found: ActorBrief, where: Address) -> dict[str, Any]:
    on = chart.scale(min([part.made_on, *(step.effective_day for step in part.steps)]), where.day)
    return {
        "slug": part.slug,
        "title": part.title,
        "href": f"/{part.slug}/{found.code}/{where.clocks().query()}",
        "role_and_days": _role_and_days(part),
        "level": part.level or NO_STANCE,
        "label": standing(part.level, bool(part.statements)),
        "confidence": confidence.in_words(part.confidence) if part.confidence else "",
        "since": words.since(part.began) if part.began else "",
        "since_iso": part.began.effective_day.isoformat() if part.began else "",
        "span": _("%(first)s to %(last)s") % {"first": worded.short_day(on.start), "last": worded.short_day(on.end)},
        "spark": spark(
            naming.of(found),
            part.steps,
            on=on,
            asked_on=part.since if part.gives_the_guarantee else None,
        ),
        "statements": part.statements,
        "statements_on": ngettext("%(count)s on %(title)s", "%(count)s on %(title)s", part.statements)
        % {"count": part.statements, "title": part.title},
        "statements_href": "/statements/"
        + where.only("known_at").with_(actor=found.code, proposal=part.slug, to=where.as_of).query(),
    }


def _all(total: int) -> str:
    return ngettext("All %(count)s statements", "All %(count)s statements", total) % {"count": total}


def _role_and_days(part: Part) -> str:
    """`Proposed guarantor since 29 Mar 2022 until 1 Apr 2023`, with the days that are on record."""
    said = {
        "role": label(part.role),
        "since": worded.short_day(part.since) if part.since else "",
        "until": worded.short_day(part.until) if part.until else "",
    }
    if part.since and part.until:
        return _("%(role)s since %(since)s until %(until)s") % said
    if part.since:
        return _("%(role)s since %(since)s") % said
    return _("%(role)s until %(until)s") % said if part.until else said["role"]
