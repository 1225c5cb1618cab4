"""A site that is written to, broken and looked at."""

import json
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.stream import Told, Writer
from tests.serving import ROOT, Server

SETTINGS = {
    "REQUIRE_MFA": "0",
    "DEMO": "0",
    "REVIEW": "off",
    "API_WRITES": "1000000/minute",
    "API_READS": "1000000/minute",
    "WORKERS": "2",
}


@dataclass
class Judged:
    """What became of what was acknowledged: each list must be empty."""

    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    half_written: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return not (self.lost or self.twice or self.half_written or self.found or self.wrong)


class Site:
    """The server on a database, with a token for the writers."""

    def __init__(self, folder: Path, url: str, **settings: str) -> None:
        self.server = Server(folder, {**SETTINGS, "DATABASE_URL": url, **settings})
        self.token: str = self.program("prepare")

    def program(self, asked: str) -> Any:
        """What `tests.faults.record` prints about the site's database."""
        command = [sys.executable, "-m", "tests.faults.record", asked]
        done = subprocess.run(
            command, cwd=ROOT, env=self.server.environment, capture_output=True, text=True, timeout=600
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    @contextmanager
    def written_to(self, writers: int = 3, name: str = "Writer") -> Iterator[list[Told]]:
        """Meanwhile there are so many writers; gives what each was told. At the end each finishes what it is at."""
        over, listed = threading.Event(), list[Writer]()
        listed = [Writer(f"{name} {place}", self.server.address, self.token, over) for place in range(writers)]
        for writer in listed:
            writer.start()
        try:
            yield [writer.told for writer in listed]
        finally:
            over.set()
            for writer in listed:
                writer.join(60)

    def judge(self, told: list[Told]) -> Judged:
        """What is on record, against what the writers were told."""
        seen = self.program("look")
        made = Judged(sum(one.count for one in told), found=seen["found"])
        for one in told:
            made.wrong += one.wrong
            for kind in ("handed_in", "published", "withdrawn"):
                made.lost += [f"{kind}: {summary}" for summary in getattr(one, kind) if summary not in seen[kind]]
        made.twice = [summary for summary, count in seen["handed_in"].items() if count > 1]
        made.twice += [summary for summary, count in Counter(seen["published"]).items() if count > 1]
        # A statement comes on record with its stance, and no stance without one.
        made.half_written = sorted(set(seen["published"]) ^ set(seen["held"]))
        return made


def more_of(told: list[Told], count: int, seconds: float = 60) -> None:
    """Returns once so many more writes were acknowledged. Raises where they are not in that time."""
    wanted = sum(one.count for one in told) + count

    def is_so() -> bool:
        assert not (wrong := [line for one in told for line in one.wrong]), wrong
        return sum(one.count for one in told) >= wanted

    wait(is_so, seconds)


def wait(is_so: Callable[[], object], seconds: float = 60) -> None:
    """Returns once it is so."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "it never came to be so"
        time.sleep(0.01)
