"""Readers of citations that this project did not write."""

import json
from typing import Any

import bibtexparser
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc.source.json import CiteProcJSON


def bibtex(text: str) -> dict[str, Any]:
    """The fields of the one entry, decoded from TeX; its type and key as `type` and `key`."""
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    (entry,) = library.entries
    return {"type": entry.entry_type, "key": entry.key, **{field.key: field.value for field in entry.fields}}


def ris(text: str) -> dict[str, Any]:
    """The tags of the one record, by their names."""
    (record,) = rispy.loads(text)
    return dict(record)


def csl(text: str) -> Any:
    """The one reference, as a citation processor holds it."""
    (reference,) = CiteProcJSON(json.loads(text)).values()
    return reference
