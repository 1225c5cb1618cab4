"""How was one statement read: which records rest on it, who coded it how, and what does it answer?"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from guarantors.domain.coding import Round
from guarantors.domain.stance import Confidence, Level
from guarantors.domain.voice import Relation
from guarantors.models import Coding, Evidence, StatementActor, StatementRelation
from guarantors.models.counting import known
from guarantors.queries import stances
from guarantors.queries.proposals import ProposalRow, guarantors
from guarantors.queries.stances import StanceRow
from guarantors.queries.then import Then, restored


@dataclass(frozen=True, slots=True)
class Reading:
    """A stance record that rests on the statement; `statement_actors` are those on whose behalf it was made."""

    stance: StanceRow
    actor_code: str
    actor_name: str
    provision_title: str
    statement_actors: frozenset[str]


@dataclass(frozen=True, slots=True)
class CodingRow:
    """One coder's reading."""

    coder: str
    round: Round | None
    actor_code: str
    actor_name: str
    provision_title: str
    level: Level
    confidence: Confidence
    rationale: str


@dataclass(frozen=True, slots=True)
class Link:
    """The other statement, and what the later of the two does to the earlier."""

    relation: Relation
    ref: str
    is_later: bool


def records(statement_id: int, proposal: ProposalRow, known_at: datetime) -> list[Reading]:
    """The records of its proposal that rest on a statement, as known at that moment, oldest first."""
    parts = {part.pk: part for part in guarantors(proposal)}
    titles = {clause.slug: clause.title for clause in proposal.provisions}
    spoken_for = StatementActor.objects.filter(version__statement_id=statement_id, version__recorded_at__lte=known_at)
    actors = frozenset(spoken_for.values_list("actor__code", flat=True))
    return [
        Reading(
            stance=record,
            actor_code=parts[record.guarantor_id].code,
            actor_name=parts[record.guarantor_id].name,
            provision_title=titles[record.provision] if record.provision else "",
            statement_actors=actors,
        )
        for record in stances.resting_on(statement_id, known_at=known_at)
    ]


def codings(statement_id: int, proposal: ProposalRow, known_at: datetime) -> list[CodingRow]:
    """Every coder's reading of a statement of the proposal, oldest first."""
    parts = {part.pk: part for part in guarantors(proposal)}
    titles = {clause.slug: clause.title for clause in proposal.provisions}
    found = Coding.objects.filter(statement_id=statement_id, recorded_at__lte=known_at)
    return [
        CodingRow(
            coder=coding.coder,
            round=Round(coding.round) if coding.round else None,
            actor_code=parts[coding.guarantor_id].code,
            actor_name=parts[coding.guarantor_id].name,
            provision_title=titles[coding.provision.slug] if coding.provision else "",
            level=Level(coding.level),
            confidence=Confidence(coding.confidence),
            rationale=coding.rationale,
        )
        for coding in found.select_related("provision").order_by("recorded_at", "pk")
    ]


def relations(statement_id: int, known_at: datetime) -> list[Link]:
    """What the statement answers, then what answers it."""
    answers = StatementRelation.objects.filter(later=statement_id, recorded_at__lte=known_at)
    answered = StatementRelation.objects.filter(earlier=statement_id, recorded_at__lte=known_at)
    return [
        *(Link(Relation(link.relation), link.earlier.ref, False) for link in answers.select_related("earlier")),
        *(Link(Relation(link.relation), link.later.ref, True) for link in answered.select_related("later")),
    ]


@dataclass(frozen=True, slots=True)
class Rest:
    """A stance record in short, for a list of statements; `provision_title` is "" for the whole proposal."""

    ref: str
    actor_code: str
    actor_name: str
    provision_title: str
    level: Level


def resting(statement_ids: Collection[int], known_at: datetime, then: Then | None = None) -> dict[int, list[Rest]]:
    """For each statement the records that rest on it, as known at that moment, oldest first."""
    links = Evidence.objects.filter(known(known_at, "stance__"), statement__in=statement_ids).select_related(
        "stance__guarantor__actor", "stance__provision__proposal"
    )
    found: dict[int, list[Rest]] = defaultdict(list)
    for link in links.order_by("stance__effective_day", "stance__sequence", "stance__ref"):
        stance, clause = link.stance, link.stance.provision
        actor = restored(then, stance.guarantor.actor, stance.guarantor.actor.code)
        title = restored(then, clause, f"{clause.proposal.slug}/{clause.slug}").title if clause else ""
        found[link.statement_id].append(Rest(stance.ref, actor.code, actor.name, title, Level(stance.level)))
    return found
