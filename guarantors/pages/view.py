"""What every page does with a request: read its address, choose the whole page or a fragment, render."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django_htmx.middleware import HtmxDetails

from guarantors import address
from guarantors.address import Address
from guarantors.address.keeping import ASK_AGAIN
from guarantors.pages import head
from guarantors.pages.headers import put_headers

WITHIN = "corrections"
"""The id of what a page fetches into itself by its own: that changes no address."""

FRAGMENT = "view"
"""The one fragment of a page: the region with this id, as its own template's partial of the same name."""


def tidied(request: HttpRequest, where: Address) -> HttpResponse | None:
    """A redirect to the canonical address when a form sent empty fields and the whole page is asked for."""
    if address.has_empty(dict(request.GET.lists())) and not wants_fragment(request):
        return HttpResponseRedirect(request.path + where.query())
    return None


def wants_fragment(request: HttpRequest) -> bool:
    """Whether HTMX asks for the region alone; going back in the history always gets the whole page."""
    htmx = _htmx(request)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render_view(
    request: HttpRequest, page: str, context: Mapping[str, Any], where: Address, *, clocked: bool = True
) -> HttpResponse:
    """The page, or its region for HTMX with the canonical address to put in the browser's bar.

    `clocked` is False for a page that knows no recorded clock; `picture` and `structured` in the context are the
    page's own for its head (`head.of`).
    """
    fragment = wants_fragment(request)
    template = f"pages/{page}.html" + (f"#{FRAGMENT}" if fragment else "")
    own = head.of(request, where, picture=context.get("picture", ""), structured=context.get("structured"))
    response = render(request, template, {"where": where, "head": own, **context})
    patch_vary_headers(response, ["HX-Request"])
    if clocked:
        put_headers(request, response, where)
    else:
        response.headers["Cache-Control"] = ASK_AGAIN
    if fragment and _htmx(request).target != WITHIN:
        header = "HX-Replace-Url" if _htmx(request).trigger_name == "q" else "HX-Push-Url"
        response.headers[header] = request.path + where.query()
    return response


def place(name: str) -> SafeString:
    """Where `put_in` puts a piece: a comment, which no text of the record can hold, since its `<` is escaped."""
    return SafeString(f"<!--{name}-->")


def put_in(response: HttpResponse, pieces: Mapping[str, bytes]) -> None:
    """Put large pieces of HTML into their places in a page.

    A template copies a text twice for each block that closes around it; what is large waits until all have.
    """
    content = response.content
    for where, piece in pieces.items():
        content = content.replace(where.encode(), piece, 1)
    response.content = content


def _htmx(request: HttpRequest) -> HtmxDetails:
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return htmx


class Choice(NamedTuple):
    """An option of a select."""

    value: str
    label: str
    selected: bool


class Field(NamedTuple):
    """A select of a form, with an option for "not given" first."""

    name: str
    title: str
    choices: list[Choice]

    @classmethod
    def of(cls, name: str, title: str, any_: str, words: Iterable[tuple[str, str]], chosen: str | None) -> "Field":
        """The field with these (value, label) pairs and the one that the address names selected."""
        return cls(name, title, options(any_, dict(words), chosen))


def options(anything: str, labels: Mapping[str, str], chosen: str | None) -> list[Choice]:
    """The options of a filter: none of it, then each word with its label."""
    return [Choice("", anything, not chosen), *(Choice(word, text, word == chosen) for word, text in labels.items())]
