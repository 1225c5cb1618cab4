"""Which statements, on record or waiting for review, may be the one that is being logged?

Nothing in an answer tells how a statement was coded: whoever logs one may be its coder.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from guarantors.domain import dates
from guarantors.domain.errors import Refused
from guarantors.domain.likeness import Likeness, Sketch, likeness
from guarantors.domain.source import spellings
from guarantors.domain.submission import Given
from guarantors.models import Corroboration, Source, Speaker, Statement, StatementActor, StatementVersion, Submission
from guarantors.models.counting import known
from guarantors.queries.statements import who

MOST = 5
"""More are no help to somebody who writes."""

EACH_WAY = 200
"""So many statements of a day, of a speaker and of a source are looked at."""

WAITING = 500
"""So many waiting statements are looked at, the last handed in first."""

WIDEST = timedelta(days=31)
"""So much later a statement of which only the month is known may end than a day that it covers. One of which only the
year is known shares too little with a day to be found by it; its speaker or its source finds it."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A statement that may be the same. `ref` is "" while it waits, and `submission` None once it is on record."""

    ref: str
    submission: uuid.UUID | None
    logged_by: str
    who: str
    said_on: dates.GivenDate
    summary: str
    likeness: Likeness


def sketch_of(given: Given) -> Sketch:
    """What of a statement that was given, be it half of one, can be compared, and asked for on either database."""
    said, source = given.said, given.source
    first, last = _days(said.said_on)
    named = [*filter(None, (source.id, *said.corroborated_by)), *spellings(source.url)]
    return Sketch(
        actors=frozenset(map(_storable, said.actors)),
        speaker=_storable(said.speaker.name),
        office=said.speaker.office,
        first=first,
        last=last,
        sources=frozenset(map(_storable, named)),
        summary=said.summary,
        quote=said.quote,
    )


def similar(
    proposal_id: int, sketch: Sketch, *, known_at: datetime, but: uuid.UUID | None = None, but_ref: str = ""
) -> list[Similar]:
    """Those that are probably the same, the likest first; `but` and `but_ref` are the statement itself.

    A fixed number of SQL queries, each bounded by an index: the days, the speaker, the source.
    """
    on_record = _on_record(proposal_id, sketch, known_at)
    found = [
        *(item for item in on_record if item.ref != but_ref),
        *(item for item in _waiting(proposal_id, sketch) if item.submission != but),
    ]
    probable = [item for item in found if item.likeness.is_probable]
    return sorted(probable, key=lambda item: (-item.likeness.points, item.ref, str(item.submission)))[:MOST]


def _on_record(proposal_id: int, sketch: Sketch, known_at: datetime) -> list[Similar]:
    # Not a join: that would lead an engine to walk through the whole proposal instead of the narrow index of each way.
    own = Statement.objects.filter(pk=OuterRef("statement_id"), proposal_id=proposal_id)
    standing = StatementVersion.objects.filter(known(known_at), Exists(own))
    ids = {pk for way in _ways(standing, sketch) for pk in way.values_list("pk", flat=True)[:EACH_WAY]}
    if not ids:
        return []
    actors: dict[int, list[str]] = defaultdict(list)
    for pk, code in StatementActor.objects.filter(version__in=ids).values_list("version_id", "actor__code"):
        actors[pk].append(code)
    also: dict[int, list[str]] = defaultdict(list)
    for pk, ref in Corroboration.objects.filter(version__in=ids).values_list("version_id", "source__ref"):
        also[pk].append(ref)
    found = []
    for row in StatementVersion.objects.filter(pk__in=ids).select_related("statement", "speaker", "source"):
        name = row.speaker.name if row.speaker else ""
        other = Sketch(
            actors=frozenset(actors[row.pk]),
            speaker=name,
            office=row.office,
            first=row.said_first,
            last=row.said_last,
            sources=frozenset([row.source.ref, *also[row.pk], *_addresses(row.source)]),
            summary=row.summary,
            quote=row.quote,
        )
        found.append(
            Similar(
                ref=row.statement.ref,
                submission=None,
                logged_by=row.recorded_by,
                who=who(name, row.office),
                said_on=dates.parse(row.said_on),
                summary=row.summary,
                likeness=likeness(sketch, other),
            )
        )
    return found


def _ways(standing: QuerySet[StatementVersion], sketch: Sketch) -> Iterable[QuerySet[StatementVersion]]:
    """The statements worth a look: of those days, of that speaker, of those sources."""
    if sketch.first and sketch.last:
        until = min(sketch.last, date.max - WIDEST) + WIDEST
        of_days = standing.filter(said_last__gte=sketch.first, said_last__lte=until, said_first__lte=sketch.last)
        if sketch.actors:
            spoken_for = StatementActor.objects.filter(actor__code__in=sketch.actors, version=OuterRef("pk"))
            of_days = of_days.filter(Exists(spoken_for))
        yield of_days.order_by("said_last", "pk")
    if sketch.speaker:
        speakers = Speaker.objects.filter(name__iexact=sketch.speaker)
        yield standing.filter(speaker__in=list(speakers.values_list("pk", flat=True))).order_by("-said_last", "-pk")
    if sketch.sources:
        named = Q(ref__in=sketch.sources) | Q(url__in=sketch.sources) | Q(archived_url__in=sketch.sources)
        ids = list(Source.objects.filter(named).values_list("pk", flat=True)[:EACH_WAY])
        yield standing.filter(source__in=ids).order_by("-said_last", "-pk")


def _waiting(proposal_id: int, sketch: Sketch) -> list[Similar]:
    waiting = Submission.objects.filter(proposal_id=proposal_id, outcome="").order_by("-logged_at", "-pk")[:WAITING]
    found = []
    for item in waiting:
        given = Given.from_plain(item.content)
        said = given.said
        found.append(
            Similar(
                ref="",
                submission=item.pk,
                logged_by=item.logged_by,
                who=who(said.speaker.name, said.speaker.office),
                said_on=dates.parse(said.said_on),
                summary=said.summary,
                likeness=likeness(sketch, sketch_of(given)),
            )
        )
    return found


def _addresses(source: Source) -> list[str]:
    return [*spellings(source.url), *spellings(source.archived_url)]


def _storable(text: str) -> str:
    """Without what no database can hold, and so no row can match: control characters, halves of a character."""
    return "".join(character for character in text if character.isprintable()).strip()


def _days(said_on: str) -> tuple[date | None, date | None]:
    try:
        given = dates.parse(said_on)
    except Refused:
        return None, None
    return given.first, given.last
