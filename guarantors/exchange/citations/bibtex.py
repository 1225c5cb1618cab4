"""BibTeX, with biblatex's `date` beside `year` and `month`: escaped for TeX, UTF-8 kept as it is."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from guarantors.exchange.citations.citation import Citation, Kind, date_parts, on_one_line

_TYPES = {Kind.ARTICLE: "article"}
"""Every other kind is `misc`, the one type that every style knows."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_ESCAPES = {
    "\\": r"{\textbackslash}",
    # A brace as \{ would still count where BibTeX looks for the end of a field; a command does not.
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{character: f"\\{character}" for character in "&%$#_"},
}
_KEPT_IN_URL = "!#$%&'()*+,/:;=?@[]-._~"


def escaped(text: str) -> str:
    """The text as TeX sets it: what is special to TeX escaped, line breaks gone, the rest as it is."""
    return "".join(_ESCAPES.get(character, character) for character in on_one_line(text))


def title(text: str) -> str:
    """A title, escaped, with each word that holds a capital braced, since styles set titles in small letters."""
    words = re.split(r"(\s+)", on_one_line(text))
    return "".join(f"{{{escaped(word)}}}" if word != word.lower() else escaped(word) or word for word in words)


def write(citation: Citation) -> str:
    """One entry."""
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(citation))
    return f"@{_TYPES.get(citation.kind, 'misc')}{{{citation.key},\n{fields}}}\n"


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    place = "journal" if citation.kind is Kind.ARTICLE else "howpublished"
    texts = [
        (place, citation.container),
        ("publisher", citation.publisher),
        ("edition", f"Version {citation.version}" if citation.version else ""),
        ("language", citation.language),
        ("abstract", citation.abstract),
        ("note", citation.note),
    ]
    if citation.authors:
        # Braced, so that a name is neither cut nor split at an "and" within it.
        yield "author", f"{{{' and '.join(f'{{{escaped(name)}}}' for name in citation.authors)}}}"
    yield "title", f"{{{title(citation.title)}}}"
    yield from ((name, f"{{{escaped(text)}}}") for name, text in texts if text)
    if citation.issued:
        first = date_parts(citation.issued.text)[0]
        yield "date", f"{{{citation.issued.text}}}"
        yield "year", f"{{{first[0]}}}"
        if len(first) > 1:
            yield "month", _MONTHS[first[1] - 1]
    yield "url", f"{{{quote(on_one_line(citation.address), safe=_KEPT_IN_URL)}}}"
    if citation.accessed:
        yield "urldate", f"{{{citation.accessed.isoformat()}}}"
