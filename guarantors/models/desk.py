"""The desk: what editors work on before it is on record, who has coded it, what is locked, and what was done.

None of it is public. A statement in the making is a `Draft`; handed in it is a `Submission`, which waits for a second
coder and is closed once, published or returned; each coder's readings are a `CodingSheet`, which nobody changes.
People are named by their username.
"""

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from guarantors.domain.coding import Round
from guarantors.models.fields import REF_LENGTH, is_one_of, word
from guarantors.models.proposal import Proposal
from guarantors.models.statement import Statement

_NAME = 150


class Outcome(StrEnum):
    """How a submission was closed."""

    PUBLISHED = "published"
    RETURNED = "returned"


class Submission(models.Model):
    """A statement that waits for review. `content` is `domain.submission.Given` in its plain form.

    `follows` is the one that it was before it was sent back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="submissions")
    content = models.JSONField()
    logged_by = models.CharField(max_length=_NAME)
    logged_at = models.DateTimeField()
    outcome = word(Outcome, blank=True)
    decided_by = models.CharField(max_length=_NAME, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    statement = models.OneToOneField(
        Statement, null=True, blank=True, on_delete=models.PROTECT, related_name="submission"
    )
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")

    class Meta:
        ordering = ["logged_at", "pk"]
        indexes = [models.Index(fields=["outcome", "logged_at"], name="submissions_that_wait")]
        constraints = [
            is_one_of("outcome", Outcome, "submission_outcome_is_known", or_empty=True),
            models.CheckConstraint(condition=~Q(logged_by=""), name="submission_names_who_logged_it"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_by="", decided_at__isnull=True)
                | (~Q(outcome="") & ~Q(decided_by="") & Q(decided_at__gte=F("logged_at"))),
                name="submission_decided_names_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=(Q(outcome="published") & Q(statement__isnull=False))
                | (~Q(outcome="published") & Q(statement__isnull=True)),
                name="submission_published_names_its_statement",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="returned") | ~Q(reason=""), name="submission_returned_gives_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} by {self.logged_by}"


class CodingSheet(models.Model):
    """All that one coder read in a submission; `codings` are `domain.submission.CodingGiven` in their plain form."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="sheets")
    round = word(Round)
    coder = models.CharField(max_length=_NAME)
    codings = models.JSONField(default=list)
    coded_at = models.DateTimeField()

    class Meta:
        ordering = ["coded_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "round"], name="sheet_is_one_a_round"),
            models.UniqueConstraint(
                fields=["submission", "coder"],
                condition=~Q(round="adjudication"),
                name="sheet_of_the_second_round_is_anothers",
            ),
            is_one_of("round", Round, "sheet_round_is_known"),
            models.CheckConstraint(condition=~Q(coder=""), name="sheet_names_its_coder"),
        ]


class Draft(models.Model):
    """An editor's form as typed: `fields` are its texts by name, `revision` counts the savings of it.

    `submission` is what was made of it and waits or was published; a returned one comes back with `note`, and
    `returned` names the one that came back last.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.CharField(max_length=_NAME)
    proposal = models.ForeignKey(Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="drafts")
    fields = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    discarded_at = models.DateTimeField(null=True, blank=True)
    submission = models.OneToOneField(Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="draft")
    returned = models.ForeignKey(Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-saved_at", "pk"]
        indexes = [models.Index(fields=["owner", "-saved_at"], name="drafts_of_an_editor")]
        constraints = [models.CheckConstraint(condition=~Q(owner=""), name="draft_names_its_owner")]


class LockedNoun(StrEnum):
    """What can be locked."""

    STATEMENT = "statement"
    STANCE = "stance"


class Lock(models.Model):
    """A statement or a stance record (by its ref within the proposal) that must not be corrected, and why."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="locks")
    noun = word(LockedNoun)
    ref = models.CharField(max_length=REF_LENGTH)
    reason = models.TextField()
    locked_by = models.CharField(max_length=_NAME)
    locked_at = models.DateTimeField()
    released_by = models.CharField(max_length=_NAME, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    release_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-locked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "noun", "ref"], condition=Q(released_at__isnull=True), name="lock_is_one_at_a_time"
            ),
            is_one_of("noun", LockedNoun, "lock_noun_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="lock_gives_a_reason"),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by="", release_reason="")
                | (Q(released_at__isnull=False) & ~Q(released_by="") & ~Q(release_reason="")),
                name="lock_released_names_by_whom_and_why",
            ),
        ]


class AuditEntry(models.Model):
    """An act that leaves no trace in the record itself: who, when, what, on which thing, and why. Append-only."""

    at = models.DateTimeField()
    by = models.CharField(max_length=_NAME)
    verb = models.CharField(max_length=40)
    noun = models.CharField(max_length=40)
    ref = models.CharField(max_length=200)
    proposal = models.ForeignKey(Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "audit entries"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="audit_newest_first")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(by="") & ~Q(verb="") & ~Q(noun=""), name="audit_entry_says_who_did_what"
            )
        ]
