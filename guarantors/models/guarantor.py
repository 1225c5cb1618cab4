"""An actor's part in one proposal, and the claims that say who was asked."""

from django.db import models
from django.db.models import F, Q

from guarantors.domain.stance import GUARANTOR_ROLES, Role
from guarantors.models.actor import Actor
from guarantors.models.fields import REF_LENGTH, is_one_of, word
from guarantors.models.proposal import Proposal


class Guarantor(models.Model):
    """`since` and `until` bound the part; null means that the day is not known, not "always"."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="guarantors")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="parts")
    role = word(Role)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "actor"], name="guarantor_has_one_part_in_a_proposal"),
            is_one_of("role", Role, "guarantor_role_is_known"),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(since__lte=F("until")),
                name="guarantor_since_before_until",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} in {self.proposal}"

    @property
    def gives_the_guarantee(self) -> bool:
        return self.role in GUARANTOR_ROLES


class Nomination(models.Model):
    """The claim that an actor was asked: named by whom, when, in which source, and whether the claim still stands."""

    ref = models.CharField(max_length=REF_LENGTH)
    guarantor = models.ForeignKey(Guarantor, on_delete=models.PROTECT, related_name="nominations")
    named_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="nominations_made")
    named_on = models.CharField(max_length=30, help_text="As given (EDTF).")
    first_day = models.DateField()
    last_day = models.DateField()
    source = models.ForeignKey("Source", on_delete=models.PROTECT, related_name="nominations")
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["last_day", "ref"]
        constraints = [
            models.UniqueConstraint(fields=["guarantor", "ref"], name="nomination_ref_is_unique_for_its_guarantor"),
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="nomination_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("first_day")),
                name="nomination_withdrawn_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guarantor.actor_id} named on {self.named_on}"
