"""Who is signed in: the sessions of the desk, each with its person, when it began and when it was last used.

Django's own sessions, in a table that also says whose they are. A session ends `SESSION_COOKIE_AGE` after it began, and
`SESSION_IDLE_MINUTES` after its last use; its `expire_date` is the earlier of both.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore as Kept
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import DatabaseError, models
from django.utils import timezone
from django.utils.crypto import salted_hmac

NOTED_EVERY = timedelta(minutes=1)
"""How exactly the last use is known: a write for every read would cost more than the read."""

log = logging.getLogger(__name__)


class Session(AbstractBaseSession):
    """One browser that somebody signed in with; without a `user` while they have not done so yet."""

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sessions")
    began_at = models.DateTimeField()
    used_at = models.DateTimeField()

    @classmethod
    def get_session_store_class(cls) -> type["SessionStore"]:
        return SessionStore

    @property
    def ident(self) -> str:
        """By what a page names it: whoever reads that page learns no key to come in with."""
        return salted_hmac("guarantors.session", str(self.pk), algorithm="sha256").hexdigest()[:32]


class SessionStore(Kept):
    """What the middleware and the sign-in keep a session in. Looking at one is using it."""

    _row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """A session begins when somebody signs in; a new key, as a new password gives it, begins no other."""
        whose, moment = data.get(SESSION_KEY), timezone.now()
        user_id = None if whose is None else int(whose)
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]  # of `get_model_class`
        row.user_id, row.used_at = user_id, moment
        row.began_at = self._row.began_at if self._row and self._row.user_id == user_id else moment
        row.expire_date = _ends_at(row.began_at, moment)
        self._row = row
        return row

    def _get_session_from_db(self) -> Session | None:
        self._row = super()._get_session_from_db()  # type: ignore[misc]  # it is private
        if self._row is not None:
            _note_use(self._row, timezone.now())
        return self._row


def _ends_at(began_at: datetime, used_at: datetime) -> datetime:
    longest = began_at + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return min(longest, used_at + timedelta(minutes=settings.SESSION_IDLE_MINUTES))


def _note_use(row: Session, at: datetime) -> None:
    """Keep that it was used, to the minute. A database that takes nothing now keeps nobody from reading."""
    if row.used_at > at - NOTED_EVERY:
        return
    try:
        Session.objects.filter(pk=row.pk, used_at__lte=at - NOTED_EVERY).update(
            used_at=at, expire_date=_ends_at(row.began_at, at)
        )
    except DatabaseError:
        log.warning("That a session is in use could not be kept; it may end early.", exc_info=True)
