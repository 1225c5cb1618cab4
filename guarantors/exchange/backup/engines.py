"""The engine's own way to copy a database of one moment while others write to it, and to put the copy somewhere.

On SQLite its backup interface, inside the snapshot whose digests were taken; on PostgreSQL `pg_dump` of that same
snapshot (https://www.postgresql.org/docs/current/app-pgdump.html, --snapshot), and `pg_restore`.
"""

import os
import secrets
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from django.db import connection

from guarantors.exchange.backup.file import Broken
from guarantors.exchange.backup.tables import LEFT_OUT

PAYLOADS = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


def copy_out(to: Path) -> None:
    """Copy the default database as the open snapshot sees it. Raises `Broken`."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(to)) as copy:
            connection.connection.backup(copy)
            there = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            for table in sorted(LEFT_OUT & there):  # one may come with a migration that is yet to run
                copy.execute(f'DELETE FROM "{table}"')
            copy.commit()
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, and nothing beside it
        to.chmod(0o600)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
    options = [f"--exclude-table-data={table}" for table in sorted(LEFT_OUT)]
    _postgres("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={to}", *options, "--no-password")
    to.chmod(0o600)


def put_in_place(copy: Path) -> None:
    """Make a copy the default database, on SQLite: at once or not at all."""
    database = Path(connection.settings_dict["NAME"])
    connection.close()
    with closing(sqlite3.connect(copy)) as whole:
        whole.execute("PRAGMA journal_mode=DELETE")  # what a migration left beside the file comes into it
    for ending in ("-wal", "-shm"):  # of the empty one
        database.with_name(database.name + ending).unlink(missing_ok=True)
    copy.replace(database)
    settle(database.parent)


def settle(folder: Path) -> None:
    """Wait until the disk has the names in a folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_empty() -> bool:
    """Whether the default database holds nothing yet."""
    return not connection.introspection.table_names()


def copy_in(copy: Path, url: str = "") -> None:
    """Put a copy into an empty PostgreSQL database: the default one, or another on its server. All or nothing."""
    name = url.partition("?")[0].rsplit("/", 1)[-1]
    options = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", "--no-password"]
    _postgres("pg_restore", *options, f"--dbname={name or connection.settings_dict['NAME']}", str(copy))


@contextmanager
def scratch(copy: Path) -> Iterator[str]:
    """The address of a database that holds the copy, for as long as it is looked at. Raises `Broken`."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{copy}"
        return
    from django.db.utils import Error

    name = f"guarantors_proof_{secrets.token_hex(6)}"
    with _beside() as cursor:
        try:
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        except Error as error:
            user = connection.settings_dict["USER"]
            fix = f"let it (ALTER ROLE {user} CREATEDB), or leave the proof out (--no-proof)."
            raise Broken(f"No database can be made to prove the backup in: {error}; {fix}") from error
        try:
            copy_in(copy, address(name))
            yield address(name)
        finally:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def _beside() -> Iterator[Any]:
    """A cursor on the same server that is in no transaction: databases are made outside of any."""
    other = connection.copy()
    other.settings_dict["OPTIONS"].pop("pool", None)
    try:
        with other.cursor() as cursor:
            yield cursor
    finally:
        other.close()


def address(name: str = "") -> str:
    """The default database as an address; or another one on its server."""
    where = connection.settings_dict
    name = name or where["NAME"]
    login = quote(where["USER"], safe="") + (f":{quote(where['PASSWORD'], safe='')}" if where["PASSWORD"] else "")
    host, port = quote(where["HOST"] or "", safe=""), f":{where['PORT']}" if where["PORT"] else ""
    given = {key: where["OPTIONS"][key] for key in _GIVEN.values() if key in where["OPTIONS"]}
    return f"postgresql://{login}{'@' if login else ''}{host}{port}/{name}?{urlencode(given)}".removesuffix("?")


def _postgres(program: str, *options: str) -> None:
    """Run a program of PostgreSQL's on the server of the default database; the password is not in its arguments."""
    found = shutil.which(program) or next(map(str, sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))), None)
    if found is None:
        raise Broken(f"{program} is not installed; it comes with PostgreSQL's client (Debian: postgresql-client).")
    done = subprocess.run(  # noqa: S603 - our own program and options
        [found, *options], env={**os.environ, **_login()}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Broken(f"{program} failed: {done.stderr.strip() or done.returncode}")


def _login() -> Mapping[str, str]:
    where = connection.settings_dict
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    given = {name: str(where[key]) for name, key in named.items() if where[key]}
    return given | {name: str(where["OPTIONS"][key]) for name, key in _GIVEN.items() if key in where["OPTIONS"]}


_GIVEN = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGSSLMODE": "sslmode", "PGSSLROOTCERT": "sslrootcert"}
"""What an address may say after its question mark, and how the programs are told of it."""
