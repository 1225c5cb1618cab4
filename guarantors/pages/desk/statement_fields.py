"""The fields of the form of a statement: their names, words and choices, and what stands in them at first."""

from collections.abc import Sequence
from itertools import count

from guarantors.address import naming
from guarantors.address.worded import long_day
from guarantors.domain.statement import LONGEST_QUOTE
from guarantors.domain.voice import Directness, Identification, Relation, SourceKind, Voice
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import pgettext
from guarantors.pages.desk.fields import Data, Field, words
from guarantors.pages.desk.languages import name_of
from guarantors.queries import proposals
from guarantors.queries.proposals import ProposalRow

BY_SOURCE = "by_source"
"""The day of speech is not given: it was on or before the day that the source appeared."""

MOST_RELATIONS = 20


def at_first() -> dict[str, list[str]]:
    """What stands in a form that nobody has touched."""
    return {
        "source_kind": [SourceKind.ARTICLE],
        "source_language": [name_of("en")],
        "identification": [Identification.NAMED],
        "directness": [Directness.DIRECT],
        "sequence": ["1"],
    }


def source_fields() -> list[Field]:
    return [
        Field(
            "source_url",
            _("Address"),
            hint=_("Optional. Where it can be read, or the id of a source on record; a known one fills in the rest."),
            suggests="source_url",
        ),
        Field("source_title", _("Title"), suggests="source_title"),
        Field("source_publisher", _("Publisher"), span="h", suggests="publisher"),
        Field("source_published_on", _("Published"), span="h", hint=_("Optional. 2022-03-30, or 30 March 2022.")),
        Field("source_kind", _("Kind"), "select", span="h", choices=words(SourceKind)),
        Field("source_language", _("Language"), span="h", hint=_("Its name or code."), suggests="language"),
    ]


def more_source_fields() -> list[Field]:
    return [
        Field("source_authors", _("Authors"), hint=_("Separated by commas.")),
        Field("source_archived_url", _("Archived address"), hint=_("A copy that does not change.")),
    ]


def speaker_fields() -> list[Field]:
    return [
        Field(
            "speaker",
            _("Speaker"),
            span="h",
            hint=_("Blank for an unnamed voice and for an institution."),
            suggests="speaker",
        ),
        Field("office", _("Office"), span="h", hint=_("Optional. As the source has it."), suggests="office"),
        Field("voice", _("Voice"), "select", span="t", choices=words(Voice, _("Choose one"))),
        Field(
            "identification",
            _("Identification"),
            "select",
            span="t",
            choices=(
                (Identification.NAMED.value, pgettext("a speaker", "Named")),
                (Identification.UNNAMED.value, pgettext("a speaker", "Unnamed")),
                (Identification.INSTITUTION.value, _("Institution, or several states")),
            ),
        ),
        Field("directness", _("Directness"), "select", span="t", choices=words(Directness)),
    ]


def relay_fields() -> list[Field]:
    return [
        Field("relay", _("Relayed by"), span="h", hint=_("Who passed the words on."), suggests="speaker"),
        Field("relay_office", _("Office of the relay"), span="h", suggests="office"),
    ]


def actor_fields(proposal: ProposalRow) -> list[Field]:
    parties = sorted(
        ((part.code, naming.of(part)) for part in proposals.guarantors(proposal)), key=lambda item: item[1]
    )
    hint = _("Several for a joint declaration.")
    return [
        Field("actors", _("On behalf of"), "checks", hint, choices=tuple(parties)),
        Field(
            "more_actors", _("Others, by code"), hint=_("Optional. Actors on record without a part in this proposal.")
        ),
    ]


def words_fields(proposal: ProposalRow) -> list[Field]:
    made = long_day(proposal.made_on)
    exact = _("Optional. At most %(count)s characters, in their language.") % {"count": LONGEST_QUOTE}
    return [
        Field(
            "said_on", _("Date said"), span="h", hint=_("30 March 2022, 2022-03 or 2022. Blank: the day of the source.")
        ),
        Field(
            "said_within",
            _("Is the day known?"),
            "select",
            span="h",
            hint=_("“On or before” begins with the date said, or %(day)s.") % {"day": made},
            choices=(("", _("As written")), (BY_SOURCE, _("On or before the day of the source"))),
        ),
        Field("summary", _("Summary"), "area", _("In our words: what was said, without a verdict.")),
        Field("quote", _("Exact words"), "area", exact),
        Field(
            "quote_language",
            _("Language of the words"),
            span="h",
            hint=_("Blank: that of the source."),
            suggests="language",
        ),
        Field("sequence", _("Place in the day"), "number", span="h", hint=_("2 for the second time that day.")),
    ]


def relation_fields(typed: Data) -> list[tuple[Field, Field]]:
    """A pair for each relation typed, and one more to type."""
    there = [n for n in range(MOST_RELATIONS) if any(typed.get(f"earlier-{n}", ()))]
    free = next(n for n in count() if n not in there)
    return [
        (
            Field(f"relation-{n}", _("This statement"), "select", span="h", choices=words(Relation, _("Choose one"))),
            Field(f"earlier-{n}", _("The earlier statement"), span="h", hint=_("Its id."), suggests="statement"),
        )
        for n in [*there, free][:MOST_RELATIONS]
    ]


def corroborating_field() -> Field:
    hint = _("Ids or addresses of sources on record, one a line.")
    return Field("corroborated_by", _("Also in"), "area", hint)


def lines(values: Sequence[str]) -> list[str]:
    """What stands on each line."""
    return [line.strip() for value in values for line in value.splitlines() if line.strip()]
