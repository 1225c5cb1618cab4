"""A proposed guarantee and its clauses."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from guarantors.domain.stance import Obligation, ProposalStatus
from guarantors.models.actor import Actor
from guarantors.models.fields import REF_LENGTH, is_one_of, word


class EventKind(StrEnum):
    TALKS = "talks"
    SUMMIT = "summit"
    CHANGE_OF_GOVERNMENT = "change_of_government"
    AGREEMENT = "agreement"
    OTHER = "other"


class Proposal(models.Model):
    """`revision` rises with every published change, in the same transaction; `changed_at` is the moment of the last."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    made_on = models.DateField()
    made_at = models.CharField(max_length=120, blank=True)
    made_by = models.ManyToManyField(Actor, through="ProposalMaker", related_name="proposals_made")
    status = word(ProposalStatus)
    summary = models.TextField()
    derived_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors")
    revision = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_on", "slug"]
        constraints = [
            is_one_of("status", ProposalStatus, "proposal_status_is_known"),
            models.CheckConstraint(condition=~Q(title=""), name="proposal_has_a_title"),
            models.CheckConstraint(
                condition=Q(derived_from__isnull=True) | ~Q(derived_from=F("pk")),
                name="proposal_is_not_its_own_origin",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProposalMaker(models.Model):
    """Who made the proposal, in the order in which the source names them."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="makers")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["proposal", "actor"], name="proposal_names_each_maker_once")]


class Provision(models.Model):
    """One clause that a state can accept or refuse alone."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="provisions")
    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    obligation = word(Obligation)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "slug"], name="provision_slug_is_unique_in_its_proposal"),
            is_one_of("obligation", Obligation, "provision_obligation_is_known"),
            models.CheckConstraint(condition=~Q(title=""), name="provision_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


class Event(models.Model):
    """A dated happening that a reader needs beside the curve: talks, a summit, a change of government."""

    ref = models.CharField(max_length=REF_LENGTH)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="events")
    happened_on = models.CharField(max_length=30, help_text="As given (EDTF).")
    first_day = models.DateField()
    last_day = models.DateField()
    kind = word(EventKind)
    actor = models.ForeignKey(Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="events")
    title = models.CharField(max_length=200)
    source = models.ForeignKey("Source", null=True, blank=True, on_delete=models.PROTECT, related_name="events")

    class Meta:
        ordering = ["last_day", "ref"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "ref"], name="event_ref_is_unique_in_its_proposal"),
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="event_ends_after_it_begins"),
            is_one_of("kind", EventKind, "event_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(kind="change_of_government") | Q(actor__isnull=False),
                name="event_change_of_government_names_whose",
            ),
        ]

    def __str__(self) -> str:
        return self.title
