"""What a source must say of itself before it may be put on record."""

import re
from collections.abc import Iterator, Sequence

from guarantors.domain.errors import Breach, gettext_noop
from guarantors.domain.text import LONGEST_TEXT, text_breaches

_URL = re.compile(r"https?://[^\s/?#.]+\.[^\s/?#]+[^\s]*", re.ASCII | re.IGNORECASE)
_LONGEST_LANGUAGE = 12
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)


def is_language(code: str) -> bool:
    """Whether it can be a language's code: `en`, `pt-BR`; at most what is stored."""
    return bool(_LANGUAGE.fullmatch(code)) and len(code) <= _LONGEST_LANGUAGE


def spellings(url: str) -> list[str]:
    """The address with http and https, with a last slash and without: alike to a reader. None for no address."""
    bare = url.strip().removeprefix("https://").removeprefix("http://").rstrip("/")
    return [f"{scheme}{bare}{end}" for scheme in ("https://", "http://") for end in ("", "/")] if bare else []


def source_breaches(
    *,
    title: str,
    publisher: str,
    language: str,
    url: str,
    archived_url: str = "",
    authors: Sequence[str] = (),
    note: str = "",
) -> Iterator[Breach]:
    """Every rule that a source would break, with the fact and the fix."""
    if not title.strip():
        yield Breach("source-has-title-and-publisher", "title", gettext_noop("say what was read: its title."))
    if not publisher.strip():
        yield Breach("source-has-title-and-publisher", "publisher", gettext_noop("say who published it."))
    if not is_language(language):
        wording = gettext_noop("name its language by its code, such as en or uk.")
        yield Breach("source-names-its-language", "language", wording)
    for field, address in (("url", url), ("archived_url", archived_url)):
        if address and not _URL.fullmatch(address):
            wording = gettext_noop("is not an address of the web; it begins with https://.")
            yield Breach("address-can-be-followed", field, wording)
        yield from text_breaches(field, address, 1000)
    for author in authors:
        yield from text_breaches("authors", author, 200)
    for field, value, longest in (("title", title, 500), ("publisher", publisher, 200), ("note", note, LONGEST_TEXT)):
        yield from text_breaches(field, value, longest)
