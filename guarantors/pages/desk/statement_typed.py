"""A statement back into the form: what somebody would have typed who handed in what is given or on record."""

from guarantors.actions import sources as source_actions
from guarantors.actions import statements as statement_actions
from guarantors.actions import typed
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
    return {**typed.of_statement(given), "source_language": [name_of(given.source.language)]}


def ref_of(line: str) -> str:
    """The id of a source that is named by its address; other text as it is."""
    known = known_source(line)
    return known.ref if known else line
