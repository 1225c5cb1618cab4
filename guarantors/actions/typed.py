"""A statement and its coding as fields of the desk's form: what somebody would have typed who handed that in."""

from collections.abc import Sequence

from guarantors.domain.stance import ConditionKind
from guarantors.domain.submission import CodingGiven, Given

WHOLE = "whole"
"""In the names of the fields of a coding: the whole proposal."""

NOTHING = "nothing"
"""The box to tick where the words take no level: a form left empty by a slip is not a coding."""

Fields = dict[str, list[str]]


def of_statement(given: Given) -> Fields:
    """The fields of a statement; languages by their codes."""
    source, said = given.source, given.said
    typed: dict[str, Sequence[str]] = {
        "source_url": [source.id or source.url],
        "source_title": [source.title],
        "source_publisher": [source.publisher],
        "source_published_on": [source.published_on.isoformat() if source.published_on else ""],
        "source_kind": [source.kind],
        "source_language": [source.language],
        "source_authors": [", ".join(source.authors)],
        "source_archived_url": [source.archived_url],
        "speaker": [said.speaker.name],
        "office": [said.speaker.office],
        "relay": [said.relayed_by.name],
        "relay_office": [said.relayed_by.office],
        "actors": said.actors,
        "corroborated_by": ["\n".join(said.corroborated_by)],
    }
    for name in ("said_on", "voice", "identification", "directness", "summary", "sequence", "quote", "quote_language"):
        typed[name] = [str(getattr(said, name))]
    for index, relation in enumerate(given.relations):
        typed |= {f"earlier-{index}": [relation.earlier], f"relation-{index}": [relation.relation]}
    return {name: [str(value) for value in values] for name, values in typed.items()}


def of_codings(codings: Sequence[CodingGiven]) -> Fields:
    """The fields of a coding; of several actors, those of the first."""
    typed: Fields = {}
    for coding in codings:
        stem = f"u-{coding.provision or WHOLE}-"
        if f"{stem}level" in typed:
            continue
        values = {
            "level": coding.level,
            "confidence": coding.confidence,
            "rationale": coding.rationale,
            "basis": coding.basis or "",
            "legal_status": coding.legal_status or "",
        }
        for kind in ConditionKind:
            values[kind] = "\n".join(item.text for item in coding.conditions if item.kind is kind)
        typed |= {stem + name: [str(value)] for name, value in values.items()}
    return typed


def of_handed_in(slug: str, given: Given, codings: Sequence[CodingGiven]) -> Fields:
    """The whole form of what was handed in about the proposal of that slug, without what was left blank."""
    nothing = {} if codings else {NOTHING: ["1"]}
    typed = {"proposal": [slug], **of_statement(given), **of_codings(codings), **nothing}
    return {name: values for name, values in typed.items() if any(values)}
