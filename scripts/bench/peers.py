"""The servers that are measured beside each other, each started on a free port and ended again whatever happens.

What has to be installed for a peer lies under var/bench: Datasette in an environment of its own, Directus by npm.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "var" / "bench"
TOKEN = "only-for-the-bench-0123456789"
PATIENCE = 120.0


class Missing(Exception):
    """A peer that cannot be had here, and why."""


@contextmanager
def running(command: list[str], at: str, *, environment: Mapping[str, str], folder: Path, log: Path) -> Iterator[None]:
    """The command, once its address answers. Raises `Missing` where it does not come up."""
    with log.open("wb") as written:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environment}, stdout=written, stderr=subprocess.STDOUT
        )
        try:
            _await(process, at, log)
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def ours(url: str, folder: Path, *, keeps: bool) -> Iterator[str]:
    """Our server as `make run` starts it, with two workers and the addresses of the bench; gives its address."""
    port = free_port()
    environment = {**site(url, folder, keeps=keeps), "PORT": str(port), "WORKERS": "2"}
    command = [sys.executable, "manage.py", "serve"]
    at = f"http://127.0.0.1:{port}"
    log = folder / f"serve-{port}.log"
    with running(command, f"{at}/bench/constant", environment=environment, folder=ROOT, log=log):
        yield at


def site(url: str, folder: Path, *, keeps: bool) -> dict[str, str]:
    """The settings of our site for the bench; without `keeps` every answer is made anew."""
    return {
        "DATABASE_URL": url,
        "VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "PYTHONPATH": f"{ROOT / 'scripts'}:{ROOT}",
        **({} if keeps else {"KEPT_ANSWERS": "0"}),
        **dict.fromkeys(("DEBUG", "DEMO", "HTTPS"), "0"),
    }


@contextmanager
def datasette(file: Path, folder: Path, *, quick: bool) -> Iterator[str]:
    """Datasette on a SQLite file: as it comes, or as quick as its settings make it."""
    program = HOME / "datasette" / "bin" / "datasette"
    if not program.exists():
        _install([sys.executable, "-m", "venv", str(program.parents[1])], [str(program.parent / "pip")])
    port = free_port()
    settings = {"suggest_facets": "off", "allow_facet": "off", "num_sql_threads": "2"} if quick else {}
    given = [part for name, value in settings.items() for part in ("--setting", name, value)]
    which = ["-i", str(file)] if quick else [str(file)]
    command = [str(program), "serve", *which, "-p", str(port), *given]
    log = folder / f"datasette-{port}.log"
    with running(command, f"http://127.0.0.1:{port}/-/versions.json", environment={}, folder=folder, log=log):
        yield f"http://127.0.0.1:{port}/{file.stem}"


def _install(make: list[str], pip: list[str]) -> None:
    try:
        subprocess.run(make, check=True, capture_output=True)
        subprocess.run([*pip, "install", "--quiet", "datasette"], check=True, capture_output=True, timeout=300)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise Missing("pip could not install it") from error


def install_by_npm(home: Path, package: str) -> None:
    """Install a package and what it needs into that folder. Raises `Missing` where npm cannot."""
    if shutil.which("npm") is None:
        raise Missing("npm is not installed")
    home.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(home), package]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=900)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise Missing("npm could not install it") from error


@contextmanager
def directus(url: str, folder: Path) -> Iterator[str]:
    """Directus on the same PostgreSQL rows, as it comes; to be asked with `TOKEN`."""
    home = HOME / "directus"
    program = home / "node_modules" / ".bin" / "directus"
    if not program.exists():
        install_by_npm(home, "directus")
    port = free_port()
    environment = {
        "DB_CLIENT": "pg",
        "DB_CONNECTION_STRING": url,
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "SECRET": TOKEN,
        "ADMIN_EMAIL": "bench@example.org",
        "ADMIN_PASSWORD": TOKEN,
        "ADMIN_TOKEN": TOKEN,
        "TELEMETRY": "false",
        "NODE_ENV": "production",
        "RATE_LIMITER_ENABLED": "false",
        "LOG_LEVEL": "error",
    }
    given = {**os.environ, **environment}
    made = subprocess.run([str(program), "bootstrap"], cwd=home, env=given, capture_output=True, text=True, check=False)
    if made.returncode:
        raise Missing(f"it did not set itself up: {(made.stderr or made.stdout).strip()[-200:]}")
    at = f"http://127.0.0.1:{port}"
    log = folder / "directus.log"
    with running([str(program), "start"], f"{at}/server/ping", environment=environment, folder=home, log=log):
        yield at


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(process: "subprocess.Popen[bytes]", at: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(at, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise Missing(f"{at} did not come up: {log.read_text(errors='replace').strip()[-300:]}")
