"""`make test`: lint, types, migrations, the suite on both databases, and the browser tests.

What cannot be run here is said in the last lines; with REQUIRE_ALL=1 (CI) it is a failure. Known flaws of what is
locked are known to the network alone: they are asked for where that can be had, and it is said where it cannot. Jobs
that do not disturb each other run side by side, and each prints its output whole when it ends.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import audit
import describe
import postgres
from cluster import parts

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
BIN = Path(PYTHON).parent
FOLDERS = ["config", "guarantors", "tests", "scripts", "manage.py", "gunicorn.conf.py"]
LOCKS = ["requirements.txt", "requirements-dev.txt"]
LOOKED_AT = [folder for folder in FOLDERS if folder != "tests"]
SUITE = [PYTHON, "-m", "pytest", "-q", "--durations=12", "-p", "no:cacheprovider", "-m", "not browser", "tests"]
BROWSER = [PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "browser"]


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    command: list[str]
    environment: dict[str, str]


def main() -> int:
    require_all = os.environ.get("REQUIRE_ALL") == "1"
    left_out: list[str] = []
    failed: list[str] = []
    began = time.monotonic()
    with ExitStack() as stack:
        var = stack.enter_context(tempfile.TemporaryDirectory(prefix="guarantors-var-"))
        here = {"VAR_DIR": var, "SECRET_KEY": "only for tests, and long enough for a signature", "DATABASE_URL": ""}
        plain = {name: value for name, value in here.items() if value}
        suites = [Job("suite on SQLite", SUITE, plain)]
        checks = [
            Job("lint", [str(BIN / "ruff"), "check", *FOLDERS], plain),
            Job("format", [str(BIN / "ruff"), "format", "--check", *FOLDERS], plain),
            Job("templates", [str(BIN / "djlint"), "--lint", "templates"], plain),
            Job("types", [str(BIN / "mypy"), "config", "guarantors", "scripts"], plain),
            Job("what is dangerous", [str(BIN / "bandit"), "-q", "-c", "pyproject.toml", "-r", *LOOKED_AT], plain),
            Job("migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], plain),
        ]
        if reason := describe.missing():
            left_out.append(f"the linter of the API's description: {reason}")
        else:
            checks.append(Job("the API's description", [PYTHON, "scripts/describe.py"], plain))
        if postgres.binaries() is None:
            left_out.append("the suite on PostgreSQL: its binaries are not installed (Debian: postgresql)")
        else:
            url = stack.enter_context(postgres.server())
            suites.insert(0, Job("suite on PostgreSQL", SUITE, {**plain, "DATABASE_URL": url}))
            left_out += [f"tests of several machines: {reason}" for reason in parts.missing()]
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
        if chromium is None:
            left_out.append("the browser tests: Chromium is not installed (Debian: chromium)")
        else:
            every_page = "tests/browser/test_every_page.py"
            for name, which in (
                ("the browser tests", ["tests/browser", f"--ignore={every_page}"]),
                ("every page in the browser", [every_page]),
            ):
                suites.append(Job(name, [*BROWSER, *which], {**plain, "CHROMIUM": chromium}))
        # The longest first, so that no core waits for it at the end.
        with ThreadPoolExecutor(max_workers=2) as pool:
            flaws = {name: pool.submit(audit.known_flaws, name) for name in LOCKS}
            failed = [name for name in pool.map(_run, [*suites, *checks]) if name]
    print(f"\n{time.monotonic() - began:.0f} seconds.")
    failed += [name for name, asked in flaws.items() if _told(name, *asked.result())]
    for reason in left_out:
        print(f"LEFT OUT: {reason}")
    if failed:
        print(f"FAILED: {', '.join(failed)}")
    elif left_out and require_all:
        print("FAILED: nothing may be left out here (REQUIRE_ALL=1)")
    else:
        print("All checks passed." if not left_out else "All that could be run here passed.")
    return 1 if failed or (left_out and require_all) else 0


def _told(name: str, flaws: list[str], unasked: str) -> bool:
    """Prints the known flaws of what is locked there; whether there are any. Not to have asked is no failure."""
    for flaw in flaws:
        print(f"KNOWN FLAW ({name}): {flaw}")
    if unasked:
        print(f"NOT ASKED: known flaws of {name}, by pip-audit: {unasked}")
    return bool(flaws)


def _run(job: Job) -> str:
    """Run a job and print its output; answers its name if it failed."""
    environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "DEBUG")}
    done = subprocess.run(
        job.command, cwd=ROOT, env={**environment, **job.environment}, capture_output=True, text=True, check=False
    )
    state = "ok" if done.returncode == 0 else f"FAILED ({done.returncode})"
    print(f"== {job.name}: {state}\n{done.stdout}{done.stderr}".rstrip(), flush=True)
    return "" if done.returncode == 0 else job.name


if __name__ == "__main__":
    sys.exit(main())
