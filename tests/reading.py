"""Readers who read on while somebody corrects what they read (`tests.correcting`), and notice if it ever goes back."""

import itertools
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import urllib3

from tests.serving import ROOT, Server


def correct(server: Server, asked: str) -> None:
    """Run `tests.correcting` on the server's database, as a program of its own."""
    command = [sys.executable, "-m", "tests.correcting", asked]
    done = subprocess.run(command, cwd=ROOT, env=server.environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr


class Reader(threading.Thread):
    """Reads the same things again and again; what it sees must never be older than what anybody has seen."""

    newest = 0
    lock = threading.Lock()

    def __init__(self, addresses: Sequence[str], over: threading.Event) -> None:
        super().__init__()
        self.addresses, self.over = itertools.cycle(addresses), over
        self.reads, self.broken = 0, list[str]()
        self.seen: set[int] = set()

    def run(self) -> None:
        with urllib3.PoolManager() as pool:
            while not self.over.is_set():
                floor = Reader.newest
                answer = pool.request("GET", next(self.addresses))
                numbers = {int(found) for found in re.findall(rb"Number (\d+)\.", answer.data)}
                self.reads += 1
                self.seen |= numbers
                if len(numbers) != 1:
                    self.broken.append(f"{answer.status}: a mix of {sorted(numbers)}")
                elif min(numbers) < floor:
                    self.broken.append(f"{numbers} after {floor}")
                with Reader.lock:
                    Reader.newest = max(Reader.newest, *numbers, 0)


@contextmanager
def reading(*addresses: Sequence[str]) -> Iterator[list[Reader]]:
    """Meanwhile there is a reader for each, who goes over the addresses given in turn."""
    over, Reader.newest = threading.Event(), 0
    readers = [Reader(own, over) for own in addresses]
    for reader in readers:
        reader.start()
    try:
        yield readers
    finally:
        over.set()
        for reader in readers:
            reader.join()
