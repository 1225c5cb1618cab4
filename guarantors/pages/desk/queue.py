"""`/desk/review/`: what waits for a second coder or a decision, oldest first, as this person may see it."""

import uuid
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from guarantors.address import naming, worded
from guarantors.domain.errors import Breach, refuse_any
from guarantors.domain.roles import Right
from guarantors.domain.text import shown
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import ngettext
from guarantors.pages import words
from guarantors.pages.desk import compared, waiting_words
from guarantors.pages.desk.access import desk
from guarantors.pages.desk.view import person_of, render_desk
from guarantors.pages.flags import flag
from guarantors.pages.labels import within
from guarantors.pages.view import options
from guarantors.queries import proposals, waiting
from guarantors.queries.people import Person
from guarantors.queries.waiting import Turn, WaitingRow, Whose

ACTORS_AT_MOST = 3
"""A joint declaration names dozens."""

WHOSE = {Whose.TODO: gettext_noop("For me to do"), Whose.LOGGED: gettext_noop("Logged by me")}


@require_safe
@desk(Right.LOG)
def queue(request: HttpRequest) -> HttpResponse:
    who = person_of(request)
    titles = dict(proposals.titles())
    asked = {name: str(value) for name, value in request.GET.items() if value}
    refuse_any(_breaches(asked, titles))
    proposal, whose = asked.get("proposal"), asked.get("whose")
    found = waiting.queue(
        who,
        proposal=proposal,
        whose=Whose(whose) if whose else None,
        after=uuid.UUID(asked["after"]) if "after" in asked else None,
    )
    now = datetime.now(UTC)
    context = {
        "rows": [_row(row, who, now) for row in found.rows],
        "count": waiting_words.wait(found.count),
        "to_do": waiting_words.to_do(waiting.count_to_do(who)) if who.may(Right.REVIEW) else "",
        "proposals": options(_("All proposals"), titles, proposal),
        "whose": options(_("All that wait"), {item.value: _(text) for item, text in WHOSE.items()}, whose),
        "is_filtered": bool(proposal or whose),
        "is_later": "after" in asked,
        "first": _query(asked),
        "next": _query(asked, after=str(found.after)) if found.after else "",
    }
    return render_desk(request, "queue", context)


def _breaches(asked: Mapping[str, str], titles: Collection[str]) -> Iterator[Breach]:
    allowed: dict[str, Collection[str]] = {"proposal": titles, "whose": list(Whose), "after": ()}
    for name, value in asked.items():
        if name not in allowed:
            wording = gettext_noop("is not known here; there are %(allowed)s.")
            yield Breach("parameter-is-known", shown(name), wording, allowed=tuple(allowed))
        elif name == "after":
            if not _is_id(value):
                wording = gettext_noop("“%(text)s” is no id; leave it out.")
                yield Breach("after-is-in-the-list", name, wording, text=shown(value))
        elif value not in allowed[name]:
            wording = gettext_noop("“%(text)s” is not known here; there are %(allowed)s.")
            yield Breach("word-is-known", name, wording, text=shown(value), allowed=", ".join(allowed[name]))


def _is_id(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def _query(asked: Mapping[str, str], **more: str) -> str:
    kept = {name: value for name, value in asked.items() if name != "after"}
    return f"?{urlencode(kept | more)}" if kept | more else ""


def _more(count: int) -> str:
    """How many actors are not named besides those that are; "" for none."""
    if count < 1:
        return ""
    wording = ngettext("and %(count)s more actor", "and %(count)s more actors", count)
    return wording % {"count": worded.figure(count)}


def _row(row: WaitingRow, who: Person, now: datetime) -> dict[str, Any]:
    actors = row.statement.actors
    return {
        "id": row.id,
        "href": reverse("review", args=[row.id]),
        "actors": [(naming.actor(code, name), flag(code)) for code, name in actors[:ACTORS_AT_MOST]],
        "more": _more(len(actors) - ACTORS_AT_MOST),
        "summary": row.statement.summary,
        "speaker": words.speaker(row.statement),
        "voice": within(row.statement.voice),
        "when": words.said_when(row.statement),
        "publisher": row.statement.source.publisher,
        "proposal": row.statement.proposal_title,
        "flags": [waiting_words.risk(risk) for risk in dict.fromkeys(flag.risk for flag in row.flags)],
        "logged_by": row.logged_by,
        "coded_by": row.coded_by,
        "first": compared.chips(row.first.codings) if row.first else None,
        "second": compared.chips(row.second.codings) if row.second else None,
        "own": row.logged_by == who.username,
        "yours": row.coded_by == who.username,
        "to_code": row.turn is Turn.CODE,
        "waits": waiting_words.waits(row.logged_at, now),
        "since": row.logged_at,
        "state": waiting_words.state(row, who.username),
        "action": waiting_words.action(row.turn),
    }
