"""`/<proposal>/export/`: every file of a proposal, what each holds, under which licence and how to cite it."""

from django.http import HttpRequest, HttpResponse

from guarantors import address
from guarantors.address import naming, proposal_or_404, read_address, read_only, worded
from guarantors.exchange.offered import OFFERS
from guarantors.exchange.sheet import Column
from guarantors.exchange.sheets import guarantor_table, stances
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.tabular import LICENCE, LICENCE_ADDRESS, LICENCE_TITLE
from guarantors.pages import cite, masthead
from guarantors.pages.flags import flag
from guarantors.pages.view import render_view, tidied
from guarantors.queries import proposals


@read_only
def export(request: HttpRequest, slug: str) -> HttpResponse:
    proposal = proposal_or_404(slug, request)
    where = read_address(request, allowed=("as_of", "known_at"))
    if redirect := tidied(request, where):
        return redirect
    known = where.only("known_at")
    context = {
        "mast": masthead.of(proposal, where, current=""),
        "day": worded.long_day(where.day),
        "day_iso": where.day.isoformat(),
        "today_iso": where.now.date().isoformat(),
        "here": f"/{slug}/export/",
        "latest": where.with_(known_at=None).query(),
        "known": address.shown_moment(where.known_at) if where.known_at else "",
        "known_iso": address.written_moment(where.known_at) if where.known_at else "",
        "for_spreadsheets": f"/{slug}/export.csv{where.query()}{'&' if where.query() else '?'}bom=1",
        "files": [
            {"stem": f"/{slug}/{offer.stem}", "title": _(offer.title), "says": _(offer.says)} for offer in OFFERS
        ],
        "parts": [
            {
                "stem": f"/{slug}/{part.code}",
                "href": f"/{slug}/{part.code}/{where.query()}",
                "name": naming.of(part),
                "flag": flag(part.code),
            }
            for part in proposals.guarantors(proposal)
        ],
        "package": f"/{slug}/export.zip{known.query()}",
        "everything": f"/export.zip{known.query()}",
        "columns": [
            _columns(_("The guarantor table"), guarantor_table.COLUMNS),
            _columns(_("The stance records of one guarantor"), stances.COLUMNS),
            *(_columns(_(offer.title), offer.columns) for offer in OFFERS),
        ],
        "licence": {"name": LICENCE, "title": LICENCE_TITLE, "href": LICENCE_ADDRESS},
        "cite": cite.page(request, where, f"Files of the {proposal.title}", proposal.changed_at),
    }
    return render_view(request, "export", context, where)


def _columns(title: str, columns: tuple[Column, ...]) -> dict[str, object]:
    return {"title": title, "columns": columns}
