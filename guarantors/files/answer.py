"""How a sheet is answered: as a download that names its proposal and its two clocks, or as a refusal in its format."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from os import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from guarantors import address
from guarantors.address import Address
from guarantors.domain.errors import Breach, Refused
from guarantors.exchange import workbook
from guarantors.exchange.package import SPOOLED
from guarantors.exchange.sheet import Sheet
from guarantors.exchange.tabular import LICENCE_ADDRESS, Provenance, csv_chunks, json_chunks
from guarantors.queries import proposals
from guarantors.queries.proposals import ProposalRow

Given = dict[str, list[str]]
"""The parameters of a request, without those that only say how the file is written."""

CSV = "text/csv; charset=utf-8; header=present"
JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"


class File(NamedTuple):
    """What is asked for: the sheet, its view, and the last change of what the sheet shows."""

    sheet: Sheet
    where: Address
    changed_at: datetime


def read_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A file is only read: any other method is a 405, before a form's token would be asked for."""
    return csrf_exempt(require_safe(view))


def proposal_or_404(slug: str) -> ProposalRow:
    """The proposal at this address; 404 in words where there is none."""
    proposal = proposals.find(slug)
    if proposal is None:
        raise Http404(f"There is no proposal “{address.shown(slug)}”.")
    return proposal


def read_address(
    given: Mapping[str, list[str]], *, allowed: Iterable[str], words: Mapping[str, Iterable[str]] | None = None
) -> Address:
    """The view asked for. Raises `Refused`."""
    return address.read(given, now=datetime.now(UTC), allowed=allowed, words=words)


def download(find: Callable[..., File]) -> Callable[..., HttpResponseBase]:
    """A view that answers what `find(given, **captured)` finds, in the format that the address ends with."""

    @read_only
    def view(request: HttpRequest, ending: str, **captured: str) -> HttpResponseBase:
        try:
            given: Given = dict(request.GET.lists())
            bom = address.single("bom", given.pop("bom", [])) if ending == "csv" else ""
            file = find(given, **captured)
            for_spreadsheets = bool(bom) and address.one_of(bom, ("1", "0"), "bom") == "1"
        except (Refused, Http404) as refusal:
            if ending == "json":
                return problem(refusal)
            raise
        return _answer(request, file, ending, for_spreadsheets)

    return view


def _answer(request: HttpRequest, file: File, ending: str, for_spreadsheets: bool) -> HttpResponseBase:
    sheet, where = file.sheet, file.where
    fixed = where.with_(as_of=where.day, known_at=where.known_at or file.changed_at)
    provenance = Provenance(request.build_absolute_uri(request.path + fixed.query()), fixed.day, fixed.moment)
    response: HttpResponseBase
    if ending == "csv":
        response = StreamingHttpResponse(csv_chunks(sheet, for_spreadsheets=for_spreadsheets), content_type=CSV)
    elif ending == "json":
        response = StreamingHttpResponse(json_chunks(sheet, provenance), content_type=JSON)
    else:
        response = made(lambda book: workbook.write(sheet, provenance, book), XLSX)
    known = fixed.moment.astimezone(UTC).date()
    name = f"{sheet.name}_as-of-{fixed.day.isoformat()}_known-{known.isoformat()}.{ending}"
    put_headers(response, name, provenance.address)
    response.headers["Cache-Control"] = address.cache_control(where)
    return response


def made(write: Callable[[IO[bytes]], None], content_type: str) -> HttpResponseBase:
    """A file that is made before it is sent: from memory if it is small, else from disk."""
    spooled = SpooledTemporaryFile(max_size=SPOOLED)  # noqa: SIM115 - a response outlives this function
    write(spooled)
    size = spooled.seek(0, SEEK_END)
    spooled.seek(0)
    if size > SPOOLED:
        return FileResponse(spooled, content_type=content_type)  # which closes it
    with spooled:
        return HttpResponse(spooled.read(), content_type=content_type)


def put_headers(response: HttpResponseBase, name: str, canonical: str) -> None:
    """The name to save under, the address that gives the same file again, and the licence."""
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Link"] = f'<{canonical}>; rel="canonical", <{LICENCE_ADDRESS}>; rel="license"'


def problem(refusal: Refused | Http404) -> JsonResponse:
    """RFC 9457, as the API answers: each fault with its field, rule and message."""
    if isinstance(refusal, Refused):
        return _problem(HTTPStatus.BAD_REQUEST, str(refusal), errors=[_error(item) for item in refusal.breaches])
    return _problem(HTTPStatus.NOT_FOUND, str(refusal))


def _error(breach: Breach) -> dict[str, str]:
    return {"field": breach.field, "rule": breach.rule, "message": breach.message}


def _problem(status: HTTPStatus, detail: str, **more: Any) -> JsonResponse:
    body = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail, **more}
    return JsonResponse(body, status=status.value, content_type="application/problem+json")
