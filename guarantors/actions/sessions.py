"""Sessions of the desk: ended by the person whose they are."""

import logging

from django.contrib.auth.models import User
from django.db import transaction

from guarantors.domain.errors import gettext_noop, refuse
from guarantors.models import Session

log = logging.getLogger(__name__)


@transaction.atomic
def end(*, user: User, ident: str) -> None:
    """End one of the person's sessions. Raises `Refused` where they have none of that name."""
    found = next((row for row in Session.objects.filter(user=user) if row.ident == ident), None)
    if found is None:
        text = gettext_noop("you have no such session; it may have ended already.")
        raise refuse("session-is-known", "session", text)
    found.delete()
    log.info("%s ended a session.", user.get_username())


def end_others(*, user: User, this: str | None) -> None:
    """End all of the person's sessions but the one with that key."""
    Session.objects.filter(user=user).exclude(pk=this).delete()
    log.info("%s ended their other sessions.", user.get_username())
