"""What a speaker said, on behalf of whom, where it was printed, and how coders read it.

A `Statement` is the lasting identity behind an address; its content is a `StatementVersion`. A correction of ours adds
a version and closes the one before, so a page of any past moment shows the words that we showed then.
"""

from django.db import models
from django.db.models import F, Q

from guarantors.domain.coding import Round
from guarantors.domain.stance import Basis, Confidence, Level
from guarantors.domain.voice import Directness, Identification, Relation, Voice
from guarantors.models.actor import Actor
from guarantors.models.fields import REF_LENGTH, Recorded, clock_constraints, is_one_of, newest_first, word
from guarantors.models.guarantor import Guarantor
from guarantors.models.proposal import Proposal, Provision
from guarantors.models.source import Source, Speaker


class Statement(models.Model):
    ref = models.CharField(max_length=REF_LENGTH, unique=True)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="statements")

    class Meta:
        ordering = ["ref"]

    def __str__(self) -> str:
        return self.ref


class StatementVersion(Recorded):
    """`said_on` is as given (EDTF); `said_first` and `said_last` are the first and latest possible days of speech."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    said_on = models.CharField(max_length=30)
    said_first = models.DateField()
    said_last = models.DateField()
    sequence = models.PositiveSmallIntegerField(default=1)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="statement_versions")
    speaker = models.ForeignKey(Speaker, null=True, blank=True, on_delete=models.PROTECT, related_name="statements")
    office = models.CharField(max_length=250, blank=True)
    relayed_by = models.ForeignKey(Speaker, null=True, blank=True, on_delete=models.PROTECT, related_name="relayed")
    relayed_office = models.CharField(max_length=250, blank=True)
    voice = word(Voice)
    identification = word(Identification)
    directness = word(Directness)
    summary = models.TextField()
    quote = models.TextField(blank=True)
    quote_language = models.CharField(max_length=12, blank=True)
    verified = models.BooleanField(null=True)
    merged_into = models.ForeignKey(
        Statement,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged",
        help_text="The statement that stands in its place, where this one was withdrawn as a duplicate.",
    )
    actors = models.ManyToManyField(Actor, through="StatementActor", related_name="statement_versions")
    corroborated_by = models.ManyToManyField(Source, through="Corroboration", related_name="corroborates")

    class Meta:
        ordering = ["said_last", "sequence", "statement_id", "version"]
        indexes = [
            models.Index(fields=["said_last", "sequence"], name="statement_by_day"),
            *newest_first("statement"),
        ]
        constraints = [
            *clock_constraints("statement"),
            models.UniqueConstraint(fields=["statement", "version"], name="statement_version_is_unique"),
            models.UniqueConstraint(
                fields=["statement"], condition=Q(superseded_at__isnull=True), name="statement_has_one_current_version"
            ),
            models.CheckConstraint(
                condition=(Q(version=1) & Q(reason="")) | (Q(version__gt=1) & ~Q(reason="")),
                name="statement_correction_gives_a_reason",
            ),
            models.CheckConstraint(condition=Q(said_first__lte=F("said_last")), name="statement_first_day_before_last"),
            is_one_of("voice", Voice, "statement_voice_is_known"),
            is_one_of("identification", Identification, "statement_identification_is_known"),
            is_one_of("directness", Directness, "statement_directness_is_known"),
            models.CheckConstraint(condition=~Q(summary=""), name="statement_has_a_summary"),
            models.CheckConstraint(
                condition=~Q(identification="named") | Q(speaker__isnull=False),
                name="statement_named_means_a_speaker",
            ),
            models.CheckConstraint(
                condition=~Q(identification="unnamed") | Q(speaker__isnull=True),
                name="statement_unnamed_means_no_speaker",
            ),
            models.CheckConstraint(
                condition=~Q(directness="relayed") | Q(relayed_by__isnull=False) | ~Q(relayed_office=""),
                name="statement_relayed_names_the_relay",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(withdrawal_reason=""),
                name="statement_merged_means_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("statement")),
                name="statement_is_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} v{self.version}"


class StatementActor(models.Model):
    """On behalf of whom: a joint declaration is one statement with many actors.

    `proposal` and `place` (`search.position`) are the version's own and never change: they stand here so that what was
    said on an actor's behalf about a proposal is walked along one index, from any day on.
    """

    version = models.ForeignKey(StatementVersion, on_delete=models.PROTECT, related_name="spoken_for")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = models.BigIntegerField()

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["proposal", "actor", "place"], name="spoken_for_by_day")]
        constraints = [models.UniqueConstraint(fields=["version", "actor"], name="statement_names_each_actor_once")]


class Corroboration(models.Model):
    """A further source that carries the same words."""

    version = models.ForeignKey(StatementVersion, on_delete=models.PROTECT, related_name="corroborations")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "source"], name="statement_names_each_source_once")]


class StatementRelation(models.Model):
    """How one statement answers an earlier one."""

    later = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="answers")
    earlier = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="answered_by")
    relation = word(Relation)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["-recorded_at", "-id"], name="relations_newest_first")]
        constraints = [
            models.UniqueConstraint(fields=["later", "earlier", "relation"], name="relation_is_stated_once"),
            models.CheckConstraint(condition=~Q(later=F("earlier")), name="relation_joins_two_statements"),
            is_one_of("relation", Relation, "relation_is_known"),
        ]


class Coding(models.Model):
    """One coder's reading of one statement for one guarantor, on the whole proposal (no provision) or one provision.

    `round` is "" for a coding that is not known to be blind (`domain.coding.Round`).
    """

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="codings")
    guarantor = models.ForeignKey(Guarantor, on_delete=models.PROTECT, related_name="codings")
    provision = models.ForeignKey(Provision, null=True, blank=True, on_delete=models.PROTECT, related_name="codings")
    coder = models.CharField(max_length=150)
    round = word(Round, blank=True)
    level = word(Level)
    basis = word(Basis, blank=True)
    confidence = word(Confidence)
    rationale = models.TextField(blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recorded_at", "pk"]
        indexes = [models.Index(fields=["-recorded_at", "-id"], name="codings_newest_first")]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "guarantor", "provision", "coder", "round"],
                condition=Q(provision__isnull=False),
                name="coding_is_made_once_by_a_coder",
            ),
            models.UniqueConstraint(
                fields=["statement", "guarantor", "coder", "round"],
                condition=Q(provision__isnull=True),
                name="coding_is_made_once_by_a_coder_whole",
            ),
            is_one_of("round", Round, "coding_round_is_known", or_empty=True),
            is_one_of("level", Level, "coding_level_is_known"),
            is_one_of("basis", Basis, "coding_basis_is_known", or_empty=True),
            is_one_of("confidence", Confidence, "coding_confidence_is_known"),
            models.CheckConstraint(
                condition=Q(basis="") | Q(level="noncommittal"), name="coding_only_noncommittal_has_a_basis"
            ),
            models.CheckConstraint(condition=~Q(coder=""), name="coding_names_its_coder"),
        ]
