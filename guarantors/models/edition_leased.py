"""The edition as the processes of several machines know it without a query to the database: from the shared cache.

Whoever finds none there asks the database and leaves its number for the next quarter of a second (a lease), which
nobody may do while somebody writes: leasing and writing exclude each other by a lock in the database. Whoever writes
takes that lock before the commit and ends the lease; so no lease of an older edition outlives the commit of a newer
one. Where the cache does not answer the writer, the writer waits until any lease has run out by itself: the readers of
another machine may still reach it. While it does not answer a reader, the reader asks the database each time.

A lease ends at a moment of the cache's own clock, set before it is sent: one that arrives late, or is read back from
the disk of a cache that was started anew, is over already.
"""

import time

from django.db import DEFAULT_DB_ALIAS, connection, transaction

from guarantors.models.edition_asked import Edition
from guarantors.models.shared import Gone, Shared

LEASE = 0.25
"""Seconds. The database is asked about four times a second by all machines together, not by each request."""

_LOCK = int.from_bytes(b"edition", "big")


class Leased(Edition):
    """The number in the shared cache; one instance a process. PostgreSQL only: SQLite serves one machine."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._name = ""

    def announce(self, number: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        try:
            self._shared.ask(lambda redis: redis.delete(self._named()))
        except Gone:
            time.sleep(LEASE)

    def standing(self) -> int:
        try:
            found = self._shared.ask(lambda redis: redis.get(self._named()))
        except Gone:
            return self._stored()
        return int(found) if found is not None else self._asked()

    def _asked(self) -> int:
        """What the database says; leased to all who ask next, unless somebody is about to write."""
        with transaction.atomic(using=DEFAULT_DB_ALIAS):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_xact_lock_shared(%s)", [_LOCK])
                [nobody_writes] = cursor.fetchone()
            number = self._stored()  # after the lock: what is read before it may be older than a commit
            if nobody_writes:
                self._lease(number)
        return number

    def _lease(self, number: int) -> None:
        try:
            seconds, millionths = self._shared.ask(lambda redis: redis.time())
        except Gone:
            return
        until = seconds * 1000 + millionths // 1000 + int(LEASE * 1000)
        try:
            self._shared.ask(lambda redis: redis.set(self._named(), number, pxat=until))
        except Gone:
            time.sleep(LEASE)  # with the lock: it may have been taken all the same, and must be over before a commit

    def _named(self) -> str:
        """Under which name: of this database, by what it says of itself, for machines may reach it by other names."""
        if not self._name:
            with connection.cursor() as cursor:
                cursor.execute("SELECT system_identifier || '.' || current_database() FROM pg_control_system()")
                [name] = cursor.fetchone()
            self._name = f"guarantors:edition:{name}"
        return self._name
