"""On which machine a run was made, and with which versions."""

import json
import os
import platform
import re
import sqlite3
import subprocess
from importlib.metadata import version
from pathlib import Path

import postgres

from . import peers


def described() -> list[str]:
    """A line each: the machine, what else ran on it, and what was measured."""
    ours = ", ".join(f"{name} {version(name)}" for name in ("Django", "gunicorn", "psycopg", "djangorestframework"))
    busy = os.getloadavg()[2]
    return [
        f"{os.cpu_count()} cores, {_processor()}, {platform.system()} {platform.release()}",
        f"Python {platform.python_version()}, {ours}",
        f"SQLite {sqlite3.sqlite_version}, {_postgres()}, two worker processes, {peers_described()}",
        f"mean load of the last quarter of an hour: {busy:.1f}"
        + (" (more than the cores: other work ran beside it)" if busy > (os.cpu_count() or 1) + 1 else ""),
    ]


def peers_described() -> str:
    """The versions of the peers that are installed here."""
    datasette = _first_line([str(peers.HOME / "datasette" / "bin" / "datasette"), "--version"])
    ours = ", ".join((_by_npm("directus"), _by_npm("lighthouse")))
    return f"{datasette.replace('datasette, version', 'Datasette') or 'no Datasette'}, {ours}"


def _by_npm(name: str) -> str:
    package = peers.HOME / name / "node_modules" / name / "package.json"
    return f"{name.title()} {json.loads(package.read_text())['version']}" if package.exists() else f"no {name.title()}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", info.read_text()) if info.exists() else None
    return found[1] if found else platform.machine()


def _postgres() -> str:
    folder = postgres.binaries()
    told = _first_line([str(folder / "postgres"), "--version"]) if folder else ""
    return told.removeprefix("postgres (").replace(")", "", 1) or "no PostgreSQL"


def _first_line(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip().split("\n")[0]
