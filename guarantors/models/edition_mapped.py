"""The edition as the processes of one machine know it without a query.

Two numbers in a file that all processes of the machine map into memory: the last one *announced*, before it is
committed, and the last one *reached*, after it. While they are alike, that edition stands and nobody needs to ask the
database. While they differ, a commit is under way (or came to nothing), and whoever asks is answered by the database.
So nobody is ever shown an older edition after a newer one: a newer one can be seen only once it is announced.

Whoever writes announces while they hold the ledger, one after the other; that the later steps may cross costs no more
than a question to the database. A process that maps another file (a command with another VAR_DIR) is not heard: so
each process asks the database once a second anyway, and one that may not open the file each time.
"""

import fcntl
import mmap
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction

from guarantors.models.edition_asked import Edition

ASKED_EVERY = 1.0
"""Seconds after which the database is asked whatever the file says."""

_SIZE = 16
_ANNOUNCED, _REACHED = 0, 1


class Mapped(Edition):
    """The two numbers; one instance a process."""

    def __init__(self, path: Path) -> None:
        self._file = _opened(path)
        self._asked_every = ASKED_EVERY if self._file is not None else 0.0
        # As whole numbers of the machine, each is read and written in one step.
        self._numbers = memoryview(mmap.mmap(-1 if self._file is None else self._file, _SIZE)).cast("Q")
        self._threads = threading.Lock()
        self._asked_at = float("-inf")

    def announce(self, number: int) -> None:
        with self._alone():
            self._numbers[_ANNOUNCED] = number
        transaction.on_commit(lambda: self._reach(number))

    def standing(self) -> int:
        announced, reached = self._numbers[_ANNOUNCED], self._numbers[_REACHED]
        now = time.monotonic()
        if announced == reached and now - self._asked_at < self._asked_every:
            return reached
        stored = self._stored()
        self._asked_at = now
        if stored >= announced or announced == reached:  # or else the one announced may still come
            with self._alone():
                if self._numbers[_ANNOUNCED] == announced:
                    self._numbers[_ANNOUNCED] = self._numbers[_REACHED] = stored
        return stored

    def _reach(self, number: int) -> None:
        with self._alone():
            if number > self._numbers[_REACHED]:
                self._numbers[_REACHED] = number

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else writes meanwhile, in this process or another."""
        with self._threads:
            if self._file is not None:
                fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                if self._file is not None:
                    fcntl.flock(self._file, fcntl.LOCK_UN)


def _opened(path: Path) -> int | None:
    """The file, made where it is missing; None where this process may not have it, which then always asks."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o660)
        if os.fstat(file).st_size < _SIZE:
            os.ftruncate(file, _SIZE)
    except OSError:
        return None
    return file
