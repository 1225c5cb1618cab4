"""`chart.svg` and `chart.png`: of a guarantor, of a proposal, and (as PNG) of the whole site."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from guarantors import address
from guarantors.address import Address
from guarantors.exchange.pictures import Scene, png, svg
from guarantors.pages import picture_of_guarantor, picture_of_proposals
from guarantors.pages.guarantor import ALLOWED, chart_of
from guarantors.pages.view import proposal_or_404, read_address
from guarantors.queries import proposals, stances, statements

A_WHILE = 300
A_YEAR = 31_536_000


@require_safe
def guarantor(request: HttpRequest, slug: str, code: str, form: str) -> HttpResponse:
    proposal = proposal_or_404(slug)
    part = proposals.guarantor(proposal.pk, code)
    if part is None:
        raise Http404(f"{address.shown(code)} has no part in “{proposal.title}”.")
    where = read_address(
        request, allowed=ALLOWED, words={"provision": [provision.slug for provision in proposal.provisions]}
    )
    held = stances.records(part.pk, as_of=where.day, known_at=where.moment)
    line = [record for record in held if record.provision == where.provision]
    heard = statements.of_actor(proposal.pk, part.code, as_of=where.day, known_at=where.moment)
    drawn = chart_of(proposal, part, where, line, heard, row_px=picture_of_guarantor.ROW_PX)
    return _answer(picture_of_guarantor.scene(proposal, part, where, line, heard, drawn), form, where)


@require_safe
def proposal(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    row = proposal_or_404(slug)
    where = read_address(
        request,
        allowed=("as_of", "known_at", "provision"),
        words={"provision": [provision.slug for provision in row.provisions]},
    )
    held = stances.current(row.pk, provision=where.provision, as_of=where.day, known_at=where.moment)
    parts = [part for part in proposals.guarantors(row.pk) if part.gives_the_guarantee]
    standings = [(part, held[part.pk].level if part.pk in held else None) for part in parts]
    return _answer(picture_of_proposals.one(row, standings, where), form, where)


@require_safe
def site(request: HttpRequest) -> HttpResponse:
    where = read_address(request, allowed=("as_of", "known_at"))
    found = proposals.with_stances(as_of=where.day, known_at=where.moment)
    return _answer(picture_of_proposals.all_of(found, where), "png", where)


def _answer(scene: Scene, form: str, where: Address) -> HttpResponse:
    body, content_type = (svg(scene), "image/svg+xml; charset=utf-8") if form == "svg" else (png(scene), "image/png")
    response = HttpResponse(body, content_type=content_type)
    if where.is_permanent:
        patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    else:
        patch_cache_control(response, public=True, max_age=A_WHILE)
    return response
