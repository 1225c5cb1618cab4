"""What a whole file costs: `python -m bench.files RUNS` streams CSV of one proposal and prints its figures as JSON.

The least of so many runs: seconds, processor time of this process, and the most memory that it ever held, in MB.
"""

import json
import os
import resource
import sys
import time

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
    least, own, rows = float("inf"), float("inf"), 0
    for _ in range(runs):
        began, began_own = time.perf_counter(), time.process_time()
        response = client.get(f"/{SLUG}/{name}")
        assert isinstance(response, StreamingHttpResponse), (name, response.status_code)
        rows = sum(chunk.count(b"\r\n") for chunk in response) - 1
        least, own = min(least, time.perf_counter() - began), min(own, time.process_time() - began_own)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rows": rows, "seconds": least, "own": own, "MB": peak}


def main(runs: int) -> None:
    client = Client(SERVER_NAME="127.0.0.1")
    print(json.dumps({name: streamed(client, name, runs) for name in FILES}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
