"""`/<proposal>/events/`: what happened beside the statements, and who claimed that a state was asked."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from guarantors.address import Address, naming, proposal_or_404, read_address, read_only, worded
from guarantors.domain.day_counts import DayCounts
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import pgettext
from guarantors.pages import as_of_bar, cite, counted, masthead, multiples
from guarantors.pages.labels import label
from guarantors.pages.view import render_view, tidied
from guarantors.queries import events as question
from guarantors.queries.events import EventRow, NominationRow
from guarantors.queries.proposals import ProposalRow

ALLOWED = ("as_of", "known_at")


@read_only
def events(request: HttpRequest, slug: str) -> HttpResponse:
    proposal = proposal_or_404(slug, request)
    where = read_address(request, allowed=ALLOWED)
    if redirect := tidied(request, where):
        return redirect
    happened = question.events(proposal.pk, as_of=where.day)
    named = question.all_nominations(proposal.pk, as_of=where.day)
    context = _context(proposal, where, happened, named)
    context["cite"] = cite.page(request, where, f"{proposal.title}: events", proposal.changed_at)
    return render_view(request, "events", context, where, clocked=False)


def _context(
    proposal: ProposalRow, where: Address, happened: list[EventRow], named: list[NominationRow]
) -> dict[str, Any]:
    page = f"/{proposal.slug}/"
    query = where.clocks().query()
    days = DayCounts.of({event.last_day for event in happened})
    return {
        "mast": masthead.of(proposal, where, current="events"),
        "path": f"{page}events/",
        "corrected": f"{page}corrected/{query}",
        "day": worded.long_day(where.day),
        "bar": as_of_bar.of(DayCounts.of(()), days, where, proposal.made_on),
        "count": f"{counted.events(len(happened))}, {counted.nominations(len(named))}",
        "made": _made(proposal),
        "events": [
            {
                "ref": event.ref,
                "when": worded.short(event.happened_on),
                "iso": event.happened_on.text if event.happened_on.is_day else "",
                "kind": label(event.kind),
                "title": event.title,
                "whom": multiples.whom(event) or pgettext("whom an event concerns", "All"),
                "href": f"{page}{event.actor}/{query}" if event.actor else "",
                "source": event.source_title,
                "source_ref": event.source_ref,
            }
            for event in happened
        ],
        "nominations": [
            {
                "who": naming.actor(item.actor, item.actor_name),
                "href": f"{page}{item.actor}/{query}",
                "by": item.named_by,
                "when": worded.short(item.named_on),
                "iso": item.named_on.text if item.named_on.is_day else "",
                "source": item.source_title,
                "source_ref": item.source_ref,
                "standing": _standing(item),
            }
            for item in named
        ],
    }


def _made(proposal: ProposalRow) -> str:
    made = {"day": worded.long_day(proposal.made_on), "place": proposal.made_at}
    if proposal.made_at:
        return _("The proposal was made on %(day)s, %(place)s.") % made
    return _("The proposal was made on %(day)s.") % made


def _standing(claim: NominationRow) -> str:
    """Whether the claim still stands."""
    if claim.withdrawn_on:
        return _("Withdrawn %(day)s") % {"day": worded.short_day(claim.withdrawn_on)}
    return pgettext("a claim", "Standing")
