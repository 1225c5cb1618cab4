"""How people and programs come in: passwords that were made for somebody, tokens, and the answers kept for a request
that is sent again."""

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from knox.models import AbstractAuthToken


class Token(AbstractAuthToken):  # type: ignore[misc]  # knox carries no types
    """A token of the API: knox keeps its digest, its first characters and its expiry.

    `scopes` are `domain.roles.Scope`; `last_used_at` is kept to the minute.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="auth_token_set")
    name = models.CharField(max_length=80)
    scopes = models.JSONField(default=list)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created", "digest"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="token_name_is_its_own"),
            models.CheckConstraint(condition=~Q(name=""), name="token_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.user}"


class FirstPassword(models.Model):
    """A password that somebody else made for this person. It works until then, unless they choose another one."""

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="first_password")
    until = models.DateTimeField()


class KeptAnswer(models.Model):
    """The answer to a request that carried an `Idempotency-Key`; `request` is a digest of what was asked."""

    owner = models.CharField(max_length=150)
    key = models.CharField(max_length=255)
    request = models.CharField(max_length=64)
    made_at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="answer_is_kept_once_a_key")]
