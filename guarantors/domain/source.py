"""What a source must say of itself before it may be put on record."""

import re
from collections.abc import Iterator

from guarantors.domain.errors import Breach
from guarantors.domain.text import text_breaches

_URL = re.compile(r"https?://[^\s/?#.]+\.[^\s/?#]+[^\s]*", re.ASCII | re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)


def source_breaches(*, title: str, publisher: str, language: str, url: str) -> Iterator[Breach]:
    """Every rule that a source would break, with the fact and the fix."""
    if not title.strip():
        yield Breach("source-has-title-and-publisher", "title", "say what was read: its title.")
    if not publisher.strip():
        yield Breach("source-has-title-and-publisher", "publisher", "say who published it.")
    if not _LANGUAGE.fullmatch(language):
        yield Breach("source-names-its-language", "language", "name its language by its code, such as en or uk.")
    if url and not _URL.fullmatch(url):
        yield Breach("address-can-be-followed", "url", "is not an address of the web; it begins with https://.")
    for field, value, longest in (("title", title, 500), ("publisher", publisher, 200), ("url", url, 1000)):
        yield from text_breaches(field, value, longest)
