"""The fields of the form of a statement: their names, words and choices, and what stands in them at first."""

from collections.abc import Sequence
from itertools import count

from guarantors.domain.dates import long_day
from guarantors.domain.statement import LONGEST_QUOTE
from guarantors.domain.voice import Directness, Identification, Relation, SourceKind, Voice
from guarantors.pages.desk.fields import Data, Field, words
from guarantors.queries import proposals
from guarantors.queries.proposals import ProposalRow

BY_SOURCE = "by_source"
"""The day of speech is not given: it was on or before the day that the source appeared."""

AT_FIRST: dict[str, list[str]] = {
    "source_kind": [SourceKind.ARTICLE],
    "source_language": ["English"],
    "identification": [Identification.NAMED],
    "directness": [Directness.DIRECT],
    "sequence": ["1"],
}
"""What stands in a form that nobody has touched."""

MOST_RELATIONS = 20

IDENTIFICATIONS = (
    (Identification.NAMED.value, "Named"),
    (Identification.UNNAMED.value, "Unnamed"),
    (Identification.INSTITUTION.value, "Institution, or several states"),
)


def source_fields() -> list[Field]:
    return [
        Field(
            "source_url",
            "Address",
            hint="Optional. Where it can be read, or the id of a source on record; a known one fills in the rest.",
            suggests="source_url",
        ),
        Field("source_title", "Title", suggests="source_title"),
        Field("source_publisher", "Publisher", span="h", suggests="publisher"),
        Field("source_published_on", "Published", span="h", hint="Optional. 2022-03-30, or 30 March 2022."),
        Field("source_kind", "Kind", "select", span="h", choices=words(SourceKind)),
        Field("source_language", "Language", span="h", hint="Its name or code.", suggests="language"),
    ]


def more_source_fields() -> list[Field]:
    return [
        Field("source_authors", "Authors", hint="Separated by commas."),
        Field("source_archived_url", "Archived address", hint="A copy that does not change."),
    ]


def speaker_fields() -> list[Field]:
    return [
        Field(
            "speaker",
            "Speaker",
            span="h",
            hint="Blank for an unnamed voice and for an institution.",
            suggests="speaker",
        ),
        Field("office", "Office", span="h", hint="Optional. As the source has it.", suggests="office"),
        Field("voice", "Voice", "select", span="t", choices=words(Voice, "Choose one")),
        Field("identification", "Identification", "select", span="t", choices=IDENTIFICATIONS),
        Field("directness", "Directness", "select", span="t", choices=words(Directness)),
    ]


def relay_fields() -> list[Field]:
    return [
        Field("relay", "Relayed by", span="h", hint="Who passed the words on.", suggests="speaker"),
        Field("relay_office", "Office of the relay", span="h", suggests="office"),
    ]


def actor_fields(proposal: ProposalRow) -> list[Field]:
    parties = sorted(((part.code, part.name) for part in proposals.guarantors(proposal)), key=lambda item: item[1])
    hint = "Several for a joint declaration."
    return [
        Field("actors", "On behalf of", "checks", hint, choices=tuple(parties)),
        Field("more_actors", "Others, by code", hint="Optional. Actors on record without a part in this proposal."),
    ]


def words_fields(proposal: ProposalRow) -> list[Field]:
    made = long_day(proposal.made_on)
    return [
        Field("said_on", "Date said", span="h", hint="30 March 2022, 2022-03 or 2022. Blank: the day of the source."),
        Field(
            "said_within",
            "Is the day known?",
            "select",
            span="h",
            hint=f"“On or before” begins with the date said, or {made}.",
            choices=(("", "As written"), (BY_SOURCE, "On or before the day of the source")),
        ),
        Field("summary", "Summary", "area", "In our words: what was said, without a verdict."),
        Field("quote", "Exact words", "area", f"Optional. At most {LONGEST_QUOTE} characters, in their language."),
        Field(
            "quote_language", "Language of the words", span="h", hint="Blank: that of the source.", suggests="language"
        ),
        Field("sequence", "Place in the day", "number", span="h", hint="2 for the second time that day."),
    ]


def relation_fields(typed: Data) -> list[tuple[Field, Field]]:
    """A pair for each relation typed, and one more to type."""
    there = [n for n in range(MOST_RELATIONS) if any(typed.get(f"earlier-{n}", ()))]
    free = next(n for n in count() if n not in there)
    return [
        (
            Field(f"relation-{n}", "This statement", "select", span="h", choices=words(Relation, "Choose one")),
            Field(f"earlier-{n}", "The earlier statement", span="h", hint="Its id.", suggests="statement"),
        )
        for n in [*there, free][:MOST_RELATIONS]
    ]


def corroborating_field() -> Field:
    hint = "Ids or addresses of sources on record, one a line."
    return Field("corroborated_by", "Also in", "area", hint)


def lines(values: Sequence[str]) -> list[str]:
    """What stands on each line."""
    return [line.strip() for value in values for line in value.splitlines() if line.strip()]
