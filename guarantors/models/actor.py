"""A state or an organisation; an organisation such as the EU can be a guarantor too."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from guarantors.models.fields import is_one_of, word


class ActorKind(StrEnum):
    STATE = "state"
    ORGANISATION = "organisation"


class Actor(models.Model):
    """`code` is ISO 3166-1 alpha-3 for a state (XKX for Kosovo, as in common use), an own code for an organisation."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    kind = word(ActorKind)

    class Meta:
        ordering = ["name"]
        constraints = [
            is_one_of("kind", ActorKind, "actor_is_a_state_or_an_organisation"),
            models.CheckConstraint(condition=Q(code__regex=r"^[A-Z][A-Z0-9]*$"), name="actor_code_is_capitals"),
            models.CheckConstraint(condition=~Q(name=""), name="actor_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
