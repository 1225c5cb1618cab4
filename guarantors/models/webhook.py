"""Webhooks: who is told of what is published, corrected and withdrawn, and how far each has been told.

The journal is the outbox: it is written in the transaction of the act itself. `manage.py deliver` makes deliveries of
what a webhook has not yet been told, and sends them.
"""

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import Q

from guarantors.models.fields import is_one_of, word
from guarantors.models.journal import Change


class Webhook(models.Model):
    """An address that is told. `happenings` are `domain.acts.Happening`; `reached` is the number of the last change
    that deliveries were made of; `key_number` counts the keys that its messages were signed with.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    url = models.URLField(max_length=1000, unique=True)
    title = models.CharField(max_length=120)
    happenings = models.JSONField(default=list)
    key_number = models.PositiveIntegerField(default=1)
    reached = models.BigIntegerField(default=0)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="webhook_has_a_title")]

    def __str__(self) -> str:
        return self.title


class DeliveryState(StrEnum):
    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


class Delivery(models.Model):
    """One message to one address. It is tried at `next_try_at`; `given_up` once the last try has failed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="deliveries")
    state = word(DeliveryState, default=DeliveryState.WAITING.value)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    last_tried_at = models.DateTimeField(null=True, blank=True)
    last_status = models.PositiveSmallIntegerField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ["change_id", "pk"]
        indexes = [models.Index(fields=["state", "next_try_at"], name="deliveries_that_are_due")]
        constraints = [
            models.UniqueConstraint(fields=["webhook", "change"], name="delivery_is_made_once"),
            is_one_of("state", DeliveryState, "delivery_state_is_known"),
        ]
