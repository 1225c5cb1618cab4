"""The files' site map: an address without its ending, and what finds its sheet."""

from collections.abc import Callable, Mapping

from django.urls import path, register_converter

import guarantors.address.converters  # noqa: F401 - `actor`
from guarantors.exchange.offered import ENDINGS, OFFERS
from guarantors.files import lists, method, packages, proposal, views
from guarantors.files.answer import File, download


class Ending:
    """The format of a sheet."""

    regex = "|".join(ENDINGS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Ending, "ending")

FILES: Mapping[str, Callable[..., File]] = {
    "statements": lists.statements,
    "sources": lists.sources,
    "actors/<actor:code>": lists.actor,
    "method/agreement": method.agreement,
    "method/disagreements": method.disagreements,
    "<slug:slug>/export": proposal.guarantor_table,
    "<slug:slug>/<actor:code>": proposal.guarantor,
    "<slug:slug>/timeline": views.timeline,
    "<slug:slug>/provisions": views.provisions,
    "<slug:slug>/compare": views.compare,
    "<slug:slug>/changes": views.changes,
    "<slug:slug>/entries": views.entries,
    "<slug:slug>/standings": views.standings,
    **{f"<slug:slug>/{offer.stem}": proposal.of_proposal(offer.sheet) for offer in OFFERS},
}

urlpatterns = [
    *(path(f"{stem}.<ending:ending>", download(find)) for stem, find in FILES.items()),
    path("export.zip", packages.package, name="package_of_everything"),
    path("<slug:slug>/export.zip", packages.package, name="package"),
]
