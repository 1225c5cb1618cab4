"""`chart.svg` and `chart.png`: of a guarantor, of a proposal, and (as PNG) of the whole site."""

from django.http import HttpRequest, HttpResponse

from guarantors import address
from guarantors.address import Address, part_or_404, proposal_or_404, read_address, read_only
from guarantors.exchange.pictures import Scene, png, svg
from guarantors.pages import guarantor_chart, picture_of_guarantor, picture_of_proposals
from guarantors.pages.guarantor import ALLOWED
from guarantors.queries import drawn_line, events, proposals, stances


@read_only
def guarantor(request: HttpRequest, slug: str, code: str, form: str) -> HttpResponse:
    proposal = proposal_or_404(slug, request)
    part = part_or_404(proposal, code)
    where = read_address(
        request, allowed=ALLOWED, words={"provision": [provision.slug for provision in proposal.provisions]}
    )
    line = drawn_line.read(proposal, part, where.provision, as_of=where.day, known_at=where.moment)
    happened = events.events(proposal.pk, as_of=where.day)
    drawn = guarantor_chart.of(proposal, part, where, line, happened, row_px=picture_of_guarantor.ROW_PX)
    return _answer(picture_of_guarantor.scene(proposal, part, where, line, drawn), form, where)


@read_only
def proposal(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    row = proposal_or_404(slug, request)
    where = read_address(
        request,
        allowed=("as_of", "known_at", "provision"),
        words={"provision": [provision.slug for provision in row.provisions]},
    )
    held = stances.current(row.pk, provision=where.provision, as_of=where.day, known_at=where.moment)
    parts = [part for part in proposals.guarantors(row) if part.is_asked_on(where.day)]
    standings = [(part, held[part.pk].level if part.pk in held else None) for part in parts]
    return _answer(picture_of_proposals.one(row, standings, where), form, where)


@read_only
def site(request: HttpRequest) -> HttpResponse:
    where = read_address(request, allowed=("as_of", "known_at"))
    found = proposals.with_stances(as_of=where.day, known_at=where.moment)
    return _answer(picture_of_proposals.all_of(found, where), "png", where)


def _answer(scene: Scene, form: str, where: Address) -> HttpResponse:
    body, content_type = (svg(scene), "image/svg+xml; charset=utf-8") if form == "svg" else (png(scene), "image/png")
    return HttpResponse(body, content_type=content_type, headers={"Cache-Control": address.cache_control(where)})
