"""What is counted while requests are answered, by all worker processes together (`prometheus_client`).

The server keeps the counts in files of VAR_DIR/metrics, which its processes map (gunicorn.conf.py); a request costs
some microseconds of it. The names are for operators: docs/operations.md and deploy/alerts.yaml rest on them.
"""

import os
import time
from pathlib import Path
from typing import Any

from django.db import connections
from django.http import HttpRequest
from prometheus_client import Counter, Gauge, Histogram, disable_created_metrics

from guarantors.address import languages

PARTS = {
    "/api/": "api",
    "/desk/": "desk",
    "/accounts/": "accounts",
    "/admin/": "admin",
    "/static/": "static",
    "/healthz": "operations",
    "/readyz": "operations",
    "/metrics": "operations",
}
"""Which part of the site an address is of, by its beginning; all else are pages, with feeds and files."""

METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
LOOKED_AT_EVERY = 5.0
"""Seconds between two looks of a process at itself."""

disable_created_metrics()  # type: ignore[no-untyped-call]  # when a count began is no figure, and several processes do not tell it

REQUESTS = Counter("guarantors_requests", "Requests answered.", ["part", "method", "status"])
TOOK = Histogram("guarantors_request_seconds", "Seconds until an answer was ready.", ["part"], buckets=SECONDS)
KEPT = Counter("guarantors_kept_answers", "Public answers: given again (yes) or made anew (no).", ["found"])
CROWDED = Counter(
    "guarantors_crowded", "Requests refused with 503, since all places of their kind were taken.", ["kind"]
)
MEMORY = Gauge("guarantors_memory_bytes", "Resident memory of a worker process.", multiprocess_mode="liveall")
CONNECTIONS = Gauge(
    "guarantors_database_connections", "Connections of the pools.", ["state"], multiprocess_mode="livesum"
)
QUEUED = Gauge(
    "guarantors_database_queue", "Requests that wait for a connection of a pool.", multiprocess_mode="livesum"
)

_HELD = Path("/proc/self/statm")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_looked_at = float("-inf")


def part(path: str) -> str:
    """Which part of the site the address is of."""
    return next((name for start, name in PARTS.items() if path.startswith(start)), "pages")


def count(request: HttpRequest, status: int, seconds: float) -> None:
    """Counts a request that was answered."""
    of, method = part(languages.split(request.path_info)[1]), request.method
    REQUESTS.labels(of, method if method in METHODS else "other", str(status)).inc()
    TOOK.labels(of).observe(seconds)
    found = getattr(request, "kept_answer", None)
    if found is not None:
        KEPT.labels("yes" if found else "no").inc()
    look()


def look() -> None:
    """How much memory and how many connections this process holds, now and then."""
    global _looked_at
    now = time.monotonic()
    if now - _looked_at < LOOKED_AT_EVERY:
        return
    _looked_at = now
    if _HELD.exists():  # on Linux
        MEMORY.set(int(_HELD.read_text(encoding="ascii").split()[1]) * _PAGE)
    # Of a pool that was made already: to look must not open one.
    pool: Any = getattr(connections["default"], "_connection_pools", {}).get("default")
    if pool is not None:
        stats = pool.get_stats()
        CONNECTIONS.labels("idle").set(stats.get("pool_available", 0))
        CONNECTIONS.labels("busy").set(stats.get("pool_size", 0) - stats.get("pool_available", 0))
        QUEUED.set(stats.get("requests_waiting", 0))
