"""How a sheet is answered: as a download that names its proposal and its two clocks, or as a refusal in its format."""

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from os import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import IO, NamedTuple

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from guarantors import address
from guarantors.address import Address, read_only
from guarantors.domain.errors import Refused
from guarantors.exchange import problem as problems
from guarantors.exchange import workbook
from guarantors.exchange.package import SPOOLED
from guarantors.exchange.sheet import Sheet
from guarantors.exchange.tabular import LICENCE_ADDRESS, Provenance, csv_chunks, json_chunks

Given = dict[str, list[str]]
"""The parameters of a request, without those that only say how the file is written."""

CSV = "text/csv; charset=utf-8; header=present"
JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"


class File(NamedTuple):
    """What is asked for: the sheet, its view, and the last change of what the sheet shows.

    `between` is the view with its last day fixed, for one of two days; else it is fixed on the day shown.
    """

    sheet: Sheet
    where: Address
    changed_at: datetime
    between: Address | None = None


def download(find: Callable[..., File]) -> Callable[..., HttpResponseBase]:
    """A view that answers what `find(request, more, **captured)` finds, in the format that the address ends with."""

    @read_only
    def view(request: HttpRequest, ending: str, **captured: str) -> HttpResponseBase:
        try:
            file = find(request, ("bom",) if ending == "csv" else (), **captured)
        except (Refused, Http404) as refusal:
            if ending == "json":
                return problem(refusal)
            raise
        return _answer(request, file, ending)

    return view


def _answer(request: HttpRequest, file: File, ending: str) -> HttpResponseBase:
    sheet, where = file.sheet, file.where
    moment = where.known_at or file.changed_at
    fixed = file.between.with_(known_at=moment) if file.between else where.fixed(file.changed_at)
    day = fixed.to or fixed.day
    provenance = Provenance(request.build_absolute_uri(request.path + fixed.query()), day, fixed.moment)
    response: HttpResponseBase
    if ending == "csv":
        response = StreamingHttpResponse(csv_chunks(sheet, for_spreadsheets=where.bom == "1"), content_type=CSV)
    elif ending == "json":
        response = StreamingHttpResponse(json_chunks(sheet, provenance), content_type=JSON)
    else:
        response = made(lambda book: workbook.write(sheet, provenance, book), XLSX)
    known = fixed.moment.astimezone(UTC).date()
    name = f"{sheet.name}_as-of-{day.isoformat()}_known-{known.isoformat()}.{ending}"
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
    """A problem, as the API answers: each fault with its field, its rule and what to do."""
    if isinstance(refusal, Refused):
        body = problems.refusal(refusal, HTTPStatus.BAD_REQUEST)
    else:
        body = problems.body(HTTPStatus.NOT_FOUND, str(refusal))
    return JsonResponse(body, status=body["status"], content_type=problems.CONTENT_TYPE)
