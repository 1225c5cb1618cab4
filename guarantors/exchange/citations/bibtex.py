"""BibTeX, with biblatex's `date` beside `year` and `month`: escaped for TeX, UTF-8 kept as it is."""

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from guarantors.exchange.citations.citation import Citation, Kind, date_parts, on_one_line

_TYPES = {Kind.ARTICLE: "article"}
"""Every other kind is `misc`, the one type that every style knows."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_ESCAPES = {
    "\\": r"{\textbackslash}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{character: f"\\{character}" for character in "&%$#_"},
}
_KEPT_IN_URL = "!#$%&'()*+,/:;=?@[]-._~"


_BRACES = {"{": r"\{", "}": r"\}"}
_LONE_BRACES = {"{": r"\ensuremath{\lbrace}", "}": r"\ensuremath{\rbrace}"}
r"""BibTeX counts \{ where it looks for the end of a field, so braces without their partner are written as commands."""


def escaped(text: str) -> str:
    """The text as TeX sets it: what is special to TeX escaped, line breaks gone, the rest as it is."""
    return _escaped(on_one_line(text), _braces(text))


def title(text: str) -> str:
    """A title, escaped, with each word that holds a capital braced, since styles set titles in small letters."""
    braces = _braces(text)
    words = [(word, _escaped(word, braces)) for word in on_one_line(text).split(" ")]
    return " ".join(f"{{{done}}}" if word != word.lower() else done for word, done in words)


def _escaped(text: str, braces: Mapping[str, str]) -> str:
    table = {**_ESCAPES, **braces}
    return "".join(table.get(character, character) for character in text)


def _braces(text: str) -> Mapping[str, str]:
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return _LONE_BRACES
    return _LONE_BRACES if depth else _BRACES


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
