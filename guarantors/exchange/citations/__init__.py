"""Citations of what is on record, in the forms that reference managers read. Pure rendering: no clock, no database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from guarantors.exchange.citations import bibtex, csl, ris
from guarantors.exchange.citations.citation import Citation, Kind
from guarantors.exchange.citations.plain import plain

__all__ = ["WRITERS", "Citation", "Kind", "Writer", "plain"]


@dataclass(frozen=True, slots=True)
class Writer:
    """A form of citation: its name for readers, its media type, and what writes it."""

    title: str
    content_type: str
    write: Callable[[Citation], str]


WRITERS: Mapping[str, Writer] = {
    "bib": Writer("BibTeX", "application/x-bibtex; charset=utf-8", bibtex.write),
    "ris": Writer("RIS", "application/x-research-info-systems; charset=utf-8", ris.write),
    "csl.json": Writer("CSL-JSON", "application/vnd.citationstyles.csl+json", csl.write),
}
"""By the ending of the address."""
