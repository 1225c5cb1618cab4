"""Where answers lie that were made once an edition of the record: in a process's memory, and in the shared cache."""

import hashlib
import threading
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

import orjson
from django.http import HttpResponse

from config.build import build
from guarantors.models import Change
from guarantors.models.shared import Gone, Shared, shared

LYING_FOR = 3600
"""Seconds for which the shared cache keeps an answer; what is still asked for is made anew once an hour."""

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was made, and the edition that it shows."""

    number: int
    content: bytes
    headers: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        return len(self.content) + sum(len(name) + len(value) for name, value in self.headers)

    def answer(self) -> HttpResponse:
        response = HttpResponse(self.content)
        for name, value in self.headers:
            response.headers[name] = value
        return response


class Shelf:
    """Answers of one process, those asked for last; `most` bytes of them."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key, number: int) -> Kept | None:
        with self._lock:
            found = self._kept.get(key)
            if found is None or found.number != number:
                return None
            self._kept.move_to_end(key)
            return found

    def put(self, key: Key, kept: Kept) -> None:
        with self._lock:
            self._drop(key)
            self._kept[key] = kept
            self._size += kept.size
            while self._size > self._most:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: Key) -> None:
        gone = self._kept.pop(key, None)
        if gone is not None:
            self._size -= gone.size


class CommonShelf(Shelf):
    """The same, and behind it the answers that all processes and machines of the site have made, in the shared cache.

    They lie under the edition's number and moment, since a database that was restored counts the same numbers again,
    and under the build, since they outlive the code that made them.
    """

    def __init__(self, most: int, common: Shared) -> None:
        super().__init__(most)
        self._common = common

    def get(self, key: Key, number: int) -> Kept | None:
        own = super().get(key, number)
        if own is not None:
            return own
        try:
            lying = self._common.ask(lambda redis: redis.get(_name(key, number)))
        except Gone:
            return None
        if lying is None:
            return None
        headers, _, content = lying.partition(b"\n")
        found = Kept(number, content, tuple((name, value) for name, value in orjson.loads(headers)))
        super().put(key, found)
        return found

    def put(self, key: Key, kept: Kept) -> None:
        super().put(key, kept)
        lying = orjson.dumps(kept.headers) + b"\n" + kept.content
        with suppress(Gone):  # it is in this process's memory
            self._common.ask(lambda redis: redis.set(_name(key, kept.number), lying, ex=LYING_FOR))


def shelf(most: int) -> Shelf:
    """Where this process keeps its answers."""
    common = shared()
    return Shelf(most) if common is None else CommonShelf(most, common)


def _name(key: Key, number: int) -> str:
    made_of = orjson.dumps([_build(), number, _moment(number), *key])
    return f"guarantors:answer:{hashlib.sha256(made_of).hexdigest()}"


_build = cache(build)
_moments: dict[int, str] = {}


def _moment(number: int) -> str:
    """When that edition was recorded; asked once by each process."""
    found = _moments.get(number)
    if found is None:
        at = Change.objects.filter(pk=number).values_list("recorded_at", flat=True).first()
        found = at.isoformat() if at else ""
        _moments.clear()
        _moments[number] = found
    return found
