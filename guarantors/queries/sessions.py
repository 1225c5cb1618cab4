"""Where is somebody signed in?"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.models import User
from django.utils.crypto import constant_time_compare

from guarantors.models import Session


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session: with which browser on which system, each "" where it is not known. `ident` ends it."""

    ident: str
    browser: str
    system: str
    began_at: datetime
    used_at: datetime
    ends_at: datetime
    is_this: bool


def of(user: User, *, this: str | None, now: datetime) -> list[SignedIn]:
    """Those of the person that still hold, the last used first. `this` is the key of the one that asks."""
    rows = Session.objects.filter(user=user, expire_date__gt=now).order_by("-used_at", "-began_at", "pk")
    return [_signed_in(row, this) for row in rows if _holds(row, user)]


def _holds(row: Session, user: User) -> bool:
    """Not one from before the password was changed."""
    given = row.get_decoded().get(HASH_SESSION_KEY, "")
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return any(constant_time_compare(given, each) for each in hashes)


def _signed_in(row: Session, this: str | None) -> SignedIn:
    browser, system = row.get_decoded().get("browser", ("", ""))
    return SignedIn(row.ident, browser, system, row.began_at, row.used_at, row.expire_date, row.pk == this)
