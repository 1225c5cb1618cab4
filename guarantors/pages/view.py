"""What every page does with a request: read its address, choose the whole page or a fragment, render."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from guarantors import address
from guarantors.address import Address
from guarantors.queries import proposals
from guarantors.queries.proposals import ProposalRow

FRAGMENT = "view"
"""The one fragment of a page: the region with this id, as its own template's partial of the same name."""


def proposal_or_404(slug: str) -> ProposalRow:
    """The proposal at this address; 404 in words where there is none."""
    proposal = proposals.find(slug)
    if proposal is None:
        raise Http404(f"There is no proposal “{address.shown(slug)}”.")
    return proposal


def read_address(
    request: HttpRequest, *, allowed: Iterable[str], words: Mapping[str, Iterable[str]] | None = None
) -> Address:
    """The request's parameters. Raises `Refused`, which becomes a 400 page."""
    return address.read(dict(request.GET.lists()), now=datetime.now(UTC), allowed=allowed, words=words)


def tidied(request: HttpRequest, where: Address) -> HttpResponse | None:
    """A redirect to the canonical address when a form sent empty fields and the whole page is asked for."""
    if address.has_empty(dict(request.GET.lists())) and not wants_fragment(request):
        return HttpResponseRedirect(request.path + where.query())
    return None


def wants_fragment(request: HttpRequest) -> bool:
    """Whether HTMX asks for the region alone; going back in the history always gets the whole page."""
    htmx = _htmx(request)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render_view(request: HttpRequest, page: str, context: Mapping[str, Any], where: Address) -> HttpResponse:
    """The page, or its region for HTMX with the canonical address to put in the browser's bar."""
    fragment = wants_fragment(request)
    template = f"pages/{page}.html" + (f"#{FRAGMENT}" if fragment else "")
    response = render(request, template, {"where": where, **context})
    patch_vary_headers(response, ["HX-Request"])
    if fragment:
        header = "HX-Replace-Url" if _htmx(request).trigger_name == "q" else "HX-Push-Url"
        response.headers[header] = request.path + where.query()
    return response


def _htmx(request: HttpRequest) -> HtmxDetails:
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return htmx


class Choice(NamedTuple):
    """An option of a select."""

    value: str
    label: str
    selected: bool


def options(anything: str, labels: Mapping[str, str], chosen: str | None) -> list[Choice]:
    """The options of a filter: none of it, then each word with its label."""
    return [Choice("", anything, not chosen), *(Choice(word, text, word == chosen) for word, text in labels.items())]
