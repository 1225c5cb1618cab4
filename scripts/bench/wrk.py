"""Requests a second, by wrk (Debian: wrk): every target in turn, several short runs, the median of each."""

import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

_RATE = re.compile(r"Requests/sec:\s*([\d.]+)")
_BAD = re.compile(r"Non-2xx or 3xx responses: (\d+)")
_SOCKET = re.compile(r"Socket errors: (.*)")
CONNECTIONS = 16


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked for, by which name."""

    name: str
    url: str
    headers: tuple[str, ...] = field(default=())


def is_here() -> bool:
    return shutil.which("wrk") is not None


def rates(targets: Sequence[Target], runs: int, seconds: int) -> dict[str, float]:
    """The median of requests a second for each target; one that answers with errors is said and left out."""
    found: dict[str, list[float]] = {}
    refused: set[str] = set()
    for _ in range(runs):
        for target in targets:
            if target.name in refused:
                continue
            try:
                found.setdefault(target.name, []).append(rate(target, seconds))
            except ValueError as error:
                print(f"  {target.name}: left out, {error}", file=sys.stderr, flush=True)
                refused.add(target.name)
    return {name: statistics.median(rates) for name, rates in found.items() if name not in refused and rates}


def rate(target: Target, seconds: int) -> float:
    """Requests a second in one run. Raises `ValueError` where an answer was an error."""
    headers = [part for header in target.headers for part in ("-H", header)]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s", *headers, target.url]
    return read(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def read(printed: str) -> float:
    """What wrk printed, as a number. Raises `ValueError` where an answer was an error, or none came."""
    if bad := _BAD.search(printed) or _SOCKET.search(printed):
        raise ValueError(bad[0])
    measured = _RATE.search(printed)
    if measured is None:
        raise ValueError("wrk printed no rate")
    return float(measured[1])
