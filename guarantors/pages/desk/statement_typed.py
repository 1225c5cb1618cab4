"""A statement back into the form: what somebody would have typed who handed in what is given or on record."""

from collections.abc import Sequence

from guarantors.actions import sources as source_actions
from guarantors.actions import statements as statement_actions
from guarantors.domain.submission import Given, PersonGiven, SaidGiven, SourceGiven
from guarantors.pages.desk.languages import name_of
from guarantors.queries import sources
from guarantors.queries.sources import SourceRow


def known_source(text: str) -> SourceRow | None:
    """The source on record under an address or an id."""
    stored = source_actions.known_under(text)
    return sources.find(stored.ref if stored else text) if text else None


def given_of(content: statement_actions.Content) -> Given:
    """What a version on record says, as it would be handed in."""
    said = SaidGiven(
        said_on=content.said_on,
        actors=tuple(actor.code for actor in content.actors),
        voice=content.voice,
        identification=content.identification,
        directness=content.directness,
        summary=content.summary,
        speaker=PersonGiven(content.speaker.name, content.speaker.office),
        relayed_by=PersonGiven(content.relayed_by.name, content.relayed_by.office),
        sequence=content.sequence,
        quote=content.quote,
        quote_language=content.quote_language,
        corroborated_by=tuple(source.ref for source in content.corroborated_by),
    )
    return Given(SourceGiven(id=content.source.ref), said)


def typed_of(given: Given) -> dict[str, list[str]]:
    """The fields as somebody would have typed them who handed that in."""
    source, said = given.source, given.said
    typed: dict[str, Sequence[str]] = {
        "source_url": [source.id or source.url],
        "source_title": [source.title],
        "source_publisher": [source.publisher],
        "source_published_on": [source.published_on.isoformat() if source.published_on else ""],
        "source_kind": [source.kind],
        "source_language": [name_of(source.language)],
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


def ref_of(line: str) -> str:
    """The id of a source that is named by its address; other text as it is."""
    known = known_source(line)
    return known.ref if known else line
