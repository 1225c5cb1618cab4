"""A private PostgreSQL server for the checks: made in a temporary folder, stopped and removed again whatever happens.

The server refuses to run as root, so root lends it to the user `postgres` or `nobody`.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl, the newest that Debian installed or the one on PATH; None if there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@dataclass(frozen=True, slots=True)
class Home:
    """A temporary folder, and the user who owns it and runs all that is in it."""

    path: Path
    user: pwd.struct_passwd | None

    def run(self, command: str, *options: str) -> None:
        """Run a program of PostgreSQL. Raises `CalledProcessError`."""
        user = self.user
        subprocess.run(
            [str(_folder() / command), *options],
            check=True,
            cwd=self.path,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(self.path)},
            stdout=subprocess.DEVNULL,
        )


class Instance:
    """One server of PostgreSQL on a free port, whose data lies in the home under its name."""

    def __init__(self, home: Home, name: str) -> None:
        self.home, self.name, self.port = home, name, free_port()
        self.data, self.log = home.path / name, home.path / f"{name}.log"
        self.url = f"postgresql://tracker@127.0.0.1:{self.port}/tracker"

    def start(self, **settings: str) -> None:
        # Data that is thrown away needs no fsync, and no log that it could be recovered from.
        given = {"fsync": "off", "full_page_writes": "off", "listen_addresses": "127.0.0.1", **settings}
        options = " ".join(
            [f"-p {self.port} -k {self.home.path}", *(f"-c {key}={value}" for key, value in given.items())]
        )
        self.home.run("pg_ctl", "-D", str(self.data), "-w", "-s", "-l", str(self.log), "-o", options, "start")

    def stop(self) -> None:
        """At once, as if it were killed; nothing happens to one that is stopped already."""
        if (self.data / "postmaster.pid").exists():
            self.home.run("pg_ctl", "-D", str(self.data), "-w", "-s", "-m", "immediate", "stop")


@contextmanager
def temporary_home() -> Iterator[Home]:
    """A home that is removed again with all that lies in it."""
    path, user = Path(tempfile.mkdtemp(prefix="guarantors-postgres-")), _other_user()
    try:
        if user is not None:
            os.chown(path, user.pw_uid, user.pw_gid)
        yield Home(path, user)
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def primary(home: Home, **settings: str) -> Iterator[Instance]:
    """A running server with an empty database. Raises `CalledProcessError` if it does not start."""
    made = Instance(home, "primary")
    home.run("initdb", "--auth=trust", "--username=tracker", "--encoding=UTF8", "-D", str(made.data))
    try:
        made.start(**settings)
        home.run("createdb", "-h", "127.0.0.1", "-p", str(made.port), "-U", "tracker", "tracker")
        yield made
    finally:
        made.stop()


@contextmanager
def server() -> Iterator[str]:
    """Gives the DATABASE_URL of a running server. Raises `CalledProcessError` if it does not start."""
    with temporary_home() as home, primary(home, synchronous_commit="off") as made:
        yield made.url


def free_port() -> int:
    """A port of the loopback that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _folder() -> Path:
    found = binaries()
    if found is None:
        raise FileNotFoundError("PostgreSQL's binaries are not installed")
    return found


def _other_user() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise LookupError("run as a user other than root: PostgreSQL refuses to run as root")
