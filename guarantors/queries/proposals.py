"""Which proposals are there, what do they ask, and who has a part in them?"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, OuterRef, Subquery

from guarantors.domain.stance import GUARANTOR_ROLES, Level, Obligation, ProposalStatus, Role
from guarantors.models import ActorKind, Guarantor, Proposal, ProposalMaker, Provision, StanceRecord
from guarantors.queries.stances import probe


@dataclass(frozen=True, slots=True)
class ProvisionRow:
    slug: str
    title: str
    summary: str
    obligation: Obligation


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal with its clauses; `makers` are (code, name) in the order of the source."""

    pk: int
    slug: str
    title: str
    made_on: date
    made_at: str
    makers: tuple[tuple[str, str], ...]
    status: ProposalStatus
    summary: str
    derived_from: tuple[str, str] | None
    revision: int
    changed_at: datetime
    provisions: tuple[ProvisionRow, ...]


@dataclass(frozen=True, slots=True)
class GuarantorBrief:
    """An actor's part in a proposal; `since` and `until` are None where the day is not known."""

    pk: int
    code: str
    name: str
    kind: ActorKind
    role: Role
    since: date | None
    until: date | None

    @property
    def gives_the_guarantee(self) -> bool:
        return self.role in GUARANTOR_ROLES

    def is_asked_on(self, day: date) -> bool:
        """Whether it counts among those asked on that day; one whose day is not on record counts on every day."""
        return (
            self.gives_the_guarantee
            and (self.since is None or self.since <= day)
            and (self.until is None or day <= self.until)
        )


@dataclass(frozen=True, slots=True)
class ProposalStances:
    """A proposal with the level that each guarantor stands at; None where nothing is on record."""

    proposal: ProposalRow
    stances: tuple[tuple[GuarantorBrief, Level | None], ...]


def find(slug: str) -> ProposalRow | None:
    """One proposal, or None."""
    found = _whole(slug=slug)
    return found[0] if found else None


def slugs() -> list[str]:
    """The slugs of every proposal, newest first."""
    return list(Proposal.objects.order_by("-made_on", "slug").values_list("slug", flat=True))


def last_change() -> datetime | None:
    """When anything of any proposal was last recorded; None where there is no proposal."""
    moment: datetime | None = Proposal.objects.aggregate(last=Max("changed_at"))["last"]
    return moment


def titles() -> list[tuple[str, str]]:
    """(slug, title) of every proposal, newest first."""
    return list(Proposal.objects.order_by("-made_on", "slug").values_list("slug", "title"))


def provisions_by_proposal() -> dict[str, dict[str, str]]:
    """For each proposal, newest first, its provisions: title by slug, in the order of the source."""
    found: dict[str, dict[str, str]] = {slug: {} for slug in slugs()}
    clauses = Provision.objects.order_by("position", "pk").values_list("proposal__slug", "slug", "title")
    for proposal, slug, title in clauses:
        found[proposal][slug] = title
    return found


def guarantors(proposal_id: int) -> list[GuarantorBrief]:
    """Everybody with a part in a proposal, in the order of the source."""
    found = Guarantor.objects.filter(proposal_id=proposal_id).select_related("actor").order_by("position", "pk")
    return [_brief(part) for part in found]


def guarantor(proposal_id: int, code: str) -> GuarantorBrief | None:
    """One actor's part in a proposal, or None."""
    part = Guarantor.objects.filter(proposal_id=proposal_id, actor__code=code).select_related("actor").first()
    return _brief(part) if part else None


def with_stances(*, as_of: date, known_at: datetime) -> list[ProposalStances]:
    """Every proposal, newest first, with the stance of each guarantor on the whole proposal."""
    level = StanceRecord.objects.filter(pk=OuterRef("stance_id")).values("level")
    parts = (
        Guarantor.objects.select_related("actor")
        .annotate(stance_id=probe(as_of, known_at))
        .annotate(level=Subquery(level))
        .order_by("position", "pk")
    )
    by_proposal: dict[int, list[tuple[GuarantorBrief, Level | None]]] = defaultdict(list)
    for part in parts:
        by_proposal[part.proposal_id].append((_brief(part), Level(part.level) if part.level else None))
    return [ProposalStances(row, tuple(by_proposal[row.pk])) for row in _whole()]


def _brief(part: Guarantor) -> GuarantorBrief:
    actor = part.actor
    return GuarantorBrief(
        part.pk, actor.code, actor.name, ActorKind(actor.kind), Role(part.role), part.since, part.until
    )


def _whole(**conditions: str) -> list[ProposalRow]:
    stored = list(Proposal.objects.filter(**conditions).select_related("derived_from").order_by("-made_on", "slug"))
    ids = [row.pk for row in stored]
    makers: dict[int, list[tuple[str, str]]] = defaultdict(list)
    links = ProposalMaker.objects.filter(proposal__in=ids).order_by("position")
    for proposal_id, code, name in links.values_list("proposal_id", "actor__code", "actor__name"):
        makers[proposal_id].append((code, name))
    provisions: dict[int, list[ProvisionRow]] = defaultdict(list)
    for clause in Provision.objects.filter(proposal__in=ids).order_by("position"):
        row = ProvisionRow(clause.slug, clause.title, clause.summary, Obligation(clause.obligation))
        provisions[clause.proposal_id].append(row)
    return [
        ProposalRow(
            pk=row.pk,
            slug=row.slug,
            title=row.title,
            made_on=row.made_on,
            made_at=row.made_at,
            makers=tuple(makers[row.pk]),
            status=ProposalStatus(row.status),
            summary=row.summary,
            derived_from=(row.derived_from.slug, row.derived_from.title) if row.derived_from else None,
            revision=row.revision,
            changed_at=row.changed_at,
            provisions=tuple(provisions[row.pk]),
        )
        for row in stored
    ]
