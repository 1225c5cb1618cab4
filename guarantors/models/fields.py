"""Pieces that several tables share: a vocabulary column, the two clocks, and the checks that go with them."""

from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import F, Q

REF_LENGTH = 120


def word(vocabulary: type[StrEnum], **options: Any) -> "models.CharField[Any, Any]":
    """A column that holds one word of a vocabulary; `is_one_of` makes the database insist on it."""
    return models.CharField(max_length=24, choices=[(item.value, item.value) for item in vocabulary], **options)


def is_one_of(field: str, vocabulary: type[StrEnum], name: str, *, or_empty: bool = False) -> models.CheckConstraint:
    """The database's own check that the column holds a word of the vocabulary."""
    words = [item.value for item in vocabulary] + ([""] if or_empty else [])
    return models.CheckConstraint(condition=Q(**{f"{field}__in": words}), name=name)


class Recorded(models.Model):
    """The recorded clock: when an entry came into our books, by whom, and when it was closed.

    A closed entry was either replaced (the successor names it and gives the reason) or withdrawn (it names the reason
    itself). Nothing else of a stored entry ever changes: triggers see to it.
    """

    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)
    reason = models.TextField(blank=True, help_text="Why it replaces the earlier entry; empty for a first entry.")
    superseded_at = models.DateTimeField(null=True, blank=True)
    superseded_by = models.CharField(max_length=150, blank=True)
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        abstract = True


def clock_constraints(noun: str) -> list[models.CheckConstraint]:
    """The checks that every table with a recorded clock keeps; names read as rules."""
    return [
        models.CheckConstraint(
            condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("recorded_at")),
            name=f"{noun}_superseded_after_it_was_recorded",
        ),
        models.CheckConstraint(
            condition=Q(withdrawal_reason="") | Q(superseded_at__isnull=False),
            name=f"{noun}_withdrawn_means_closed",
        ),
        models.CheckConstraint(
            condition=Q(superseded_at__isnull=True, superseded_by="")
            | (Q(superseded_at__isnull=False) & ~Q(superseded_by="")),
            name=f"{noun}_closed_names_by_whom",
        ),
        models.CheckConstraint(condition=~Q(recorded_by=""), name=f"{noun}_names_who_recorded_it"),
    ]


def newest_first(noun: str) -> list[models.Index]:
    """How a table with a recorded clock is read from its end: what was recorded, and what was closed."""
    return [
        models.Index(fields=["-recorded_at", "-id"], name=f"{noun}_newest_first"),
        # SQLite takes a part of a table where the question says so without a value of its own: not `withdrawn`.
        models.Index(fields=["-superseded_at", "-id"], name=f"{noun}_closed", condition=Q(superseded_at__isnull=False)),
    ]
