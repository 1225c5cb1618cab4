"""`/<proposal>/corrected/`: what we corrected or withdrew later of a view of the past.

It is a page of its own, since a view with both clocks fixed never changes: the view only leads here, and with scripts
the answer is shown within it.
"""

from django.http import HttpRequest, HttpResponse

from guarantors import address
from guarantors.address import Address, naming, proposal_or_404, read_address, read_only, worded
from guarantors.domain.errors import gettext_noop, refuse
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import ngettext
from guarantors.pages import masthead
from guarantors.pages.labels import within
from guarantors.pages.view import render_view, tidied
from guarantors.pages.words import joined, number
from guarantors.queries import proposals
from guarantors.queries.corrected_later import LaterCorrection, corrected_later
from guarantors.queries.proposals import GuarantorBrief, ProposalRow


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
        wording = gettext_noop("say of which moment; write 2022-04-02T00:00:00Z or a day.")
        raise refuse("past-view-has-a-moment", "known_at", wording)
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
        "day": worded.long_day(where.day),
        "known": address.shown_moment(where.moment),
        "of": _of(part, proposal),
        "lead": _lead(len(found)),
        "lines": [_line(item, slug, where) for item in found],
        "then": path + view.query(),
        "now": path + where.only("as_of").query(),
    }
    return render_view(request, "corrected", context, where, clocked=False)


def _lead(count: int) -> str:
    if not count:
        return _("Nothing in it was corrected or withdrawn later.")
    return ngettext(
        "%(count)s entry in it was corrected or withdrawn later:",
        "%(count)s entries in it were corrected or withdrawn later:",
        count,
    ) % {"count": number(count).capitalize()}


def _of(part: GuarantorBrief | None, proposal: ProposalRow) -> str:
    if part is None:
        return proposal.title
    return _("%(name)s on the %(title)s") % {"name": naming.of(part), "title": proposal.title}


def _line(item: LaterCorrection, slug: str, where: Address) -> dict[str, str]:
    """A later correction in words, with a link to where it is shown as it stands."""
    if item.level is None:
        return {"text": _of_statement(item), "href": f"/statements/{item.ref}/#history", "why": item.reason}
    clocks = where.only("as_of").query()
    place = f"{clocks}#h-closed" if item.withdrawn else f"{item.ref}/{clocks}"
    return {"text": _of_stance(item), "href": f"/{slug}/{item.actor_codes[0]}/{place}", "why": item.reason}


def _of_statement(item: LaterCorrection) -> str:
    told = {
        "ref": item.ref,
        "names": _names(item),
        "closed": _closed(item),
    }
    return _("Statement %(ref)s for %(names)s, %(closed)s") % told


def _of_stance(item: LaterCorrection) -> str:
    told = {
        "names": _names(item),
        "level": within(item.level or ""),
        "provision": item.provision,
        "day": worded.short_day(item.day),
        "closed": _closed(item),
    }
    if item.provision:
        return _("%(names)s: %(level)s on “%(provision)s” from %(day)s, %(closed)s") % told
    return _("%(names)s: %(level)s from %(day)s, %(closed)s") % told


def _names(item: LaterCorrection) -> str:
    return joined(naming.actors(zip(item.actor_codes, item.actor_names, strict=True)))


def _closed(item: LaterCorrection) -> str:
    day = {"day": worded.short_day(item.closed_at.date())}
    return _("withdrawn %(day)s") % day if item.withdrawn else _("corrected %(day)s") % day
