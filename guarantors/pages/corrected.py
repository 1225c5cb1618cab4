"""`/<proposal>/corrected/`: what we corrected or withdrew later of a view of the past.

It is a page of its own, since a view with both clocks fixed never changes: the view only leads here, and with scripts
the answer is shown within it.
"""

from django.http import HttpRequest, HttpResponse

from guarantors import address
from guarantors.address import Address, proposal_or_404, read_address, read_only
from guarantors.domain import dates
from guarantors.domain.errors import refuse
from guarantors.domain.stance import label
from guarantors.pages import masthead
from guarantors.pages.view import render_view, tidied
from guarantors.pages.words import joined, number
from guarantors.queries import proposals
from guarantors.queries.corrected_later import LaterCorrection, corrected_later


@read_only
def corrected(request: HttpRequest, slug: str) -> HttpResponse:
    proposal = proposal_or_404(slug, request)
    parts = proposals.guarantors(proposal)
    where = read_address(
        request, allowed=("as_of", "known_at", "actor"), words={"actor": [part.code for part in parts]}
    )
    if redirect := tidied(request, where):
        return redirect
    if where.known_at is None:
        raise refuse("past-view-has-a-moment", "known_at", "say of which moment; write 2022-04-02T00:00:00Z or a day.")
    part = next((part for part in parts if part.code == where.actor), None)
    found = corrected_later(
        proposal.pk,
        as_of=where.day,
        known_at=where.moment,
        guarantor_id=part.pk if part else None,
        actor=part.code if part else None,
    )
    view = where.clocks()
    path = f"/{slug}/{part.code}/" if part else f"/{slug}/"
    context = {
        "mast": masthead.of(proposal, view, current=""),
        "day": dates.long_day(where.day),
        "known": address.shown_moment(where.moment),
        "of": f"{part.name} on the {proposal.title}" if part else proposal.title,
        "lead": _lead(len(found)),
        "lines": [_line(item, slug, where) for item in found],
        "then": path + view.query(),
        "now": path + where.only("as_of").query(),
    }
    return render_view(request, "corrected", context, where, clocked=False)


def _lead(count: int) -> str:
    if not count:
        return "Nothing in it was corrected or withdrawn later."
    entries = "One entry in it was" if count == 1 else f"{number(count).capitalize()} entries in it were"
    return f"{entries} corrected or withdrawn later:"


def _line(item: LaterCorrection, slug: str, where: Address) -> dict[str, str]:
    """A later correction in words, with a link to where it is shown as it stands."""
    closed = f"{'withdrawn' if item.withdrawn else 'corrected'} {dates.short_day(item.closed_at.date())}"
    who = joined(item.actor_names)
    if item.level is None:
        text, href = f"Statement {item.ref} for {who}, {closed}", f"/statements/{item.ref}/#history"
        return {"text": text, "href": href, "why": item.reason}
    on = f" on “{item.provision}”" if item.provision else ""
    clocks = where.only("as_of").query()
    place = f"{clocks}#h-closed" if item.withdrawn else f"{item.ref}/{clocks}"
    return {
        "text": f"{who}: {label(item.level).lower()}{on} from {dates.short_day(item.day)}, {closed}",
        "href": f"/{slug}/{item.actor_codes[0]}/{place}",
        "why": item.reason,
    }
