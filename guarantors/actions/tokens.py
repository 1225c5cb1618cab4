"""Tokens of the API: made by the person whose they are, revoked by that person or an administrator."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from guarantors.actions import audit
from guarantors.actions.publication import check_by, now
from guarantors.domain.errors import gettext_noop, refuse, refuse_any
from guarantors.domain.roles import DeskRole, Scope
from guarantors.domain.text import shown
from guarantors.domain.tokens import MOST, token_breaches
from guarantors.models import Token

NOTED_EVERY = timedelta(minutes=1)
"""How exactly the last use is known: a write for every read would cost more than the read."""


@transaction.atomic
def make(
    *, owner: User, roles: Collection[DeskRole], name: str, scopes: Collection[str], days: int
) -> tuple[Token, str]:
    """Make a token of this person, who holds these roles; answers it with its text, which is kept nowhere.

    Raises `Refused` for a name that is empty, too long or another token's, no scope, an unknown one or one beyond the
    person's own rights, a term that is not offered, and for more tokens than a person may have.
    """
    by, name = owner.get_username(), name.strip()
    check_by(by)
    refuse_any(token_breaches(name=name, scopes=scopes, days=days, roles=roles))
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)  # two presses at once count one after the other
    names = list(Token.objects.filter(user=owner).values_list("name", flat=True))
    if name in names:
        wording = gettext_noop("you have a token “%(name)s” already; revoke it first, or choose another name.")
        raise refuse("token-name-is-its-own", "name", wording, name=name)
    if len(names) >= MOST:
        # Translators: any number may stand here: where a language has many plurals, put it after a colon.
        wording = gettext_noop("you have %(count)s tokens; revoke one that is not used.")
        raise refuse("tokens-are-not-too-many", "name", wording, count=len(names))
    kept = [scope.value for scope in Scope if scope in scopes]
    token, text = Token.objects.create(user=owner, expiry=timedelta(days=days), name=name, scopes=kept)
    held = {"person": by, "scopes": ", ".join(kept), "expires_on": token.expiry.date().isoformat()}
    audit.keep(by=by, at=now(), verb="made", noun="token", ref=name, detail=held)
    return token, str(text)


@transaction.atomic
def revoke(*, owner: str, name: str, by: str) -> None:
    """Take a token away: from now on it is none. Raises `Refused` where the person has none of that name."""
    check_by(by)
    found = None
    if "\0" not in owner + name:
        found = Token.objects.select_for_update(of=("self",)).filter(user__username=owner, name=name).first()
    if found is None:
        wording = gettext_noop("%(owner)s has no token “%(name)s”; it may be revoked already.")
        raise refuse("token-is-known", "name", wording, owner=shown(owner), name=shown(name))
    found.delete()
    audit.keep(by=by, at=now(), verb="revoked", noun="token", ref=name, detail={"person": owner})


def note_use(token: Token, at: datetime) -> None:
    """Keep when it was last used, to the minute."""
    if token.last_used_at is None or token.last_used_at <= at - NOTED_EVERY:
        unsaid = Q(last_used_at=None) | Q(last_used_at__lte=at - NOTED_EVERY)
        Token.objects.filter(unsaid, pk=token.pk).update(last_used_at=at)
