"""Requests a second, by wrk (Debian: wrk): every target in turn, several short runs, the median of each."""

import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field

_RATE = re.compile(r"Requests/sec:\s*([\d.]+)")
_BAD = re.compile(r"Non-2xx or 3xx responses: (\d+)")
_SOCKET = re.compile(r"Socket errors: (.*)")
CONNECTIONS = 16
ENCODING = "Accept-Encoding: gzip, br"
"""As browsers ask; who packs nothing answers as it is."""

SLOW = 0.04
"""Seconds of one answer."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked for, by which name."""

    name: str
    url: str
    headers: tuple[str, ...] = field(default=())


def is_here() -> bool:
    return shutil.which("wrk") is not None


def rates(targets: Sequence[Target], runs: int, seconds: int) -> tuple[dict[str, float], list[str]]:
    """The median of requests a second for each target, and what was left out because it answered with errors."""
    found: dict[str, list[float]] = {target.name: [] for target in targets}
    refused: dict[str, str] = {}
    for turn in range(runs):
        for target in targets:
            if target.name in refused:
                continue
            print(f"  {turn + 1} of {runs}: {target.name}", file=sys.stderr, flush=True)
            try:
                found[target.name].append(rate(target, seconds))
            except ValueError as error:
                refused[target.name] = f"{target.name}: {error}"
    measured = {name: statistics.median(each) for name, each in found.items() if name not in refused}
    return measured, list(refused.values())


def rate(target: Target, seconds: int) -> float:
    """Requests a second in one run. Raises `ValueError` where an answer was an error, or none came.

    Asked once before, so that nothing of the run before is still waited for. What takes long is asked by fewer at a
    time, and for longer: or else most of a run's answers would come after its end.
    """
    is_slow = _seconds_of_one(target) > SLOW
    headers = [part for header in (ENCODING, *target.headers) for part in ("-H", header)]
    many, long = (4, max(seconds, 5)) if is_slow else (CONNECTIONS, seconds)
    command = ["wrk", "-t1", f"-c{many}", f"-d{long}s", "--timeout", "20s", *headers, target.url]
    return read(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _seconds_of_one(target: Target) -> float:
    asked = urllib.request.Request(
        target.url, headers=dict(header.split(": ", 1) for header in (ENCODING, *target.headers))
    )
    took = []
    for _ in range(3):
        began = time.perf_counter()
        try:
            urllib.request.urlopen(asked, timeout=60).read()
        except urllib.error.HTTPError as answer:
            if answer.code >= 400:
                raise ValueError(f"it answers {answer.code}") from answer
        except OSError as error:
            raise ValueError(f"it does not answer: {error}") from error
        took.append(time.perf_counter() - began)
    return min(took)


def read(printed: str) -> float:
    """What wrk printed, as a number. Raises `ValueError` where an answer was an error, or none came."""
    if bad := _BAD.search(printed) or _SOCKET.search(printed):
        raise ValueError(bad[0])
    measured = _RATE.search(printed)
    if measured is None or not float(measured[1]):
        raise ValueError("wrk printed no rate")
    return float(measured[1])
