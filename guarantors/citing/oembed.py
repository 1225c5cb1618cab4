"""`/oembed`: how to show a view of ours within another page (oembed.com, version 1.0, type `rich`)."""

import json
from datetime import UTC, datetime
from urllib.parse import SplitResult, parse_qs, urlsplit
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from guarantors import address
from guarantors.address import embedding, read_only
from guarantors.citing.answer import file
from guarantors.domain.errors import Breach, refuse, refuse_any
from guarantors.exchange.citations import cited
from guarantors.exchange.pictures.scene import HEIGHT, WIDTH
from guarantors.queries import proposals

PARAMETERS = ("url", "format", "maxwidth", "maxheight")
LONGEST_URL = 2000
LARGEST = 10_000


@read_only
def oembed(request: HttpRequest) -> HttpResponse:
    given = {name: _single(request, name) for name in PARAMETERS}
    refuse_any(
        Breach("parameter-is-known", address.shown(name), f"there is no such parameter here; there are: {PARAMETERS}.")
        for name in request.GET
        if name not in PARAMETERS
    )
    if given["format"] not in ("", "json", "xml"):
        return HttpResponse("This address answers format=json and format=xml.\n", "text/plain; charset=utf-8", 501)
    if not given["url"]:
        raise refuse("url-is-given", "url", "name the address of the page to embed.")
    widest, highest = (_pixels(name, given[name]) for name in ("maxwidth", "maxheight"))
    found = _embedded(request, given["url"], widest, highest)
    if given["format"] == "xml":
        rows = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in found.items())
        body = f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{rows}</oembed>\n'
        return file(body, "text/xml; charset=utf-8")
    return file(json.dumps(found, ensure_ascii=False) + "\n", "application/json; charset=utf-8")


def _embedded(request: HttpRequest, url: str, widest: int, highest: int) -> dict[str, str | int]:
    """The answer for a page of ours. Raises Http404 for any other."""
    parts = _parts(url)
    if parts is None or parts.scheme not in ("http", "https") or parts.netloc.lower() != request.get_host().lower():
        raise Http404("That is no address of this site.")
    try:
        match = resolve(parts.path)
    except Resolver404:
        raise Http404("There is nothing at that address of this site.") from None
    if match.url_name not in embedding.SIZES:
        raise Http404("That page cannot be embedded; a guarantor table and a guarantor's page can.")
    proposal = proposals.find(match.kwargs["slug"])
    part = proposals.guarantor(proposal, match.kwargs["code"]) if proposal and "code" in match.kwargs else None
    if proposal is None or ("code" in match.kwargs and part is None):
        raise Http404("There is nothing at that address of this site.")
    where = address.read(
        parse_qs(parts.query, keep_blank_values=True),
        now=datetime.now(UTC),
        allowed=address.TABLE_PARAMETERS,
        words={"provision": [provision.slug for provision in proposal.provisions]},
    ).only(*embedding.KEPT)
    title = cited.view_title(proposal, where.provision, part)
    src = request.build_absolute_uri(embedding.path(parts.path) + where.query())
    wide, high = embedding.SIZES[match.url_name]
    width, height = min(wide, widest), min(high, highest)
    picture = request.build_absolute_uri(f"{parts.path}chart.png{where.query()}")
    # A thumbnail must keep the bounds too, and ours has one size.
    thumbnail: dict[str, str | int] = {"thumbnail_url": picture, "thumbnail_width": WIDTH, "thumbnail_height": HEIGHT}
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "Guarantor Tracker",
        "provider_url": request.build_absolute_uri("/"),
        "cache_age": 300,
        "width": width,
        "height": height,
        "html": embedding.code(src, title, width, height),
        **(thumbnail if widest >= WIDTH and highest >= HEIGHT else {}),
    }


def _parts(url: str) -> SplitResult | None:
    """The address in its parts; None where it is none."""
    try:
        return urlsplit(url) if len(url) <= LONGEST_URL else None
    except ValueError:
        return None


def _single(request: HttpRequest, name: str) -> str:
    return address.single(name, request.GET.getlist(name))


def _pixels(name: str, text: str) -> int:
    """A bound in pixels. Raises `Refused`."""
    if not text:
        return LARGEST
    if not (text.isascii() and text.isdigit() and int(text[:6]) > 0 and len(text) <= 5):
        raise refuse("size-is-pixels", name, f"“{address.shown(text)}” is not a number of pixels; write 640.")
    return int(text)
