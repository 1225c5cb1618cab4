"""What is looked up whenever somebody reads /metrics: the database, what waits in it, the last backup, the disk."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import REGISTRY, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

import guarantors
from config.build import build
from config.watch import counters  # noqa: F401 - they register themselves
from guarantors.models import replicas
from guarantors.models.edition import edition
from guarantors.models.shared import Gone, shared
from guarantors.queries.queues import queues

PREFIX = "guarantors_"

_build = cache(build)


class State(Collector):
    """The figures of this moment; without a database, those that need none."""

    def collect(self) -> Iterable[Metric]:
        made_of = {"version": guarantors.__version__, "build": _build()[:12]}
        yield _figure("build_info", "1, with the version, and a word for the code and its settings.", 1, made_of)
        free = shutil.disk_usage(settings.VAR_DIR).free
        yield _figure("disk_free_bytes", "Free on the disk that VAR_DIR is on.", free)
        yield from _backup(Path(settings.VAR_DIR) / "backup.json")
        yield from _cache()
        try:
            found = [*_recorded()]
        except DatabaseError:
            found = []
        yield _figure("database_up", "1 while the database answers, else 0.", int(bool(found)))
        yield from found


class Own(Collector):
    """What this process counted itself, where it is the only one."""

    def collect(self) -> Iterable[Metric]:
        return (found for found in REGISTRY.collect() if found.name.startswith(PREFIX))


def exposition() -> bytes:
    """Everything, in Prometheus's text format."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(Own())
    registry.register(State())
    return generate_latest(registry)


def _figure(name: str, says: str, value: float, labels: dict[str, str] | None = None) -> Metric:
    found = GaugeMetricFamily(PREFIX + name, says, labels=[*(labels or {})])
    found.add_metric([*(labels or {}).values()], value)
    return found


def _recorded() -> Iterator[Metric]:
    found = queues(datetime.now(UTC))
    yield _figure("edition", "The number of the record's last change.", edition().standing())
    yield _figure("submissions_waiting", "Statements that wait for review.", found.submissions.waiting)
    yield _figure("submissions_oldest_seconds", "How long the oldest of them has waited.", found.submissions.oldest)
    yield _figure("messages_due", "Messages to webhooks that are due.", found.messages.waiting)
    yield _figure("messages_oldest_seconds", "How long the oldest of them has been due.", found.messages.oldest)
    yield _figure("messages_given_up", "Messages to webhooks that are tried no more.", found.given_up)
    out = len(replicas.left_out())
    yield _figure("replicas_in_use", "Replicas of the database that answer readers.", len(settings.DATABASES) - 1 - out)
    yield _figure("replicas_left_out", "Replicas that are gone or behind.", out)


def _backup(told: Path) -> Iterator[Metric]:
    """Of the last backup, which `manage.py backup` tells of in that file; nothing where there was none."""
    try:
        last = json.loads(told.read_text(encoding="utf-8"))
        age = (datetime.now(UTC) - datetime.fromisoformat(last["at"])).total_seconds()
    except (OSError, ValueError, KeyError, TypeError):
        return
    yield _figure("backup_age_seconds", "How long ago the last backup was made.", age)
    yield _figure("backup_verified", "1 if it was restored and compared, else 0.", int(last.get("verified") is True))


def _cache() -> Iterator[Metric]:
    common = shared()
    if common is None:
        return
    try:
        common.ask(lambda redis: redis.ping())
        answers = 1
    except Gone:
        answers = 0
    yield _figure("cache_up", "1 while the shared cache answers, else 0.", answers)
