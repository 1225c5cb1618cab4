"""The journal: one numbered, append-only list of every act on the record, for whoever follows it.

Numbers have no gaps, and are given in the order in which the acts are committed: whoever has read up to one has missed
nothing before it, although an act carries the moment at which its transaction began.
"""

from datetime import datetime
from typing import NamedTuple

from django.db import models
from django.db.models import Q

from guarantors.domain.acts import Act, Noun
from guarantors.domain.chain import link
from guarantors.models.fields import REF_LENGTH, is_one_of, word
from guarantors.models.proposal import Proposal


class Noted(NamedTuple):
    """An act as it is noted, before it has a number; `slug` is that of its proposal, "" for what belongs to none."""

    noun: str
    act: str
    proposal: int | None
    slug: str
    ref: str
    version: int
    reason: str
    recorded_at: datetime
    recorded_by: str

    @classmethod
    def of(cls, change: "Change") -> "Noted":
        """An act of the journal as it was noted."""
        proposal, at = change.proposal, change.recorded_at
        slug = proposal.slug if proposal else ""
        said = (change.noun, change.act, change.proposal_id, slug, change.ref, change.version, change.reason)
        return cls(*said, at, change.recorded_by)

    def linked(self, before: bytes, number: int, content: bytes) -> bytes:
        """The act's digest under that number, after an act with the digest `before`."""
        return link(
            before,
            number=number,
            noun=self.noun,
            act=self.act,
            proposal=self.slug,
            ref=self.ref,
            version=self.version,
            reason=self.reason,
            recorded_at=self.recorded_at,
            recorded_by=self.recorded_by,
            content=content,
        )


class Ledger(models.Model):
    """One row, held while numbers are given out; `last` is the last one given."""

    last = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="ledger_is_one")]


class Change(models.Model):
    """One act: what was done to what, when, by whom, and why where it gives a reason.

    `ref` names the thing as its own address does, within its proposal where it has one; a coding and a relation are
    named by their statement (the later one). `version` is 0 for what has none.

    `content` is the digest of what the act put on record, `digest` that of the act and of all before it
    (`domain.chain`); null only in a database from before there were any, until its migration has completed them.
    """

    number = models.BigIntegerField(primary_key=True)
    noun = word(Noun)
    act = word(Act)
    proposal = models.ForeignKey(Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="changes")
    ref = models.CharField(max_length=REF_LENGTH)
    version = models.PositiveIntegerField(default=0)
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)
    content = models.BinaryField(max_length=32, null=True)
    digest = models.BinaryField(max_length=32, null=True)

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["proposal", "number"], name="changes_of_a_proposal"),
            models.Index(fields=["recorded_at"], name="changes_by_moment"),
        ]
        constraints = [
            is_one_of("noun", Noun, "change_noun_is_known"),
            is_one_of("act", Act, "change_act_is_known"),
            models.CheckConstraint(condition=Q(number__gte=1), name="change_numbers_begin_at_one"),
            models.CheckConstraint(condition=~Q(ref="") & ~Q(recorded_by=""), name="change_says_what_and_by_whom"),
            models.CheckConstraint(
                condition=Q(act__in=[Act.ADDED.value]) | ~Q(reason=""), name="change_of_what_was_gives_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.noun} {self.ref} {self.act}"
