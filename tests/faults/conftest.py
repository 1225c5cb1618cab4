"""One site for all faults, made once, and a small disk: on SQLite its database lies there."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import postgres
import pytest
from django.db import connection

from tests.faults import databases
from tests.faults.site import Site

ROOM = 96
"""Megabytes of a disk that is soon full."""


@dataclass
class Breakable:
    """`disk` has little room, but without root's rights it is no disk of its own. PostgreSQL's `home` and `primary` are
    None on SQLite."""

    site: Site
    disk: Path
    home: postgres.Home | None = None
    primary: postgres.Instance | None = None


@contextmanager
def small_disk(at: Path) -> Iterator[Path]:
    at.mkdir()
    if os.geteuid() != 0:
        yield at
        return
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}m,mode=0777", "guarantors", str(at)], check=True)
    try:
        yield at
    finally:
        subprocess.run(["umount", "--lazy", str(at)], check=True)


@pytest.fixture(scope="session")
def breakable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Breakable]:
    folder = tmp_path_factory.mktemp("faults")
    if connection.vendor == "sqlite":
        with small_disk(folder / "disk") as disk:
            yield Breakable(Site(folder, f"sqlite:///{disk / 'tracker.sqlite3'}"), disk)
        return
    with (
        postgres.temporary_home() as home,
        small_disk(home.path / "disk") as disk,
        databases.lasting_primary(home) as primary,
    ):
        yield Breakable(Site(folder, primary.url), disk, home, primary)
