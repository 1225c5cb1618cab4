"""Counts of the limits in the shared cache, and in the process's own memory for as long as that does not answer.

So nobody is refused, and nobody may try passwords without end, because a cache is gone: each process then counts for
itself, and lets pass as many as all may together. A code of a second factor, which is good but once, could meanwhile
be used once with each process in its half minute. When that starts and ends is logged once (`models.shared`).
"""

from typing import Any

import orjson
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.retry import Retry

from guarantors.models.shared import PATIENCE, Gone, Shared, shared


class Plain:
    """How a value is written: as JSON, so that nothing that a cache says is ever run as code."""

    def dumps(self, value: Any) -> Any:
        return value if type(value) is int else orjson.dumps(value)  # which Redis can count up

    def loads(self, stored: bytes) -> Any:
        return orjson.loads(stored)


class Counts(RedisCache):
    """Django's own cache in Redis. What the limits ask of one has an answer at any moment."""

    def __init__(self, url: str, params: dict[str, Any]) -> None:
        patience = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "retry": Retry(NoBackoff(), 1)}
        super().__init__(url, params | {"KEY_PREFIX": "guarantors", "OPTIONS": {"serializer": Plain, **patience}})
        self._shared = shared() or Shared(url)
        self._here = LocMemCache(f"counts of {url}", params)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        return bool(self._either("add", key, value, timeout, version))

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return self._either("get", key, default, version)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> None:
        self._either("set", key, value, timeout, version)

    def delete(self, key: Any, version: Any = None) -> bool:
        return bool(self._either("delete", key, version))

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        return int(self._either("incr", key, delta, version))

    def clear(self) -> None:
        self._either("clear")

    def _either(self, act: str, *given: Any) -> Any:
        try:
            return self._shared.ask(lambda _: getattr(RedisCache, act)(self, *given))
        except Gone:
            return getattr(self._here, act)(*given)
