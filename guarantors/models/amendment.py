"""What changed in the rows that carry no clock of their own: titles, roles, a source's standing."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Q


class Amendment(models.Model):
    """One field of one row: what it was, what it became, when, by whom and why. Append-only."""

    noun = models.CharField(max_length=40)
    ref = models.CharField(max_length=200)
    field = models.CharField(max_length=40)
    was = models.JSONField(null=True)
    became = models.JSONField(null=True)
    reason = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        ordering = ["recorded_at", "pk"]
        indexes = [
            models.Index(fields=["noun", "ref"], name="amendments_of_a_row"),
            models.Index(fields=["-recorded_at", "-id"], name="amendments_newest_first"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="amendment_gives_a_reason")]


def plain(value: Any) -> Any:
    """A value as an amendment keeps it: a row by its name in addresses, a date in ISO form."""
    if isinstance(value, models.Model):
        return next(str(getattr(value, name)) for name in ("slug", "ref", "code", "pk") if hasattr(value, name))
    return value.isoformat() if isinstance(value, date | datetime) else value
