"""`/<proposal>/export.zip` and `/export.zip`: the data package of a proposal, and of everything."""

from datetime import UTC

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from guarantors import address
from guarantors.address import read_address, read_only
from guarantors.address.keeping import ASK_AGAIN
from guarantors.exchange.package import package as package_of
from guarantors.exchange.package import write
from guarantors.files.answer import ZIP, made, put_headers
from guarantors.models import Proposal


@read_only
def package(request: HttpRequest, slug: str | None = None) -> HttpResponseBase:
    """The package, up to a recorded moment if one is named; it is asked for again, since a later change renews it."""
    where = read_address(request, allowed=("known_at",))
    try:
        of = package_of(slug, where.known_at)
    except Proposal.DoesNotExist:
        missing = f"There is no proposal “{address.shown(slug)}”." if slug else "Nothing is on record yet."
        raise Http404(missing) from None
    home = request.build_absolute_uri(f"/{slug}/" if slug else "/")
    response = made(lambda file: write(of, file, address=home), ZIP)
    fixed = where.with_(known_at=of.moment)
    name = f"{of.name}_known-{of.moment.astimezone(UTC).date().isoformat()}.zip"
    put_headers(response, name, request.build_absolute_uri(request.path + fixed.query()))
    response.headers["Cache-Control"] = ASK_AGAIN
    return response
