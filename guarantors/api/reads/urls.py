"""The addresses that are read: each list, a row of it by its names, and the versions of what has versions."""

from collections.abc import Iterator

from django.urls import URLPattern, path

import guarantors.address.converters  # noqa: F401 - `actor`, `ref`
from guarantors.api.reads.guarantors import GuarantorsView, GuarantorView
from guarantors.api.reads.lists import ListView, OneView, VersionsView
from guarantors.api.reads.sheets import AgreementView, CodebookView, DisagreementsView
from guarantors.exchange.lists import LISTS, Listing

KEYS = {"slug": "slug", "proposal": "slug", "code": "actor", "id": "ref", "number": "int"}
"""What may stand in an address for each column that names a row."""


def _addresses(listing: Listing) -> Iterator[URLPattern]:
    name = listing.name
    if name != "statements":  # which are handed in at the same address
        yield path(f"{name}/", ListView.as_view(listing=listing), name=f"api_{name}")
    if listing.key:
        # A provision is named by its slug within the slug of its proposal.
        kinds = (KEYS[column] for column in listing.key)
        one = "".join(f"<{kind}:{column}>/" for kind, column in zip(kinds, listing.key, strict=True))
        yield path(f"{name}/{one}", OneView.as_view(listing=listing), name=f"api_{listing.one}")
        if listing.has_versions:
            view = VersionsView.as_view(listing=listing)
            yield path(f"{name}/{one}versions/", view, name=f"api_{listing.one}_versions")


urlpatterns = [
    path("guarantors/", GuarantorsView.as_view(), name="api_guarantors"),
    path("guarantors/<slug:slug>/<actor:code>/", GuarantorView.as_view(), name="api_guarantor"),
    *(address for listing in LISTS.values() for address in _addresses(listing)),
    path("agreement/", AgreementView.as_view(), name="api_agreement"),
    path("disagreements/", DisagreementsView.as_view(), name="api_disagreements"),
    path("codebook/", CodebookView.as_view(), name="api_codebook"),
]
