"""SIGKILL: of the server with all its workers, and of one worker that the master then replaces."""

import os
import random
import signal
import subprocess
import time

from tests.faults.site import Judged, Site, more_of

LONGEST = 0.4
"""Seconds of writing after which a kill comes, at most."""


def killed(site: Site, *, runs: int, seed: int) -> Judged:
    """Write, kill at a random moment, start again, and so on; then look. Every other run kills a worker alone."""
    chance = random.Random(seed)
    site.server.start()
    try:
        with site.written_to(name="Killed") as told:
            for run in range(runs):
                more_of(told, 3)
                time.sleep(chance.random() * LONGEST)
                if run % 2:
                    os.kill(chance.choice(workers(site)), signal.SIGKILL)
                else:
                    site.server.kill()
                    site.server.start()
            more_of(told, 3)
    finally:
        site.server.kill()
    return site.judge(told)


def workers(site: Site) -> list[int]:
    """The process ids of the server's workers."""
    assert site.server.process is not None
    listed = subprocess.run(["pgrep", "-P", str(site.server.process.pid)], capture_output=True, text=True, check=True)
    return [int(pid) for pid in listed.stdout.split()]
