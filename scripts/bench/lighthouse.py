"""What a reader on a telephone waits for: each kind of page by Lighthouse, as its mobile setting has it.

It is asked on the shipped data. Lighthouse (npm) lies under var/bench, as the peers do, and drives the Chromium that is
installed. Every page is asked for before, so that what is measured is what is kept; the middle of several runs counts.
"""

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from . import peers, wrk
from .peers import Missing

PAGES = {
    "proposals": "/",
    "guarantor table": "/istanbul-2022/",
    "long guarantor table": "/g7-vilnius-2023/",
    "guarantor": "/istanbul-2022/DEU/",
    "changes": "/istanbul-2022/changes/",
    "timeline": "/istanbul-2022/timeline/",
    "compare": "/istanbul-2022/compare/?g=DEU&g=FRA&g=CAN",
    "provisions": "/istanbul-2022/provisions/",
    "events": "/istanbul-2022/events/",
    "files": "/istanbul-2022/export/",
    "statements": "/statements/",
    "search": "/statements/?q=security+guarantees",
    "statement": "/statements/deu-2022-03-30-scholz/",
    "sources": "/sources/",
    "source": "/sources/wsj-2022-03-30/",
    "actors": "/actors/",
    "actor": "/actors/DEU/",
    "method": "/method/",
    "API, every operation": "/api/v1/docs/",
    "API tutorial": "/api/v1/tutorial/",
    "embedded table": "/embed/istanbul-2022/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
ALONE = ("quic", "background-networking", "component-update", "sync")
FLAGS = " ".join(("--headless --no-sandbox --disable-gpu --no-first-run", *(f"--disable-{name}" for name in ALONE)))


@dataclass(frozen=True, slots=True)
class Seen:
    """One page: kilobytes with and without fonts, seconds to the largest paint, the shift, and the four scores."""

    kilobytes: float
    without_fonts: float
    largest_paint: float
    shift: float
    scores: tuple[int, ...]


def measured(folder: Path, runs: int) -> dict[str, Seen]:
    """Every page of the shipped data by its name. Raises `Missing` where Node, Chromium or Lighthouse cannot be had."""
    program, chromium = _program(), os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        raise Missing("Chromium is not installed (Debian: chromium)")
    found = {}
    with ExitStack() as stack:
        at = stack.enter_context(peers.ours(f"sqlite:///{folder / 'tracker.sqlite3'}", folder, keeps=True))
        for name, path in PAGES.items():
            print(f"  Lighthouse: {name}", file=sys.stderr, flush=True)
            found[name] = _middle([_seen(program, chromium, at + path, folder) for _ in range(runs)])
    return found


def _program() -> Path:
    home = peers.HOME / "lighthouse"
    program = home / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        peers.install_by_npm(home, "lighthouse")
    return program


def _seen(program: Path, chromium: str, address: str, folder: Path) -> Seen:
    report = folder / "lighthouse.json"
    command = [str(program), address, "--quiet", "--output=json", f"--output-path={report}"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}"]
    for _ in range(3):  # of two processes each keeps its own; and Chromium loses a trace now and then
        _ask(address)
        done = subprocess.run(
            command, env={**os.environ, "CHROME_PATH": chromium}, capture_output=True, text=True, check=False
        )
        if report.exists():
            told = json.loads(report.read_text())
            report.unlink()
            if not told.get("runtimeError"):
                return read(told)
    raise Missing(f"it saw nothing of {address}: {done.stderr.strip()[-200:]}")


def _ask(address: str) -> None:
    name, value = wrk.ENCODING.split(": ")
    for _ in range(4):
        urllib.request.urlopen(urllib.request.Request(address, headers={name: value}), timeout=60).read()


def read(told: dict[str, object]) -> Seen:
    """What a report of Lighthouse says, in our words."""
    audits, categories = told["audits"], told["categories"]
    assert isinstance(audits, dict)
    assert isinstance(categories, dict)
    loaded = audits["network-requests"]["details"]["items"]
    fonts = sum(item["transferSize"] for item in loaded if item.get("resourceType") == "Font")
    every = sum(item["transferSize"] for item in loaded)
    return Seen(
        every / 1000,
        (every - fonts) / 1000,
        audits["largest-contentful-paint"]["numericValue"] / 1000,
        audits["cumulative-layout-shift"]["numericValue"],
        tuple(round(100 * categories[name]["score"]) for name in CATEGORIES),
    )


def _middle(seen: list[Seen]) -> Seen:
    return sorted(seen, key=lambda each: (-each.scores[0], each.largest_paint))[len(seen) // 2]
