"""What was read, and who is quoted in it."""

from django.db import models
from django.db.models import Q

from guarantors.domain.voice import SourceKind, SourceStatus
from guarantors.models.fields import REF_LENGTH, is_one_of, word


class Source(models.Model):
    """`verified` is whether a stored page confirmed the entry; null where nobody has said."""

    ref = models.CharField(max_length=REF_LENGTH, unique=True)
    kind = word(SourceKind)
    title = models.CharField(max_length=500)
    publisher = models.CharField(max_length=200)
    authors = models.JSONField(default=list, blank=True)
    published_on = models.DateField(null=True, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    archived_url = models.URLField(max_length=1000, blank=True)
    retrieved_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=12)
    note = models.TextField(blank=True)
    verified = models.BooleanField(null=True)
    status = word(SourceStatus, default=SourceStatus.STANDING.value)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["ref"]
        indexes = [models.Index(fields=["-recorded_at", "-id"], name="sources_newest_first")]
        constraints = [
            is_one_of("kind", SourceKind, "source_kind_is_known"),
            is_one_of("status", SourceStatus, "source_status_is_known"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(publisher=""), name="source_has_title_and_publisher"),
        ]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"


class Speaker(models.Model):
    """A person. The office is kept with each statement, as the source gave it at the time."""

    ref = models.SlugField(max_length=REF_LENGTH, unique=True)
    name = models.CharField(max_length=160, unique=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="speaker_has_a_name")]

    def __str__(self) -> str:
        return self.name
