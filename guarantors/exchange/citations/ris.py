"""RIS, as reference managers import it: one tag a line, no line break in a value, the record ended by ER."""

from collections.abc import Iterator

from guarantors.domain import dates
from guarantors.exchange.citations.citation import Citation, Kind, date_parts, on_one_line

_TYPES = {
    Kind.ARTICLE: "NEWS",
    Kind.WEBPAGE: "ELEC",
    Kind.TREATY: "LEGAL",
    Kind.INTERVIEW: "PCOMM",
    Kind.POST: "BLOG",
    Kind.DATASET: "DATA",
}


def write(citation: Citation) -> str:
    """The record, lines ended as the format asks."""
    lines = [f"{tag}  - {on_one_line(value)}".rstrip() if tag != "ER" else "ER  - " for tag, value in _tags(citation)]
    return "\r\n".join(lines) + "\r\n"


def _tags(citation: Citation) -> Iterator[tuple[str, str]]:
    optional = [
        ("T2", citation.container),
        ("PB", citation.publisher),
        ("ET", str(citation.version) if citation.version else ""),
        ("PY", str(citation.issued.first.year) if citation.issued else ""),
        ("DA", _issued(citation)),
        ("Y2", citation.accessed.strftime("%Y/%m/%d/") if citation.accessed else ""),
        ("LA", citation.language),
        ("AB", citation.abstract),
        ("N1", citation.note),
        ("UR", citation.address),
    ]
    yield "TY", _TYPES[citation.kind]
    yield "ID", citation.key
    yield from (("AU", name) for name in citation.authors)
    yield "TI", citation.title
    yield from ((tag, value) for tag, value in optional if value)
    yield "ER", ""


def _issued(citation: Citation) -> str:
    """YYYY/MM/DD/other with what is not given left empty; an interval stands in words as the other."""
    if citation.issued is None:
        return ""
    first, *rest = date_parts(citation.issued.text)
    parts = [f"{number:02d}" for number in first] + [""] * (3 - len(first))
    return "/".join([*parts, dates.short(citation.issued) if rest else ""])
