"""The shared cache: one Redis or Valkey for all processes and machines of a site (`CACHE_URL`).

Nothing rests on it. It may be gone, slow or emptied at any moment: then `Gone` is raised at once, and whoever asked
finds out another way. It is asked again some seconds later.
"""

import logging
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from redis import Redis

PATIENCE = 0.25
"""Seconds after which it counts as gone; it answers in a ten thousandth of that."""

LEFT_ALONE = 5.0
"""Seconds after which it is asked again."""

_HERE = float("-inf")
"""Of one that answers, when it is to be asked again."""

_log = logging.getLogger(__name__)


class Gone(Exception):
    """The shared cache does not answer, or did not a moment ago."""


class Shared:
    """The cache at that address; one instance a process."""

    def __init__(self, url: str) -> None:
        # Fetched here, since it takes a third of the start of every command, and most sites have no shared cache.
        from redis import Redis
        from redis.backoff import NoBackoff
        from redis.exceptions import RedisError
        from redis.retry import Retry

        self._faults = RedisError
        # Once more at once: a connection that lay idle may have been closed, which says nothing of the server.
        self._redis = Redis.from_url(
            url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=Retry(NoBackoff(), 1)
        )
        self._again_at = _HERE
        self._lock = threading.Lock()

    def ask(self, command: "Callable[[Redis], Any]") -> Any:
        """What the command answers. Raises `Gone`."""
        if self._again_at > _HERE and not self._may_be_tried():
            raise Gone
        try:
            answer = command(self._redis)
        except self._faults as error:
            if self._set(time.monotonic() + LEFT_ALONE) == _HERE:
                _log.warning("The shared cache does not answer (%s); all goes on without it.", type(error).__name__)
            raise Gone from error
        if self._again_at > _HERE and self._set(_HERE) > _HERE:
            _log.warning("The shared cache answers again.")
        return answer

    def _set(self, again_at: float) -> float:
        """When it is to be asked again; answers what was known of that before."""
        with self._lock:
            before, self._again_at = self._again_at, again_at
            return before

    def _may_be_tried(self) -> bool:
        """True for one of those who ask once the time is over: the others need not wait for its patience too."""
        with self._lock:
            now = time.monotonic()
            if now < self._again_at:
                return False
            self._again_at = now + LEFT_ALONE
            return True


@cache
def shared() -> Shared | None:
    """The shared cache as this process reaches it; None where the site has none."""
    return Shared(settings.CACHE_URL) if settings.CACHE_URL else None
