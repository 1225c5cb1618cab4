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
from pathlib import Path


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl, the newest that Debian installed or the one on PATH; None if there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def server() -> Iterator[str]:
    """Gives the DATABASE_URL of a running server. Raises `CalledProcessError` if it does not start."""
    folder = binaries()
    if folder is None:
        raise FileNotFoundError("PostgreSQL's binaries are not installed")
    home = Path(tempfile.mkdtemp(prefix="guarantors-postgres-"))
    user = _other_user()
    if user is not None:
        os.chown(home, user.pw_uid, user.pw_gid)
    port = _free_port()

    def run(*command: str) -> None:
        subprocess.run(
            command,
            check=True,
            cwd=home,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(home)},
            stdout=subprocess.DEVNULL,
        )

    data = str(home / "data")
    control = str(folder / "pg_ctl")
    # Data that is thrown away needs no fsync, and no log that it could be recovered from.
    quick = " ".join(f"-c {name}=off" for name in ("fsync", "synchronous_commit", "full_page_writes"))
    options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 {quick}"
    try:
        run(str(folder / "initdb"), "--auth=trust", "--username=tracker", "--encoding=UTF8", "-D", data)
        run(control, "-D", data, "-w", "-s", "-l", str(home / "log"), "-o", options, "start")
        try:
            run(str(folder / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "tracker", "tracker")
            yield f"postgresql://tracker@127.0.0.1:{port}/tracker"
        finally:
            run(control, "-D", data, "-w", "-s", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _other_user() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise LookupError("run as a user other than root: PostgreSQL refuses to run as root")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
