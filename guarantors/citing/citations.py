"""Citations as files: `.bib`, `.ris` and `.csl.json` of a statement, a source, a stance record, a view of two dates."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from guarantors import address
from guarantors.address import Address, part_or_404, permanent, proposal_or_404, read_address, read_only
from guarantors.citing.answer import file
from guarantors.exchange.citations import WRITERS, Citation, cited
from guarantors.queries import merges, sources, stances, statements
from guarantors.queries.proposals import GuarantorBrief, ProposalRow


@read_only
def statement(request: HttpRequest, ref: str, form: str) -> HttpResponse:
    where = read_address(request, allowed=("known_at",))
    row = statements.version_of(ref, known_at=where.moment)
    if row is None:
        raise Http404(f"There is no statement “{address.shown(ref)}” on record.")
    closed = row.superseded_at if cited.withdrawn_by(row, where.moment) else None
    if closed and (kept := merges.stands_for(ref, known_at=where.moment)):
        response = HttpResponsePermanentRedirect(f"/statements/{kept}.{form}{where.query()}")
        response.headers["Cache-Control"] = address.cache_control(where)
        return response
    found = sources.find(row.source.ref)
    citation = cited.statement(
        row,
        about=row.proposal_title,
        source_url=found.url if found else "",
        address=request.build_absolute_uri(permanent.of_statement(row.ref, closed or row.recorded_at)),
        known_at=where.moment,
    )
    return _file(citation, form)


@read_only
def source(request: HttpRequest, ref: str, form: str) -> HttpResponse:
    where = read_address(request, allowed=("known_at",))
    row = sources.find(ref)
    if row is None or row.recorded_at > where.moment:
        raise Http404(f"There is no source “{address.shown(ref)}” on record.")
    ours = request.build_absolute_uri(f"/sources/{row.ref}/")
    return _file(cited.source(row, address=ours, known_at=where.moment), form)


@read_only
def stance(request: HttpRequest, slug: str, code: str, ref: str, form: str) -> HttpResponse:
    where = read_address(request, allowed=("known_at",))
    proposal = proposal_or_404(slug, request)
    part = part_or_404(proposal, code)
    record = stances.version_of(part.pk, ref, known_at=where.moment)
    if record is None:
        raise Http404(f"There is no stance record “{address.shown(ref)}” of {part.name} on “{proposal.title}”.")
    closed = record.superseded_at if cited.withdrawn_by(record, where.moment) else None
    ours = permanent.of_stance(slug, code, record.ref, day=record.effective_day, moment=closed or record.recorded_at)
    citation = cited.stance(record, part, proposal, address=request.build_absolute_uri(ours), known_at=where.moment)
    return _file(citation, form)


@read_only
def proposal_view(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    proposal = proposal_or_404(slug, request)
    where = read_address(request, allowed=address.TABLE_PARAMETERS, words=_words(proposal))
    return _view(request, form, where, proposal, None)


@read_only
def guarantor_view(request: HttpRequest, slug: str, code: str, form: str) -> HttpResponse:
    proposal = proposal_or_404(slug, request)
    part = part_or_404(proposal, code)
    where = read_address(request, allowed=("as_of", "known_at", "provision"), words=_words(proposal))
    return _view(request, form, where, proposal, part)


def _view(
    request: HttpRequest, form: str, where: Address, proposal: ProposalRow, part: GuarantorBrief | None
) -> HttpResponse:
    fixed = where.fixed(proposal.changed_at)
    path = f"/{proposal.slug}/{part.code}/" if part else f"/{proposal.slug}/"
    citation = cited.view(
        cited.view_title(proposal, where.provision, part),
        key=f"{proposal.slug}-{part.code}" if part else proposal.slug,
        address=request.build_absolute_uri(path + fixed.query()),
        as_of=fixed.day,
        known_at=fixed.moment,
    )
    return _file(citation, form, where)


def _file(citation: Citation, form: str, where: Address | None = None) -> HttpResponse:
    writer = WRITERS[form]
    return file(writer.write(citation), writer.content_type, name=f"{citation.key}.{form}", where=where)


def _words(proposal: ProposalRow) -> dict[str, list[str]]:
    return {"provision": [provision.slug for provision in proposal.provisions]}
