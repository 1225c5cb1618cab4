"""What a whole file costs: `python -m bench.files RUNS` streams CSV of one proposal and prints its figures as JSON.

The least of so many runs: seconds, processor time of this process, and the most memory of its own that it held, in MB.
Pages of SQLite's file that are mapped into it are left out: they are the system's, and there once for all processes.
"""

import json
import os
import re
import resource
import sys
import time
from pathlib import Path

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()

from django.http import StreamingHttpResponse
from django.test import Client

from .sizes import SLUG

FILES = ("stances.csv", "statements.csv")


def streamed(client: Client, name: str, runs: int) -> dict[str, float]:
    """The figures of one file. Raises `AssertionError` where it is not answered as a stream."""
    least, own, rows, peak = float("inf"), float("inf"), 0, 0.0
    for _ in range(runs):
        began, began_own = time.perf_counter(), time.process_time()
        response = client.get(f"/{SLUG}/{name}")
        assert isinstance(response, StreamingHttpResponse), (name, response.status_code)
        rows = -1
        for number, chunk in enumerate(response):
            rows += chunk.count(b"\r\n")
            peak = max(peak, held()) if number % 100 == 0 else peak
        least, own = min(least, time.perf_counter() - began), min(own, time.process_time() - began_own)
    return {"rows": rows, "seconds": least, "own": own, "MB": peak}


def held() -> float:
    """The memory of this process in MB: its own where the system tells that apart, else the most that it had at all."""
    status = Path("/proc/self/status")
    found = re.search(r"RssAnon:\s*(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(runs: int) -> None:
    client = Client(SERVER_NAME="127.0.0.1")
    print(json.dumps({name: streamed(client, name, runs) for name in FILES}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
