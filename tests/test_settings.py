"""The settings as an operator meets them: the example as it stands, and values that cannot work."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def check(tmp_path: Path, **given: str) -> subprocess.CompletedProcess[str]:
    bare = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "DEBUG", "SECRET_KEY")}
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**bare, "VAR_DIR": str(tmp_path), **given},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_example_starts_the_site_as_it_stands(tmp_path: Path) -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))

    done = check(tmp_path, **{**example, "VAR_DIR": str(tmp_path)})

    assert done.returncode == 0, done.stderr


def test_a_database_that_cannot_work_is_named(tmp_path: Path) -> None:
    done = check(tmp_path, DATABASE_URL="mysql://user@host/name")

    assert done.returncode != 0
    assert "is not supported; use sqlite:// or postgresql://" in done.stderr


def test_the_secret_is_made_once_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    assert check(tmp_path).returncode == 0
    kept = tmp_path / "secret_key"
    first = kept.read_text(encoding="utf-8")

    assert check(tmp_path).returncode == 0
    assert kept.read_text(encoding="utf-8") == first
    assert kept.stat().st_mode & 0o077 == 0
