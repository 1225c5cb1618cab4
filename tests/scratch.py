"""A database of its own for a program of its own, on the engine of this run: what must truly be committed."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def database(folder: Path, called: str = "scratch") -> Iterator[str]:
    """The address of a new database on the engine of this run."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / f'{called}.sqlite3'}"
        return
    import psycopg

    name, made = f"{called}_{os.getpid()}", connection.settings_dict
    where = {key: made[key.upper()] for key in ("host", "port", "user", "password") if made[key.upper()]}
    with closing(psycopg.connect(**where, dbname="postgres", autocommit=True)) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            login = quote(where.pop("user", "")) + (f":{quote(where.pop('password'))}" if "password" in where else "")
            host = quote(str(where.pop("host", "")), safe="")
            port = f":{where.pop('port')}" if "port" in where else ""
            yield f"postgresql://{login}@{host}{port}/{name}?{urlencode(where)}".removesuffix("?")
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def told_by(program: str, folder: Path, given: object = None) -> Any:
    """What the program prints as JSON, run on a new database with `given` on its standard input."""
    with database(folder) as url:
        done = subprocess.run(
            [sys.executable, "-m", program],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url, "VAR_DIR": str(folder)},
            input=json.dumps(given),
            capture_output=True,
            text=True,
            timeout=300,
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
