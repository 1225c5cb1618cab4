"""The published, dated assessment, and what it rests on."""

from django.db import models
from django.db.models import F, Q

from guarantors.domain.coding import Review
from guarantors.domain.stance import Basis, ConditionKind, ConditionStatus, Confidence, LegalStatus, Level
from guarantors.models.fields import REF_LENGTH, Recorded, clock_constraints, is_one_of, newest_first, word
from guarantors.models.guarantor import Guarantor
from guarantors.models.proposal import Provision
from guarantors.models.statement import Statement


class StanceRecord(Recorded):
    """Immutable once published. `effective_on` is as given (EDTF); `effective_day` is the last day that it covers.

    `ref` names the assessment within its proposal and `version` counts our corrections of it: the state changed means
    a new ref with a later effective date, we were wrong means a new version that `replaces` the one before.
    `review` is "" for a record that was loaded: how it was reviewed is not on record.
    """

    ref = models.CharField(max_length=REF_LENGTH)
    version = models.PositiveIntegerField()
    guarantor = models.ForeignKey(Guarantor, on_delete=models.PROTECT, related_name="stances")
    provision = models.ForeignKey(Provision, null=True, blank=True, on_delete=models.PROTECT, related_name="stances")
    effective_on = models.CharField(max_length=30)
    effective_day = models.DateField()
    sequence = models.PositiveSmallIntegerField()
    level = word(Level)
    basis = word(Basis, blank=True)
    legal_status = word(LegalStatus, blank=True)
    confidence = word(Confidence)
    rationale = models.TextField()
    verified = models.BooleanField(null=True)
    review = word(Review, blank=True)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    statements = models.ManyToManyField(Statement, through="Evidence", related_name="stances")

    class Meta:
        ordering = ["effective_day", "sequence", "recorded_at"]
        indexes = [
            models.Index(
                fields=["guarantor", "provision", "-effective_day", "-sequence", "-recorded_at"],
                name="stance_as_of_a_day",
            ),
            models.Index(fields=["-effective_day", "-sequence", "-id"], name="stance_latest_first"),
            # The last two columns are there to be counted by, without a look at the rows.
            models.Index(
                fields=[
                    *("guarantor", "-effective_day", "-sequence", "-recorded_at", "-id"),
                    *("superseded_at", "provision"),
                ],
                name="stance_of_a_guarantor",
            ),
            models.Index(
                fields=["guarantor", "-superseded_at", "-id"],
                condition=Q(superseded_at__isnull=False),
                name="stance_closed_of_a_guarantor",
            ),
            *newest_first("stance"),
        ]
        constraints = [
            *clock_constraints("stance_record"),
            models.UniqueConstraint(fields=["guarantor", "ref", "version"], name="stance_record_version_is_unique"),
            models.UniqueConstraint(
                fields=["guarantor", "provision", "effective_day", "sequence"],
                condition=Q(superseded_at__isnull=True) & Q(provision__isnull=False),
                name="stance_record_has_its_own_place_in_the_day",
            ),
            models.UniqueConstraint(
                fields=["guarantor", "effective_day", "sequence"],
                condition=Q(superseded_at__isnull=True) & Q(provision__isnull=True),
                name="stance_record_has_its_own_place_in_the_day_whole",
            ),
            is_one_of("level", Level, "stance_record_level_is_known"),
            is_one_of("basis", Basis, "stance_record_basis_is_known", or_empty=True),
            is_one_of("legal_status", LegalStatus, "stance_record_legal_status_is_known", or_empty=True),
            is_one_of("confidence", Confidence, "stance_record_confidence_is_known"),
            is_one_of("review", Review, "stance_record_review_is_known", or_empty=True),
            models.CheckConstraint(
                condition=(Q(level="committed") & ~Q(legal_status="")) | (~Q(level="committed") & Q(legal_status="")),
                name="stance_record_committed_names_its_legal_status",
            ),
            models.CheckConstraint(
                condition=Q(basis="") | Q(level="noncommittal"), name="stance_record_only_noncommittal_has_a_basis"
            ),
            models.CheckConstraint(
                condition=(Q(version=1) & Q(replaces__isnull=True) & Q(reason=""))
                | (Q(version__gt=1) & Q(replaces__isnull=False) & ~Q(reason="")),
                name="stance_record_correction_names_what_and_why",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("pk")), name="stance_record_cannot_replace_itself"
            ),
            models.CheckConstraint(condition=~Q(rationale=""), name="stance_record_gives_a_rationale"),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="stance_record_sequence_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} v{self.version}"


class Evidence(models.Model):
    """A statement that a stance record rests on. It points at the statement, so a corrected wording stays attached."""

    stance = models.ForeignKey(StanceRecord, on_delete=models.PROTECT, related_name="evidence")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="evidence_for")
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["stance", "statement"], name="evidence_is_named_once")]


class Condition(models.Model):
    """What the stance hangs on."""

    stance = models.ForeignKey(StanceRecord, on_delete=models.PROTECT, related_name="conditions")
    kind = word(ConditionKind)
    text = models.CharField(max_length=500)
    status = word(ConditionStatus, default=ConditionStatus.OPEN.value)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            is_one_of("kind", ConditionKind, "condition_kind_is_known"),
            is_one_of("status", ConditionStatus, "condition_status_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="condition_has_a_text"),
        ]
