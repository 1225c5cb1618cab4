"""`/<proposal>/export.zip` and `/export.zip`: the data package of a proposal, and of everything."""

from datetime import UTC
from tempfile import SpooledTemporaryFile

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase

from guarantors import address
from guarantors.address import read_address, read_only
from guarantors.address.keeping import ASK_AGAIN
from guarantors.exchange.package import SPOOLED, write
from guarantors.exchange.package import package as package_of
from guarantors.files.answer import ZIP, put_headers
from guarantors.models import Proposal


@read_only
def package(request: HttpRequest, slug: str | None = None) -> HttpResponseBase:
    """The package, up to a recorded moment if one is named; it is asked for again, since a later change renews it."""
    where = read_address(request, allowed=("known_at",))
    try:
        made = package_of(slug, where.known_at)
    except Proposal.DoesNotExist:
        missing = f"There is no proposal “{address.shown(slug)}”." if slug else "Nothing is on record yet."
        raise Http404(missing) from None
    spooled = SpooledTemporaryFile(max_size=SPOOLED)  # noqa: SIM115 - the response closes it
    write(made, spooled, address=request.build_absolute_uri(f"/{slug}/" if slug else "/"))
    spooled.seek(0)
    response = FileResponse(spooled, content_type=ZIP)
    fixed = where.with_(known_at=made.moment)
    name = f"{made.name}_known-{made.moment.astimezone(UTC).date().isoformat()}.zip"
    put_headers(response, name, request.build_absolute_uri(request.path + fixed.query()))
    response.headers["Cache-Control"] = ASK_AGAIN
    return response
