"""What a page says of itself to programs: its canonical address, its picture, its feeds, and schema.org data."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from guarantors.address import Address, embedding, languages
from guarantors.exchange.spoken import gettext as _

_LOCALES = {"": "en_GB", "uk": "uk_UA", "fr": "fr_FR", "de": "de_DE", "pl": "pl_PL", "tr": "tr_TR"}
"""Languages as the Open Graph protocol writes them."""

_UNSAFE_IN_SCRIPT = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


class FeedLink(NamedTuple):
    href: str
    content_type: str
    title: str


@dataclass(frozen=True, slots=True)
class Head:
    """`canonical`, `picture` and `oembed` are absolute; `oembed` is empty where the page cannot be embedded.

    `structured` is the text of a data block, safe to stand within <script type="application/ld+json">.
    """

    canonical: str
    alternates: tuple[languages.Alternate, ...]
    locale: str
    picture: str
    feeds: tuple[FeedLink, ...]
    oembed: str
    structured: SafeString


def of(request: HttpRequest, where: Address, *, picture: str = "", structured: Mapping[str, Any] | None = None) -> Head:
    """The head of the page that the request reached; its route says which proposal and guarantor it is about.

    `picture` is the address of a picture of its own; without it, the chart of that proposal or guarantor.
    """
    match = request.resolver_match
    slug, code = (match.kwargs.get("slug"), match.kwargs.get("code")) if match else (None, None)
    base = f"/{slug}/{code}/" if slug and code else f"/{slug}/" if slug else "/"
    embeddable = match is not None and match.url_name in embedding.SIZES
    shown = where.only(*embedding.KEPT) if embeddable else where.clocks()
    query = where.with_(sort="", since=None).query()
    bare = request.path + query
    english = request.build_absolute_uri(bare)
    canonical = request.build_absolute_uri(languages.at(bare, languages.active()))
    return Head(
        canonical=canonical,
        alternates=languages.alternates(request.build_absolute_uri("/")[:-1], request.path, query),
        locale=_LOCALES[languages.active()],
        picture=request.build_absolute_uri(picture or f"{base}chart.png{shown.query()}"),
        feeds=_feeds(slug, code),
        oembed=request.build_absolute_uri(f"/oembed?{urlencode({'url': english})}") if embeddable else "",
        structured=in_script(structured) if structured else SafeString(),
    )


def in_script(found: Mapping[str, Any]) -> SafeString:
    """JSON that cannot end the element it stands in, whatever its texts hold."""
    text = json.dumps(found, ensure_ascii=False).translate(_UNSAFE_IN_SCRIPT)
    return mark_safe(text)  # noqa: S308 - no character of HTML is left in it


def _feeds(slug: str | None, code: str | None) -> tuple[FeedLink, ...]:
    of_what = [("/", _("Everything recorded"))]
    if slug:
        of_what.insert(0, (f"/{slug}/", _("This proposal")))
    if slug and code:
        of_what.insert(0, (f"/{slug}/{code}/", _("This guarantor")))
    types = {"atom": "application/atom+xml", "json": "application/feed+json"}
    return tuple(
        FeedLink(f"{base}feed.{form}", content_type, title)
        for base, title in of_what
        for form, content_type in types.items()
    )
