"""What a page of the desk is about, where that is on record: a statement or a stance record, as it stands now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import Http404
from django.urls import reverse

from guarantors.address import naming, permanent, worded
from guarantors.domain import dates
from guarantors.domain.text import shown
from guarantors.exchange.spoken import gettext as _
from guarantors.models import LockedNoun, Proposal, StanceRecord, Statement, StatementVersion
from guarantors.pages.labels import within
from guarantors.queries import history, locks, proposals
from guarantors.queries.contents import Shape
from guarantors.queries.history import Past
from guarantors.queries.locks import LockRow
from guarantors.queries.proposals import ProposalRow
from guarantors.queries.statements import who


@dataclass(frozen=True, slots=True)
class Subject:
    """`row` is the latest version; `title` names it in words. Withdrawn or merged, it no longer `stands`."""

    noun: LockedNoun
    row: StatementVersion | StanceRecord
    proposal: ProposalRow
    title: str
    href: str
    lock: LockRow | None

    @property
    def ref(self) -> str:
        return self.row.statement.ref if isinstance(self.row, StatementVersion) else self.row.ref

    @property
    def version(self) -> int:
        return self.row.version

    @property
    def stands(self) -> bool:
        return self.row.superseded_at is None

    @property
    def shape(self) -> Shape:
        """What it says now, field by field."""
        return history.shape(self.row)

    @property
    def titles(self) -> dict[str, str]:
        """The provisions of its proposal, by their slugs."""
        return {item.slug: item.title for item in self.proposal.provisions}

    @property
    def public(self) -> str:
        """Its page, or the place on a page, that readers see."""
        return self.at(None)

    def at(self, moment: datetime | None) -> str:
        """The public page as it was at that moment."""
        if isinstance(self.row, StatementVersion):
            return permanent.of_statement(self.ref, moment) if moment else f"/statements/{self.ref}/"
        code = self.row.guarantor.actor.code
        if moment is None:
            return f"/{self.proposal.slug}/{code}/{self.ref}/"
        day = max(self.row.effective_day, moment.astimezone(UTC).date())
        return permanent.of_stance(self.proposal.slug, code, self.ref, day=day, moment=moment)

    def past(self) -> list[Past]:
        """Everything that was done to it, newest first."""
        if self.noun is LockedNoun.STATEMENT:
            return history.of_statement(self.ref)
        return history.of_stance(self.proposal.pk, self.ref)

    def since(self, seen: int) -> list[Past]:
        """What was done to it since that version was made, newest first."""
        everything = self.past()
        made = next((item.at for item in everything if item.version == seen), None)
        return [item for item in everything if made is not None and item.at > made]


def of_statement(ref: str) -> Subject:
    """The statement. Raises Http404 in words."""
    row = (
        StatementVersion.objects.filter(statement__ref=ref)
        .select_related("statement__proposal", "source", "speaker", "relayed_by", "merged_into")
        .order_by("-version")
        .first()
    )
    if row is None:
        raise Http404(_("There is no statement “%(ref)s” on record.") % {"ref": shown(ref)})
    title = named(row)
    href = reverse("desk_statement", args=[ref])
    return _subject(LockedNoun.STATEMENT, row, row.statement.proposal, title, href)


def of_stance(slug: str, ref: str) -> Subject:
    """The stance record of that proposal. Raises Http404 in words."""
    row = (
        StanceRecord.objects.filter(guarantor__proposal__slug=slug, ref=ref)
        .select_related("guarantor__proposal", "guarantor__actor", "provision")
        .order_by("-version")
        .first()
    )
    if row is None:
        raise Http404(_("There is no stance record “%(ref)s” on that proposal.") % {"ref": shown(ref)})
    title = _named_record(row)
    href = reverse("desk_stance", args=[slug, ref])
    return _subject(LockedNoun.STANCE, row, row.guarantor.proposal, title, href)


def named(row: StatementVersion) -> str:
    """A statement by who spoke and when: Olaf Scholz, 30 Mar 2022."""
    said_by = who(row.speaker.name if row.speaker else "", row.office)
    return f"{said_by}, {worded.short(dates.parse(row.said_on))}"


def _named_record(row: StanceRecord) -> str:
    """A stance record by who stands where, and since when: Germany: open on “Response” since 30 Mar 2022."""
    named = {
        "name": naming.of(row.guarantor.actor),
        "level": within(row.level),
        "day": worded.short(dates.parse(row.effective_on)),
    }
    if row.provision is None:
        return _("%(name)s: %(level)s since %(day)s") % named
    return _("%(name)s: %(level)s on “%(provision)s” since %(day)s") % {**named, "provision": row.provision.title}


def named_all(refs: Sequence[str]) -> list[tuple[str, str]]:
    """(ref, name) of each of the statements, as it was said last, withdrawn or not. One SQL query."""
    found = StatementVersion.objects.filter(statement__ref__in=refs).select_related("statement", "speaker")
    latest = {row.statement.ref: row for row in found.order_by("version")}
    return [(ref, named(latest[ref])) for ref in refs if ref in latest]


def statement_of(subject: Subject) -> Statement:
    """The statement for an action."""
    assert isinstance(subject.row, StatementVersion)
    return subject.row.statement


def record_of(subject: Subject, version: int) -> StanceRecord:
    """That version of the record for an action, so that it is told if another stands by now. Raises Http404."""
    assert isinstance(subject.row, StanceRecord)
    found = StanceRecord.objects.filter(guarantor=subject.row.guarantor, ref=subject.ref, version=version)
    record = found.select_related("guarantor__proposal", "guarantor__actor", "provision").first()
    if record is None:
        wording = _("There is no version %(version)s of “%(ref)s”.")
        raise Http404(wording % {"version": version, "ref": shown(subject.ref)})
    return record


def _subject(
    noun: LockedNoun, row: StatementVersion | StanceRecord, proposal: Proposal, title: str, href: str
) -> Subject:
    found = proposals.find(proposal.slug)
    assert found is not None
    ref = row.statement.ref if isinstance(row, StatementVersion) else row.ref
    return Subject(noun, row, found, title, href, locks.on(proposal.pk, noun, ref))


def proposal_of(subject: Subject) -> Proposal:
    """Its proposal for an action."""
    return Proposal.objects.get(pk=subject.proposal.pk)
