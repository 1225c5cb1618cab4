"""A citation as one line of text, for a footnote. The address follows it."""

from guarantors.domain import dates
from guarantors.exchange.citations.citation import Citation, Kind, on_one_line


def plain(citation: Citation) -> str:
    """`Olaf Scholz, “Statement on the Istanbul proposal”, Guarantor Tracker, 30 March 2022, version 1. Its note.`"""
    who = ", ".join(citation.authors)
    # The day of a view is the day that its title names.
    when = dates.long(citation.issued) if citation.issued and citation.kind is not Kind.DATASET else ""
    parts = [
        who,
        f"“{citation.title}”",
        citation.container,
        citation.publisher if citation.publisher not in (who, citation.container) else "",
        when,
        f"version {citation.version}" if citation.version else "",
    ]
    return on_one_line(f"{', '.join(part for part in parts if part)}. {citation.note}")
