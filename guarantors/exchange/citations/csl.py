"""CSL-JSON: the input format of citation processors (schema csl-data.json of the Citation Style Language 1.0.2)."""

import json
from typing import Any

from guarantors.exchange.citations.citation import Citation, date_parts


def write(citation: Citation) -> str:
    """A list of one item, as processors and reference managers import it."""
    return json.dumps([item(citation)], ensure_ascii=False, indent=2) + "\n"


def item(citation: Citation) -> dict[str, Any]:
    """The item; what is not known is left out."""
    found: dict[str, Any] = {
        "id": citation.key,
        "type": citation.kind.value,
        "title": citation.title,
        "author": [{"literal": name} for name in citation.authors],
        "container-title": citation.container,
        "publisher": citation.publisher,
        "URL": citation.address,
        "version": str(citation.version) if citation.version else "",
        "language": citation.language,
        "abstract": citation.abstract,
        "note": citation.note,
    }
    if citation.issued:
        found["issued"] = {"date-parts": date_parts(citation.issued.text)}
    if citation.accessed:
        found["accessed"] = {"date-parts": date_parts(citation.accessed.isoformat())}
    return {name: value for name, value in found.items() if value}
