"""What was read, who spoke, and what was said: every version, each with its recorded clock."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop

from guarantors.domain.voice import Directness, Identification, Relation, SourceKind, SourceStatus, Voice
from guarantors.exchange.tables.parties import PROPOSAL_LINK, nominations_in, of, spoken_for_in
from guarantors.exchange.tables.table import (
    CLOCK,
    Amended,
    Link,
    Scope,
    Table,
    day,
    flag,
    given,
    moment,
    number,
    several,
    text,
    word,
)
from guarantors.models import Corroboration, Event, Source, Speaker, StatementRelation, StatementVersion


def _versions(scope: Scope) -> QuerySet[StatementVersion]:
    return StatementVersion.objects.filter(
        scope.among("statement__proposal"), scope.until("said_last"), recorded_at__lte=scope.known_at
    )


def _corroborations(scope: Scope) -> QuerySet[Corroboration]:
    return Corroboration.objects.filter(version__in=_versions(scope).order_by())


def events_in(scope: Scope) -> QuerySet[Event]:
    """The events up to the day, left out while their source was not on record: an event has no clock of its own."""
    return Event.objects.filter(scope.among("proposal"), last_day__lte=scope.as_of).filter(
        Q(source__isnull=True) | Q(source__recorded_at__lte=scope.known_at)
    )


def _sources(scope: Scope) -> QuerySet[Source]:
    """Every source that an entry in scope names."""
    return Source.objects.filter(
        Q(pk__in=_versions(scope).order_by().values("source"))
        | Q(pk__in=_corroborations(scope).order_by().values("source"))
        | Q(pk__in=nominations_in(scope).order_by().values("source"))
        | Q(pk__in=events_in(scope).filter(source__isnull=False).order_by().values("source"))
    )


def _speakers(scope: Scope) -> QuerySet[Speaker]:
    versions = _versions(scope).order_by()
    named = Q(pk__in=versions.filter(speaker__isnull=False).values("speaker"))
    named |= Q(pk__in=versions.filter(relayed_by__isnull=False).values("relayed_by"))
    return Speaker.objects.filter(named)


def _relations(scope: Scope) -> QuerySet[StatementRelation]:
    """Those between two statements in scope, as known at the moment."""
    spoken = _versions(scope).order_by().values("statement")
    return StatementRelation.objects.filter(recorded_at__lte=scope.known_at, later__in=spoken, earlier__in=spoken)


SOURCES = Table(
    name="sources",
    says=gettext_noop("What was read."),
    attributes=(
        text("id", "The id of the source.", "ref"),
        word("kind", "What it is.", SourceKind),
        text("title", "Its title, in its language."),
        text("publisher", "Who published it."),
        several("authors", "Its authors."),
        day("published_on", "When it was published; empty where that is not on record.", required=False),
        text("url", "Its address.", required=False),
        text("archived_url", "The address of an archived copy.", required=False),
        moment("retrieved_at", "When it was read (UTC).", required=False),
        text("language", "Its language (BCP 47)."),
        text("note", "What a reader should know of it.", required=False),
        flag("verified", "Whether a stored page confirmed the entry; empty where nobody has said."),
        word("status", "Whether its publisher still stands by it.", SourceStatus),
        moment("recorded_at", "When it came into our books (UTC)."),
    ),
    query=_sources,
    key=("id",),
    amended=Amended(Source, ("id",)),
)

SPEAKERS = Table(
    name="speakers",
    says="The persons who speak or relay. The office at the time stands with each statement.",
    attributes=(text("name", "The name of the person."),),
    query=_speakers,
    key=("name",),
)

STATEMENTS = Table(
    name="statements",
    says="What was said: every version of every statement. The last one that is not closed is the current one.",
    attributes=(
        text("id", "The id of the statement, the same for each of its versions.", "statement__ref"),
        number("version", "1 for the first version; each correction of ours adds one.", least=1),
        of("statement__"),
        given("said_on", "When it was said, as given (EDTF)."),
        day("said_first", "The first day on which it can have been said."),
        day("said_last", "The last day on which it can have been said: it counts from then."),
        number("sequence", "The place within the day, from 1.", least=1),
        text("speaker", "Who spoke; empty for an unnamed voice or an institution.", "speaker__name", required=False),
        text("office", "The office held at the time, as the source has it.", required=False),
        text("relayed_by", "Who passed the words on.", "relayed_by__name", required=False),
        text("relayed_office", "The office of who passed them on.", required=False),
        word("voice", "The function of the speaker.", Voice),
        word("identification", "Whether the source names the speaker.", Identification),
        word("directness", "How the words reached the source.", Directness),
        text("summary", "What was said, in our words."),
        text("quote", "The words of the source, in its language.", required=False),
        text("quote_language", "The language of the quotation (BCP 47).", required=False),
        flag("verified", "Whether a stored page confirmed the entry; empty where nobody has said."),
        text("source", "The id of the source.", "source__ref"),
        *CLOCK,
        text(
            "merged_into",
            "The id of the statement that stands in its place, where it was withdrawn as a duplicate.",
            "merged_into__ref",
            required=False,
        ),
    ),
    query=_versions,
    key=("id", "version"),
    links=(PROPOSAL_LINK, Link(("speaker",), "speakers", ("name",)), Link(("source",), "sources", ("id",))),
)

VERSION_LINK = Link(("statement", "version"), "statements", ("id", "version"))

STATEMENT_ACTORS = Table(
    name="statement_actors",
    says="On behalf of whom each statement was made; a joint one has several.",
    attributes=(
        text("statement", "The id of the statement.", "version__statement__ref"),
        number("version", "The version of the statement.", "version__version", least=1),
        number("position", "The place in the order of the source, from 0.", least=0),
        text("actor", "The code of the actor.", "actor__code"),
    ),
    query=spoken_for_in,
    key=("statement", "version", "actor"),
    order=("statement", "version", "position"),
    links=(VERSION_LINK, Link(("actor",), "actors", ("code",))),
)

CORROBORATIONS = Table(
    name="corroborations",
    says="Further sources that carry the same words.",
    attributes=(
        text("statement", "The id of the statement.", "version__statement__ref"),
        number("version", "The version of the statement.", "version__version", least=1),
        number("position", "The place in the order, from 0.", least=0),
        text("source", "The id of the source.", "source__ref"),
    ),
    query=_corroborations,
    key=("statement", "version", "source"),
    order=("statement", "version", "position"),
    links=(VERSION_LINK, Link(("source",), "sources", ("id",))),
)

RELATIONS = Table(
    name="relations",
    says=gettext_noop("How one statement answers an earlier one."),
    attributes=(
        text("later", "The id of the later statement.", "later__ref"),
        text("earlier", "The id of the earlier one.", "earlier__ref"),
        word("relation", "What the later one does to the earlier one.", Relation),
        moment("recorded_at", "When it came into our books (UTC)."),
    ),
    query=_relations,
    key=("later", "earlier", "relation"),
    links=(Link(("later",), "statements", ("id",)), Link(("earlier",), "statements", ("id",))),
)

TABLES = (SOURCES, SPEAKERS, STATEMENTS, STATEMENT_ACTORS, CORROBORATIONS, RELATIONS)
