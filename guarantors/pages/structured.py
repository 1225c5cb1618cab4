"""schema.org descriptions of a statement and of a proposal's dataset, for search engines and data catalogues."""

from collections.abc import Callable
from typing import Any

from guarantors.address import permanent, written_moment
from guarantors.domain.dates import GivenDate
from guarantors.domain.voice import Identification
from guarantors.queries.proposals import ProposalRow
from guarantors.queries.sources import SourceRow
from guarantors.queries.statements import StatementRow

Absolute = Callable[[str], str]
PUBLISHER = {"@type": "Organization", "name": "Guarantor Tracker"}


def statement(row: StatementRow, source: SourceRow, proposal: tuple[str, str], absolute: Absolute) -> dict[str, Any]:
    """A Quotation where the source's words are quoted; a report of what was said where they are not.

    `proposal` is the slug and the title of what it is about.
    """
    slug, title = proposal
    carrier = {
        "@type": "CreativeWork",
        "name": source.title,
        "publisher": {"@type": "Organization", "name": source.publisher},
        "author": [{"@type": "Person", "name": name} for name in source.authors],
        "datePublished": source.published_on.isoformat() if source.published_on else "",
        "url": source.url or absolute(f"/sources/{source.ref}/"),
        "inLanguage": source.language,
    }
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "Quotation" if row.quote else "CreativeWork",
            "@id": absolute(f"/statements/{row.ref}/"),
            "url": absolute(permanent.of_statement(row.ref, row.recorded_at)),
            "identifier": row.ref,
            "version": str(row.version),
            "text": row.quote,
            "inLanguage": row.quote_language if row.quote else "",
            "abstract": row.summary,
            "creator": _speaker(row),
            "dateCreated": _day(row.said_on),
            "datePublished": written_moment(row.recorded_at),
            "isPartOf": _known(carrier),
            "about": {"@type": "Dataset", "@id": absolute(f"/{slug}/"), "name": title},
            "publisher": PUBLISHER,
        }
    )


def dataset(row: ProposalRow, absolute: Absolute) -> dict[str, Any]:
    """The record of one proposal."""
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "Dataset",
            "@id": absolute(f"/{row.slug}/"),
            "url": absolute(f"/{row.slug}/"),
            "identifier": row.slug,
            "name": f"Stances of the guarantors on the {row.title}",
            "description": f"{row.summary} Who was asked to guarantee it, what was said, by whom and in which source, "
            "and how editors read it, with every change and correction.",
            "version": str(row.revision),
            "dateModified": written_moment(row.changed_at),
            "temporalCoverage": f"{row.made_on.isoformat()}/..",
            "keywords": ["security guarantees", row.title, *(item.title for item in row.provisions)],
            "creator": PUBLISHER,
            "isAccessibleForFree": True,
            "distribution": [
                {
                    "@type": "DataDownload",
                    "encodingFormat": "application/json",
                    "contentUrl": absolute(f"/api/v1/guarantors/?proposal={row.slug}"),
                }
            ],
        }
    )


def _speaker(row: StatementRow) -> dict[str, str]:
    """A person only where the source names one."""
    if row.identification is Identification.NAMED:
        return {"@type": "Person", "name": row.speaker, **({"jobTitle": row.office} if row.office else {})}
    return {"@type": "Organization", "name": row.who}


def _day(given: GivenDate) -> str:
    """ISO 8601 as precise as it was given; an interval is one in ISO 8601 too."""
    return given.text


def _known(found: dict[str, Any]) -> dict[str, Any]:
    """Without what is not on record."""
    return {name: value for name, value in found.items() if value not in ("", [], None)}
