"""`make load`: how long an editor waits at rest and under each flood, and how much memory the site takes meanwhile.

It starts a site of its own with the shipped datasets on SQLite, as `make run` does, and takes it away again.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import postgres
from cluster import parts

from load.editor import Editor
from load.flood import CLIENTS

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE_BEHIND_NGINX = ("dribblers", "sippers")
"""Slow clients are what a proxy in front is for: they are measured with it too."""


def main() -> int:
    options = argparse.ArgumentParser(prog="make load", description=__doc__)
    options.add_argument("--seconds", type=float, default=15.0, help="of each flood")
    options.add_argument("--soak", type=float, default=5.0, metavar="MINUTES", help="of readers, for the memory")
    options.add_argument("--only", choices=[*CLIENTS, "soak"], action="append", help="not all floods, but this one")
    given = options.parse_args()
    chosen = given.only or [*CLIENTS, "soak"]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="guarantors-load-")))
        process, port, password = stack.enter_context(_site(folder))
        editor = Editor(port, "ada", password)
        _row("at rest", editor.waits(given.seconds), {})
        for kind in [kind for kind in CLIENTS if kind in chosen]:
            _row(kind, *_under(kind, port, editor, given.seconds))
        desk = stack.enter_context(_pool(folder))
        editor.port = desk  # as deploy/ has it; whoever tries passwords comes there too
        for kind in [kind for kind in ("readers", "logins") if kind in chosen]:
            at = desk if kind == "logins" else port
            _row(f"{kind}, a pool for the desk", *_under(kind, at, editor, given.seconds))
        home = stack.enter_context(postgres.temporary_home())
        if parts.nginx():
            front, editor.port = postgres.free_port(), port
            stack.enter_context(parts.balancer(home, [f"http://127.0.0.1:{port}"], front))
            for kind in [kind for kind in AT_ONCE_BEHIND_NGINX if kind in chosen]:
                _row(f"{kind}, nginx in front", *_under(kind, front, editor, given.seconds))
        if "soak" in chosen:
            _soak(process, port, given.soak)
    return 0


@contextmanager
def _site(folder: Path) -> Iterator[tuple[int, int, str]]:
    """The process, the port and the password of a demonstration's editor."""
    port, said = postgres.free_port(), folder / "log"
    given = {"DEMO": "1", "HTTPS": "1", "VAR_DIR": str(folder), "PORT": str(port), "HOST": "127.0.0.1"}
    with said.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"], cwd=ROOT, env=os.environ | given, stdout=log, stderr=log
        )
    try:
        until = time.monotonic() + 120
        while "Booting worker" not in said.read_text() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.2)
        [password] = re.findall(r"editor: ada, password (\S+)", said.read_text())
        time.sleep(2)
        yield process.pid, port, password
    finally:
        process.terminate()
        process.wait()


@contextmanager
def _pool(folder: Path) -> Iterator[int]:
    """A second server on the same site, of one process."""
    port = postgres.free_port()
    given = {"DEMO": "1", "HTTPS": "1", "VAR_DIR": str(folder), "PORT": str(port), "POOL": "desk", "WORKERS": "1"}
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | given, stdout=log, stderr=log)
    try:
        time.sleep(4)
        yield port
    finally:
        process.terminate()
        process.wait()


def _under(kind: str, at: int, editor: Editor, seconds: float) -> tuple[list[float], dict[str, int]]:
    """The editor's waits while that flood is on, and what the flood was told."""
    environment = os.environ | {"PYTHONPATH": "scripts"}
    command = [sys.executable, "-m", "load.flood", kind, str(at), str(seconds + 3)]
    flood = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    time.sleep(2)
    waits = editor.waits(seconds)
    said, _ = flood.communicate()
    return waits, json.loads(said)


def _row(name: str, waits: list[float], told: dict[str, int]) -> None:
    ordered = sorted(waits)
    if not ordered:
        print(f"{name}: nothing was answered; {told}", flush=True)
        return
    p50, p99 = statistics.median(ordered), ordered[min(int(len(ordered) * 0.99), len(ordered) - 1)]
    print(f"{name}: {len(ordered)} answers, p50 {p50:.0f} ms, p99 {p99:.0f} ms; the flood was told {told}", flush=True)


def _soak(master: int, port: int, minutes: float) -> None:
    """The memory of the worker processes, ten times while readers come in a crowd."""
    environment = os.environ | {"PYTHONPATH": "scripts"}
    command = [sys.executable, "-m", "load.flood", "readers", str(port), str(minutes * 60)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as flood:
        held = []
        for _ in range(10):
            time.sleep(minutes * 6 - 0.2)
            held.append(_memory(master))
        said, _ = flood.communicate()
    print(f"soak of {minutes:g} minutes: MB of all workers {held}; {json.loads(said)}", flush=True)


def _memory(master: int) -> int:
    workers = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in workers)
    return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000


if __name__ == "__main__":
    sys.exit(main())
