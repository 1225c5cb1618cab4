"""`/<proposal>/<CODE>/<id>/`: to the place of a stance record on its guarantor's page, wherever it stands there."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from guarantors.address import naming, part_or_404, proposal_or_404, read_address, read_only, shown
from guarantors.exchange.spoken import gettext as _
from guarantors.queries import drawn_line, stances
from guarantors.queries import guarantor_records as records


@read_only
def record(request: HttpRequest, slug: str, code: str, ref: str) -> HttpResponse:
    proposal = proposal_or_404(slug, request)
    part = part_or_404(proposal, code)
    where = read_address(request, allowed=("as_of", "known_at"))
    version = stances.version_of(part.pk, ref, known_at=where.moment)
    if version is None:
        fact = _("There is no stance record “%(ref)s” of %(name)s.") % {"ref": shown(ref), "name": naming.of(part)}
        raise Http404(fact)
    page = f"/{slug}/{code}/"
    after = records.before(part, ref, as_of=where.day, known_at=where.moment, size=drawn_line.LISTED)
    if after is None:  # withdrawn, or of a day to come
        return HttpResponseRedirect(f"{page}{where.query()}#{'h-closed' if version.superseded_at else 'h-records'}")
    return HttpResponseRedirect(f"{page}{where.with_(after=after).query()}#r-{ref}")
