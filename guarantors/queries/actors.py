"""Who is on record as an actor, and what part has one in each proposal, as of a day and as known at a moment?"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from guarantors.domain import asof, timeline
from guarantors.domain.stance import GUARANTOR_ROLES, Confidence, Level, Role
from guarantors.domain.text import folded
from guarantors.domain.voice import Directness, Voice, speaks_for_the_state
from guarantors.models import Actor, ActorKind, Guarantor, StatementActor
from guarantors.models.counting import known
from guarantors.queries import lines
from guarantors.queries.lines import Step
from guarantors.queries.then import Then, restored


@dataclass(frozen=True, slots=True)
class ActorBrief:
    code: str
    name: str
    kind: ActorKind


@dataclass(frozen=True, slots=True)
class Part:
    """An actor's part in a proposal. `level` is its stance on the whole proposal, None where nothing is on record;
    `began` is the step that began it. `steps` and `spoke_on` (days on which it spoke for itself) reach up to the day.
    """

    slug: str
    title: str
    made_on: date
    role: Role
    since: date | None
    until: date | None
    level: Level | None
    confidence: Confidence | None
    began: Step | None
    steps: tuple[Step, ...]
    spoke_on: tuple[date, ...]
    statements: int

    @property
    def gives_the_guarantee(self) -> bool:
        return self.role in GUARANTOR_ROLES


def briefs() -> list[ActorBrief]:
    """Every actor, by name."""
    found = [_brief(*row) for row in Actor.objects.values_list("code", "name", "kind")]
    return sorted(found, key=lambda actor: (folded(actor.name), actor.code))


def find(code: str, *, then: Then | None = None) -> ActorBrief | None:
    """One actor, or None."""
    row = Actor.objects.filter(code=code).first()
    if row is None:
        return None
    restored(then, row, code)
    return _brief(row.code, row.name, row.kind)


def parts(code: str, *, as_of: date, known_at: datetime, then: Then | None = None) -> list[Part]:
    """The actor's part in every proposal, newest proposal first. Four SQL queries."""
    steps = lines.of_actor(code, as_of=as_of, known_at=known_at)
    said = _said(code, as_of, known_at)
    in_order = Guarantor.objects.filter(actor__code=code).order_by("-proposal__made_on", "proposal__slug")
    found = list(in_order.select_related("proposal"))
    for part in found:
        restored(then, part.proposal, part.proposal.slug)
        restored(then, part, f"{part.proposal.slug}/{code}")
    return [_part(part, steps.get(part.pk, []), said.get(part.proposal_id, []), as_of, known_at) for part in found]


def _part(part: Guarantor, records: list[Step], said: list[tuple[date, bool]], as_of: date, known_at: datetime) -> Part:
    steps = asof.history(records, as_of, known_at)
    periods = timeline.periods(steps)
    return Part(
        slug=part.proposal.slug,
        title=part.proposal.title,
        made_on=part.proposal.made_on,
        role=Role(part.role),
        since=part.since,
        until=part.until,
        level=steps[-1].level if steps else None,
        confidence=steps[-1].confidence if steps else None,
        began=periods[-1].records[0] if periods else None,
        steps=tuple(steps),
        spoke_on=tuple(day for day, for_the_state in said if for_the_state),
        statements=len(said),
    )


def _said(code: str, as_of: date, known_at: datetime) -> dict[int, list[tuple[date, bool]]]:
    """For each proposal the days of what was said on the actor's behalf, and whether it speaks for the state."""
    links = StatementActor.objects.filter(
        known(known_at, "version__"), actor__code=code, version__said_last__lte=as_of
    ).order_by("version__said_last", "version__sequence")
    columns = ("version__statement__proposal_id", "version__said_last", "version__voice", "version__directness")
    found: dict[int, list[tuple[date, bool]]] = defaultdict(list)
    for proposal_id, day, voice, directness in links.values_list(*columns):
        found[proposal_id].append((day, speaks_for_the_state(Voice(voice), Directness(directness))))
    return found


def _brief(code: str, name: str, kind: str) -> ActorBrief:
    return ActorBrief(code, name, ActorKind(kind))
