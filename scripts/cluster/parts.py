"""The parts of a cluster on one machine, each started when its block is entered and stopped when it is left."""

import os
import secrets
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from postgres import Home, Instance, free_port

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 120
"""Seconds; the first server also makes the database and loads the shipped datasets."""

ENDS_WITHIN = 15

FOLLOWING = {"hot_standby_feedback": "on", "wal_retrieve_retry_interval": "200ms"}
"""Of a standby: the primary keeps what it still reads, and it does not wait for seconds before it connects again."""


class NotStarted(Exception):
    """A part that ended, or did not answer, before it could be used."""


def missing() -> list[str]:
    """What is not installed, a sentence each."""
    cache = [] if redis_server() else ["neither redis-server nor valkey-server is installed (Debian: redis-server)"]
    return cache + ([] if nginx() else ["nginx is not installed (Debian: nginx-light)"])


def nginx() -> str | None:
    """Debian puts it where only root's PATH leads."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def redis_server() -> str | None:
    return shutil.which("redis-server") or shutil.which("valkey-server")


def make_standby(home: Home, of: Instance, name: str) -> Instance:
    """A copy of the primary that follows it, not started yet. Its slot keeps what it has not read."""
    made = Instance(home, name)
    source = ("-h", "127.0.0.1", "-p", str(of.port), "-U", "tracker", "--checkpoint=fast", "-X", "stream")
    home.run("pg_basebackup", *source, "-R", "-C", "-S", name.replace("-", "_"), "-D", str(made.data))
    return made


@contextmanager
def standby(home: Home, of: Instance, name: str, **settings: str) -> Iterator[Instance]:
    """A running standby."""
    made = make_standby(home, of, name)
    try:
        made.start(**FOLLOWING, **settings)
        yield made
    finally:
        made.stop()


@contextmanager
def running(home: Home, log: Path, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program of the home's user, in a session of its own: Ctrl-C reaches us alone, who stop all in order."""
    user = home.user
    with log.open("ab") as said:
        process = subprocess.Popen(
            command,
            cwd=home.path,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        _end(process)


@contextmanager
def cache(home: Home, port: int | None = None) -> Iterator[str]:
    """Gives the CACHE_URL of a running Redis or Valkey."""
    server, port = redis_server(), port or free_port()
    if server is None:
        raise NotStarted("neither redis-server nor valkey-server is installed")
    where = ("--bind", "127.0.0.1", "--port", str(port), "--dir", str(home.path))
    bounds = ("--save", "", "--maxmemory", "256mb", "--maxmemory-policy", "allkeys-lru")
    with running(home, home.path / "redis.log", server, *where, *bounds) as process:
        client = shutil.which("redis-cli") or "valkey-cli"
        _wait(process, lambda: subprocess.run([client, "-p", str(port), "ping"], capture_output=True).returncode == 0)
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def application(folder: Path, environment: dict[str, str], port: int) -> Iterator[str]:
    """`manage.py serve`, as `make run` starts it; gives its address once it can serve."""
    folder.mkdir(parents=True, exist_ok=True)
    given = {**os.environ, **environment, "VAR_DIR": str(folder), "HOST": "127.0.0.1", "PORT": str(port)}
    process = subprocess.Popen([sys.executable, "manage.py", "serve"], cwd=ROOT, env=given, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(process, lambda: _answers(f"{address}/readyz"))
        yield address
    finally:
        _end(process)


@contextmanager
def balancer(home: Home, addresses: Sequence[str], port: int, workers: int = 1) -> Iterator[str]:
    """nginx in front of the application servers; gives its address."""
    servers = (f"    server {address.removeprefix('http://')} max_fails=1 fail_timeout=5s;" for address in addresses)
    values = {
        "home": str(home.path),
        "workers": str(workers),
        "servers": "\n".join(servers),
        "address": f"127.0.0.1:{port}",
    }
    text = (Path(__file__).parent / "nginx.conf").read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    rules = home.path / "nginx.conf"
    rules.write_text(text, encoding="utf-8")
    rules.chmod(0o644)
    command = (nginx() or "nginx", "-p", str(home.path), "-c", str(rules), "-e", "stderr", "-g", "daemon off;")
    with running(home, home.path / "nginx.out", *command) as process:
        _wait(process, lambda: _answers(f"http://127.0.0.1:{port}/healthz"))
        yield f"http://127.0.0.1:{port}"


def new_secret() -> str:
    """One for all application servers: a session that one began, the other knows."""
    return secrets.token_urlsafe(40)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except OSError:
        return False


def _wait(process: subprocess.Popen[bytes], is_ready: Callable[[], bool]) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        if is_ready():
            return
        time.sleep(0.1)
    raise NotStarted(f"{process.args!r} did not start")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
