"""What one read costs where nothing is kept: `python -m bench.cost RUNS` prints it as JSON, in milliseconds.

Processor time of this process, the median of so many reads, and how long of it the database was asked. SQLite works in
this very process; of PostgreSQL's own work only the waiting for it is seen.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()

from django.db import connection
from django.test import Client

from guarantors.pages import guarantor_rows

from .sizes import CODE, SLUG

FAR = "/api/v1/stances/?page_size=100 (far down)"
FRESH = "table page, its rows not kept either"
READS = {
    "table page, 200 rows": f"/{SLUG}/",
    FRESH: f"/{SLUG}/",
    "table page as of 2020": f"/{SLUG}/?as_of=2020-06-01",
    "guarantor page": f"/{SLUG}/{CODE}/",
    "changes page, a month": f"/{SLUG}/changes/?from=2020-05-01&to=2020-06-01",
    "API guarantors, 200": f"/api/v1/guarantors/?proposal={SLUG}",
    "API stances, 100": "/api/v1/stances/?page_size=100",
    "API stances, 100 far down": FAR,
    "API changes, 100": "/api/v1/changes/?page_size=100",
    "search, a common word": "/statements/?q=guarantee",
    "DRF list, 100": "/bench/stances/",
}
SLOWEST = 20.0
"""Seconds that one kind of read may take in all."""


def far_down(client: Client, pages: int) -> str:
    """The address of the list's hundred rows that come after so many full pages of a thousand."""
    at = "/api/v1/stances/?page_size=1000"
    for _ in range(pages):
        following = client.get(at).json().get("next")
        if not following:
            break
        at = following[following.index("/api/") :]
    return at.replace("page_size=1000", "page_size=100")


@contextmanager
def _asked() -> Iterator[list[float]]:
    """The seconds that each query took, fetching not counted, and so many there are."""
    took: list[float] = []

    def timed(execute: Callable[..., Any], *arguments: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            took.append(time.perf_counter() - began)

    with connection.execute_wrapper(timed):
        yield took


def cost(client: Client, address: str, runs: int, *, is_fresh: bool = False) -> dict[str, float]:
    """Medians for one address; `is_fresh` as for the first reader of a process or of a day.

    Raises `AssertionError` where it does not answer 200.
    """
    times, queries, count, size = list[float](), list[float](), 0, 0
    began = time.perf_counter()
    for _ in range(runs + 1):
        if is_fresh:
            guarantor_rows.KEPT.clear()
        with _asked() as took:
            start = time.process_time()
            response = client.get(address)
            times.append(time.process_time() - start)
        assert response.status_code == 200, (address, response.status_code, response.content[:300])
        count, size = len(took), len(response.content)
        queries.append(sum(took))
        if time.perf_counter() - began > SLOWEST:
            break
    measured = slice(1, None) if len(times) > 1 else slice(None)
    return {
        "ms": statistics.median(times[measured]) * 1000,
        "queries_ms": statistics.median(queries[measured]) * 1000,
        "queries": count,
        "kB": size / 1000,
    }


def main(runs: int) -> None:
    client = Client(SERVER_NAME="127.0.0.1")
    client.get("/bench/constant")
    found, far = {}, far_down(client, 50)
    for name, address in READS.items():
        print(f"  {name} ...", end="", file=sys.stderr, flush=True)
        found[name] = cost(client, far if address == FAR else address, runs, is_fresh=name == FRESH)
        print(f" {found[name]['ms']:.1f} ms", file=sys.stderr, flush=True)
    print(json.dumps({"reads": found, "far": far}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
