"""A database of its own for a program of its own, on the engine of this run: what must truly be committed.

Tables and datasets are made once for a run and copied for each program, since to make them takes longer than the copy.
"""

import atexit
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
DATASETS = sorted((ROOT / "guarantors" / "data").glob("*.yaml"))


class Holds(Enum):
    """What there is in it: what is done to a new database, in this order."""

    NOTHING = ()
    TABLES = (("migrate", "-v0"),)
    DATASETS = (*TABLES, ("load_dataset", *map(str, DATASETS)))


@contextmanager
def database(folder: Path, called: str = "scratch", holds: Holds = Holds.DATASETS) -> Iterator[str]:
    """The address of a new database on the engine of this run."""
    if connection.vendor == "sqlite":
        file = folder / f"{called}.sqlite3"
        if holds.value:
            with closing(sqlite3.connect(_made(holds))) as made, closing(sqlite3.connect(file)) as new:
                made.backup(new)
        yield f"sqlite:///{file}"
        return
    name = f"{called}_{os.getpid()}"
    _order(f"CREATE DATABASE {name} TEMPLATE {_made(holds)}" if holds.value else f"CREATE DATABASE {name}")
    try:
        yield _address(name)
    finally:
        _order(f"DROP DATABASE {name} WITH (FORCE)")


@cache
def _made(holds: Holds) -> str:
    """The file, or the name of the database on the server, that others are copied from."""
    folder = Path(tempfile.mkdtemp(prefix="made-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if connection.vendor == "sqlite":
        made = str(folder / "made.sqlite3")
        url = f"sqlite:///{made}"
    else:
        made = f"made_{holds.name.lower()}_{os.getpid()}"
        _order(f"CREATE DATABASE {made}")
        atexit.register(_dropped, made)
        url = _address(made)
    for command in holds.value:
        _run([sys.executable, "manage.py", *command], url, folder)
    return made


def _run(command: list[str], url: str, folder: Path, given: str = "") -> str:
    environment = {**os.environ, "DATABASE_URL": url, "VAR_DIR": str(folder)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, input=given, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _dropped(name: str) -> None:
    with suppress(Exception):  # the server may be gone by then
        _order(f"DROP DATABASE {name} WITH (FORCE)")


def _order(statement: str) -> None:
    import psycopg

    with closing(psycopg.connect(**_where(), dbname="postgres", autocommit=True)) as server:
        server.execute(statement)


def _where() -> dict[str, Any]:
    made = connection.settings_dict
    return {key: made[key.upper()] for key in ("host", "port", "user", "password") if made[key.upper()]}


def _address(name: str) -> str:
    where = _where()
    login = quote(where.pop("user", "")) + (f":{quote(where.pop('password'))}" if "password" in where else "")
    host = quote(str(where.pop("host", "")), safe="")
    port = f":{where.pop('port')}" if "port" in where else ""
    return f"postgresql://{login}@{host}{port}/{name}?{urlencode(where)}".removesuffix("?")


def told_by(program: str, folder: Path, given: object = None, holds: Holds = Holds.TABLES) -> Any:
    """What the program prints as JSON, run on a new database with `given` on its standard input."""
    with database(folder, holds=holds) as url:
        return json.loads(_run([sys.executable, "-m", program], url, folder, json.dumps(given)))
