"""Who is at the desk: a person's name, roles and second factor?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q

from guarantors.domain import roles as desk_roles
from guarantors.domain.roles import DeskRole, Right
from guarantors.models import FirstPassword

_SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in: `username` is the name that the record gives to what they do."""

    username: str
    roles: frozenset[DeskRole]

    def may(self, right: Right) -> bool:
        """Whether one of the person's roles holds the right."""
        return desk_roles.may(self.roles, right)


def roles_of(user: User | AnonymousUser) -> frozenset[DeskRole]:
    """The roles that the user holds now; none for one who is not signed in or not active."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    held = {DeskRole(name) for name in user.groups.filter(name__in=list(DeskRole)).values_list("name", flat=True)}
    return frozenset(held | {DeskRole.ADMINISTRATOR} if user.is_superuser else held)


def person(user: User | AnonymousUser) -> Person:
    """The user as the desk knows one."""
    return Person(user.get_username(), roles_of(user))


def has_second_factor(user: User | AnonymousUser) -> bool:
    """Whether the user has set up an authenticator app, a passkey or a security key."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=_SECOND_FACTORS).exists())


def named(names: Collection[str]) -> User | None:
    """Who has one of these as user name or e-mail address, in whatever letter case."""
    found = Q()
    for name in names:
        found |= Q(username__iexact=name) | Q(email__iexact=name)
    return User.objects.filter(found).order_by("pk").first() if names else None


def first_password_until(user: User) -> datetime | None:
    """Until when the password works that somebody else made for the person; None once they chose their own."""
    return FirstPassword.objects.filter(user=user).values_list("until", flat=True).first()


def anybody() -> bool:
    """Whether any person has been made yet."""
    return User.objects.exists()
