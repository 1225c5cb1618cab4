"""Replicas of the database (`DATABASE_REPLICA_URLS`): which of them may answer, by the record's own number.

A replica follows the primary, sooner or later. So it is asked for the last number of its journal, in the very snapshot
from which all else is then read, and answers only if that is the edition that stands: not one behind, and not one
ahead of what the primary has told of. One that does not answer is left alone for some seconds.
"""

import itertools
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.db.models import Model

from guarantors.models.journal import Ledger

LEFT_ALONE = 5.0
"""Seconds after which one that did not answer is asked again."""

_Answer = TypeVar("_Answer")

_log = logging.getLogger(__name__)
_read_from: ContextVar[str | None] = ContextVar("the replica that answers the present request", default=None)
_turn = itertools.count()
_lock = threading.Lock()
_again_at: dict[str, float] = {}
"""Who is left alone, and until when."""


class Router:
    """Sends reads of the record to the replica that was chosen for the request, and all else to the primary."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        return _read_from.get() if model._meta.app_label == "guarantors" else None

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:
        return "default"

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return None if db == "default" else False


@dataclass(slots=True)
class Reading:
    """From where a request reads, and whether that came to grief under way."""

    replica: str | None = None
    failed: bool = False

    def noticing(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        try:
            return execute(sql, params, many, context)
        except DatabaseError:
            self.failed = True
            raise


@contextmanager
def snapshot(number: int) -> Iterator[Reading]:
    """Within, the record is read from a replica that shows just this edition, as it stood at one moment; from the
    primary where there is none. What was read is worth nothing if the reading `failed`."""
    with ExitStack() as held:
        found = next((alias for alias in _in_turn() if _shows(alias, number, held)), None)
        reading, token = Reading(found), _read_from.set(found)
        held.callback(_read_from.reset, token)
        if found is not None:
            held.enter_context(connections[found].execute_wrapper(reading.noticing))
        yield reading
    if found is not None and reading.failed and not connections[found].is_usable():
        _leave_alone(found)


def left_out() -> dict[str, str]:
    """The replicas that would not answer now, each with what it does instead."""
    number = _last("default")
    return {alias: why for alias in _aliases() if (why := _why_not(alias, number))}


def _why_not(alias: str, number: int) -> str:
    if time.monotonic() < _again_at.get(alias, 0.0):
        return "does not answer"
    try:
        behind = number - _asked(alias, lambda: _last(alias))
    except DatabaseError:
        _leave_alone(alias)
        return "does not answer"
    return f"is behind by {behind} of the record's changes" if behind > 0 else ""


def _aliases() -> list[str]:
    return [alias for alias in settings.DATABASES if alias != "default"]


def _in_turn() -> Iterator[str]:
    """The replicas that may be asked, each one the first in its turn."""
    aliases = _aliases()
    start = next(_turn) % len(aliases) if aliases else 0
    return (alias for alias in aliases[start:] + aliases[:start] if _may_be_asked(alias))


def _may_be_asked(alias: str) -> bool:
    """One that was left alone is tried by one request, once the time is over: the others need not wait for it."""
    if alias not in _again_at:
        return True
    with _lock:
        now = time.monotonic()
        if now < _again_at.get(alias, 0.0):
            return False
        _again_at[alias] = now + LEFT_ALONE
        return True


def _shows(alias: str, number: int, held: ExitStack) -> bool:
    """Whether this replica shows just this edition; its snapshot is then held open."""
    try:
        shows = _asked(alias, lambda: _opened(alias, number, held))
    except DatabaseError:
        _leave_alone(alias)
        return False
    if _again_at.pop(alias, None) is not None:
        _log.warning("%s answers again.", alias)
    return shows


def _opened(alias: str, number: int, held: ExitStack) -> bool:
    with ExitStack() as opened:
        opened.enter_context(transaction.atomic(using=alias))
        opened.callback(transaction.set_rollback, True, using=alias)  # there is nothing to commit that could fail
        if _last(alias) != number:
            return False
        held.push(opened.pop_all())
    return True


def _asked(alias: str, question: Callable[[], _Answer]) -> _Answer:
    """The answer; on a new connection where this thread's own was broken since, which says nothing of the server."""
    is_new = connections[alias].connection is None
    try:
        return question()
    except DatabaseError:
        connections[alias].close()
        if is_new:
            raise
        return question()


def _last(alias: str) -> int:
    return Ledger.objects.using(alias).filter(pk=1).values_list("last", flat=True).first() or 0


def _leave_alone(alias: str) -> None:
    connections[alias].close()
    if alias not in _again_at:
        _log.warning("%s does not answer; it is left out until it does.", alias)
    _again_at[alias] = time.monotonic() + LEFT_ALONE
