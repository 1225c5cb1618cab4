"""Which proposals are there, what do they ask, and who has a part in them?"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery

from guarantors.domain.stance import GUARANTOR_ROLES, Level, Obligation, ProposalStatus, Role
from guarantors.models import ActorKind, Guarantor, Proposal, ProposalMaker, Provision, StanceRecord
from guarantors.models.prepared import Given, answers
from guarantors.queries.stances import probe
from guarantors.queries.then import Then, restored


@dataclass(frozen=True, slots=True)
class ProvisionRow:
    slug: str
    title: str
    summary: str
    obligation: Obligation


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal with its clauses; `makers` are (code, name) in the order of the source.

    `then` takes back what was amended after the moment for which it was asked; None for the present.
    """

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
    then: Then | None = field(default=None, compare=False)


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


def find(slug: str, *, known_at: datetime | None = None) -> ProposalRow | None:
    """One proposal, or None; in the words of a moment of the past, where one is named."""
    found = _whole(Then.of(known_at), slug=slug)
    return found[0] if found else None


def slugs() -> list[str]:
    """The slugs of every proposal, newest first."""
    return list(Proposal.objects.order_by("-made_on", "slug").values_list("slug", flat=True))


def last_change() -> datetime | None:
    """When anything of any proposal was last recorded; None where there is no proposal."""
    found = answers(
        "last change", Proposal, lambda: Proposal.objects.order_by("-changed_at").values_list("changed_at")[:1]
    )
    return found[0][0] if found else None


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


def guarantors(proposal: ProposalRow) -> list[GuarantorBrief]:
    """Everybody with a part in a proposal, in the order of the source."""
    if proposal.then is not None:
        found = Guarantor.objects.filter(proposal_id=proposal.pk).select_related("actor").order_by("position", "pk")
        return [_brief(part, proposal.slug, proposal.then) for part in found]
    rows = answers("parties", Guarantor, _parties, proposal=proposal.pk)
    return [
        GuarantorBrief(pk, code, name, _KINDS[kind], _ROLES[role], since, until)
        for pk, code, name, kind, role, since, until in rows
    ]


_KINDS = {kind.value: kind for kind in ActorKind}
_ROLES = {role.value: role for role in Role}


def _parties() -> "QuerySet[Guarantor, Any]":
    columns = ("pk", "actor__code", "actor__name", "actor__kind", "role", "since", "until")
    found = Guarantor.objects.filter(proposal=Given("proposal", BigIntegerField()))
    return found.order_by("position", "pk").values_list(*columns)


def guarantor(proposal: ProposalRow, code: str) -> GuarantorBrief | None:
    """One actor's part in a proposal, or None."""
    part = Guarantor.objects.filter(proposal_id=proposal.pk, actor__code=code).select_related("actor").first()
    return _brief(part, proposal.slug, proposal.then) if part else None


def with_stances(*, as_of: date, known_at: datetime, then: Then | None = None) -> list[ProposalStances]:
    """Every proposal, newest first, with the stance of each guarantor on the whole proposal."""
    level = StanceRecord.objects.filter(pk=OuterRef("stance_id")).values("level")
    parts = (
        Guarantor.objects.select_related("actor", "proposal")
        .annotate(stance_id=probe(as_of, known_at))
        .annotate(level=Subquery(level))
        .order_by("position", "pk")
    )
    by_proposal: dict[int, list[tuple[GuarantorBrief, Level | None]]] = defaultdict(list)
    for part in parts:
        by_proposal[part.proposal_id].append(
            (_brief(part, part.proposal.slug, then), Level(part.level) if part.level else None)
        )
    return [ProposalStances(row, tuple(by_proposal[row.pk])) for row in _whole(then)]


def _brief(part: Guarantor, slug: str, then: Then | None) -> GuarantorBrief:
    actor = restored(then, part.actor, part.actor.code)
    restored(then, part, f"{slug}/{actor.code}")
    return GuarantorBrief(
        part.pk, actor.code, actor.name, ActorKind(actor.kind), Role(part.role), part.since, part.until
    )


def _whole(then: Then | None, **conditions: str) -> list[ProposalRow]:
    stored = list(Proposal.objects.filter(**conditions).select_related("derived_from").order_by("-made_on", "slug"))
    ids = [row.pk for row in stored]
    makers: dict[int, list[tuple[str, str]]] = defaultdict(list)
    links = ProposalMaker.objects.filter(proposal__in=ids).order_by("position")
    for link in links.select_related("actor"):
        actor = restored(then, link.actor, link.actor.code)
        makers[link.proposal_id].append((actor.code, actor.name))
    provisions: dict[int, list[ProvisionRow]] = defaultdict(list)
    for clause in Provision.objects.filter(proposal__in=ids).select_related("proposal").order_by("position"):
        restored(then, clause, f"{clause.proposal.slug}/{clause.slug}")
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
            then=then,
        )
        for row in (restored(then, proposal, proposal.slug) for proposal in stored)
    ]
