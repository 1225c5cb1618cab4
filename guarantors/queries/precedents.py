"""How were statements like this one read before? Asked only once a level is chosen, so that it anchors nobody.

Published readings alone: no coding of a statement that waits is in an answer.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from guarantors.domain import dates
from guarantors.domain.coding import Round
from guarantors.domain.likeness import telling
from guarantors.domain.search import WEIGHTS
from guarantors.domain.stance import Basis, Confidence, Level
from guarantors.domain.voice import Voice
from guarantors.models import Coding, Evidence, StanceRecord
from guarantors.models.counting import known
from guarantors.queries import statements
from guarantors.queries.matches import with_any
from guarantors.queries.statements import StatementRow

MOST = 5
ALIKE = 3
"""Of the five nearest so many were read alike, where there are enough of the others."""

ASKED_WORDS = 12
LOOKED_AT = 400
"""So many statements with any of the words are compared, the last said first."""

NEAREST = 60
"""So many of these are asked how they were read."""

LEAST_SHARED = 2
SAME_VOICE = 0.15
"""What the same function of the speaker is worth, beside the share of the words."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a statement was read on the whole (`on` is "") or on a provision, for whom (code, name), and why."""

    level: Level
    basis: Basis | None
    confidence: Confidence
    on: str
    rationale: str
    actors: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Precedent:
    """A statement on record and its readings of the kind asked for."""

    ref: str
    who: str
    voice: Voice
    said_on: dates.GivenDate
    proposal_title: str
    summary: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Precedents:
    """The nearest, those read at the level that was chosen apart from those read otherwise; nearest first."""

    alike: tuple[Precedent, ...]
    otherwise: tuple[Precedent, ...]


def precedents(
    *, summary: str, quote: str, voice: Voice, level: Level, on_a_provision: bool, known_at: datetime, but_ref: str = ""
) -> Precedents:
    """The nearest readings to words that were just read at `level`, on any proposal; `but_ref` is the statement itself.

    A fixed number of SQL queries; the index of the search finds the candidates.
    """
    rows = _nearest(telling(summary, quote), voice, known_at)
    read = _readings([row.statement_id for row in rows], on_a_provision, known_at)
    found = [(_precedent(row, read[row.statement_id]), row) for row in rows if read[row.statement_id]]
    alike = [item for item, row in found if row.ref != but_ref and level in [one.level for one in item.readings]]
    otherwise = [item for item, row in found if row.ref != but_ref and item not in alike]
    most_alike = max(ALIKE, MOST - len(otherwise))
    alike = alike[:most_alike]
    return Precedents(tuple(alike), tuple(otherwise[: MOST - len(alike)]))


def _nearest(own: frozenset[str], voice: Voice, known_at: datetime) -> list[StatementRow]:
    """The statements that share most of the words, nearest first."""
    asked = sorted(own, key=lambda word: (-len(word), word))[:ASKED_WORDS]  # long words are rarer
    if not asked:
        return []
    scored = []
    candidates = with_any(asked, known_at).walk(True, None, "search__text", "voice")[:LOOKED_AT]
    for position, pk, text, spoken_as in candidates:
        shared = own & _words(text)
        if len(shared) >= LEAST_SHARED:
            scored.append((-(len(shared) / len(own) + SAME_VOICE * (spoken_as == voice)), -position, pk))
    nearest = [pk for _, _, pk in sorted(scored)[:NEAREST]]
    by_id = statements.by_id(nearest)
    return [by_id[pk] for pk in nearest]


def _words(text: str) -> frozenset[str]:
    """The words of an indexed text that tell what was said: the summary and the quotation."""
    fields = dict(zip(WEIGHTS, text.split("|"), strict=True))
    return telling(fields["summary"], fields["quote"])


def _readings(
    statement_ids: Sequence[int], on_a_provision: bool, known_at: datetime
) -> defaultdict[int, list[Reading]]:
    """How each was read on the whole, or on provisions: by the records that rest on it; without any, by its coders."""
    found: dict[int, list[tuple[Reading, tuple[str, str]]]] = defaultdict(list)
    links = Evidence.objects.filter(
        known(known_at, "stance__"),
        statement__in=statement_ids,
        stance__provision__isnull=not on_a_provision,
    ).select_related("stance__guarantor__actor", "stance__provision")
    for link in links.order_by("stance__guarantor__position", "stance__effective_day", "stance__pk"):
        found[link.statement_id].append(_reading(link.stance))
    made = Coding.objects.filter(
        statement__in=statement_ids, recorded_at__lte=known_at, provision__isnull=not on_a_provision
    ).select_related("guarantor__actor", "provision")
    codings = list(made.order_by("guarantor__position", "recorded_at", "pk"))
    decided = {coding.statement_id for coding in codings if coding.round == Round.ADJUDICATION}
    resting = set(found)
    for coding in codings:
        superseded = coding.statement_id in decided and coding.round != Round.ADJUDICATION
        if coding.statement_id not in resting and not superseded:
            found[coding.statement_id].append(_reading(coding))
    return defaultdict(list, {pk: _joined(items) for pk, items in found.items()})


def _reading(row: Coding | StanceRecord) -> tuple[Reading, tuple[str, str]]:
    reading = Reading(
        Level(row.level),
        Basis(row.basis) if row.basis else None,
        Confidence(row.confidence),
        row.provision.title if row.provision else "",
        row.rationale,
        (),
    )
    return reading, (row.guarantor.actor.code, row.guarantor.actor.name)


def _joined(items: Sequence[tuple[Reading, tuple[str, str]]]) -> list[Reading]:
    """A joint declaration is read alike for many: one reading, with all their names and the first one's reasons."""
    actors: dict[Reading, list[tuple[str, str]]] = defaultdict(list)
    why: dict[Reading, str] = {}
    for reading, actor in items:
        bare = replace(reading, rationale="")
        actors[bare].append(actor)
        why.setdefault(bare, reading.rationale)
    return [replace(bare, actors=tuple(dict.fromkeys(found)), rationale=why[bare]) for bare, found in actors.items()]


def _precedent(row: StatementRow, readings: Sequence[Reading]) -> Precedent:
    return Precedent(row.ref, row.who, row.voice, row.said_on, row.proposal_title, row.summary, tuple(readings))
