"""`manage.py backup` and `restore`: of one moment, proved, and never over a record."""

import json
import os
import subprocess
import sys
import zipfile
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from guarantors.exchange import backup
from guarantors.exchange.backup import Broken, engines, making, opened, proof
from guarantors.exchange.backup.file import MANIFEST
from tests.scratch import ROOT, Holds, database, told_by


def run(url: str, var: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DATABASE_URL": url, "VAR_DIR": str(var)}
    return subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )


def altered(path: Path, place: float) -> Path:
    """The file with one bit turned."""
    content = bytearray(path.read_bytes())
    content[int(len(content) * place)] ^= 1
    copy = path.with_name("altered.zip")
    copy.write_bytes(bytes(content))
    return copy


def test_what_is_backed_up_while_others_write_is_of_one_moment_and_comes_back_as_it_was(tmp_path: Path) -> None:
    told = told_by("tests.backing_up", tmp_path)
    file = Path(told["file"])
    manifest = opened(file)
    assert told["found"] == []
    assert file.stat().st_mode & 0o777 == 0o600

    with database(tmp_path, "restored", Holds.NOTHING) as url:
        damaged = run(url, tmp_path / "other", "restore", str(altered(file, 0.5)))
        assert damaged.returncode == 1, damaged.stdout
        assert "damaged" in damaged.stderr
        done = run(url, tmp_path / "other", "restore", str(file))
        assert done.returncode in (0, 1), done.stderr  # 1: the world of these tests is on record without acts
        assert "the digests are those of the backup" in done.stdout, done.stderr
        again = run(url, tmp_path / "other", "restore", str(file))
        assert again.returncode == 1
        assert "is not empty, and a backup is never restored over a record" in again.stderr
        seen = json.loads(run(url, tmp_path / "other", "verify", "--json").stdout)

    assert seen["record"] == manifest.record
    # Made anew, where a restore is brought up to date.
    drawn = {name for name in manifest.tables if name.endswith("gist") or name.startswith("sqlite_stat")}
    assert {*seen["tables"].items()} ^ {*manifest.tables.items()} <= {
        (name, tables[name]) for name in drawn for tables in (seen["tables"], manifest.tables)
    }
    assert [line for line in seen["found"] if "act " in line] == []
    count = int(manifest.tables["guarantors_stancerecord"].split(":")[0])
    assert told["before"] <= count < told["after"], "nothing was written meanwhile, so nothing is proved"
    assert manifest.journal["number"] == int(manifest.tables["guarantors_change"].split(":")[0])


def made_up(folder: Path, monkeypatch: pytest.MonkeyPatch, **others: Any) -> Path:
    """A small backup whose copy nobody looks at."""
    monkeypatch.setattr(engines, "copy_out", lambda to: to.write_bytes(b"a copy"))
    folder.mkdir(exist_ok=True)
    return backup.back_up(folder, prove=False, **others).path


@pytest.mark.django_db
def test_a_copy_that_does_not_say_the_same_is_no_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(engines, "copy_out", lambda to: to.write_bytes(b"a copy"))
    monkeypatch.setattr(engines, "scratch", nullcontext)
    seen = {"record": "00", "journal": {"number": 1, "digest": "00"}, "tables": {"guarantors_change": "1:00"}}
    monkeypatch.setattr(proof, "looked_at", lambda url: seen)

    with pytest.raises(
        Broken, match=r"its record has the digest 00.*the table guarantors_change has other rows.*\.broken"
    ):
        backup.back_up(tmp_path / "there")

    assert [path.suffix for path in (tmp_path / "there").iterdir()] == [".broken"]
    assert not (tmp_path / "backup.json").exists()


@pytest.mark.django_db
def test_older_ones_make_room_for_one_that_is_proved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(engines, "copy_out", lambda to: to.write_bytes(b"a copy"))
    monkeypatch.setattr(making, "_prove", lambda *_: None)
    old = [tmp_path / f"guarantors-2026010{day}T000000Z.backup.zip" for day in (1, 2, 3)]
    for path in (*old, tmp_path / "letter.zip"):
        path.touch()

    call_command("backup", output=tmp_path, keep=2)

    left = sorted(path.name for path in tmp_path.glob("*.zip"))
    assert left[0] == old[2].name
    assert left[2:] == ["letter.zip"]
    assert json.loads((tmp_path / "backup.json").read_text())["verified"] is True


@pytest.mark.django_db
def test_what_cannot_be_restored_here_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.VAR_DIR = tmp_path
    path = made_up(tmp_path / "there", monkeypatch)

    def saying(**others: Any) -> str:
        with zipfile.ZipFile(path) as archive:
            said = json.loads(archive.read(MANIFEST)) | others
        copy = tmp_path / f"{next(iter(others))}.zip"
        with zipfile.ZipFile(copy, "w") as archive:
            archive.writestr(MANIFEST, json.dumps(said))
        return str(copy)

    other = "sqlite" if connection.vendor == "postgresql" else "postgresql"
    for file, why in (
        (str(path), "is not empty"),
        (saying(engine=other), f"was made on {other}"),
        (saying(version="99.0.0"), "was made by version 99.0.0"),
        (saying(format=2), "is of format 2"),
        (saying(more=1), "is no backup of Guarantor Tracker"),
        (__file__, "is no backup of Guarantor Tracker"),
        ("nowhere.zip", "No such file"),
    ):
        with pytest.raises(CommandError, match=why):
            call_command("restore", file)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"output": Path("/proc/nowhere")}, "No backup can be made in /proc/nowhere"),
        ({"keep": -1}, "--keep: is a number of files"),
        ({"keep": 2, "no_proof": True}, "leave out --no-proof"),
    ],
)
def test_what_cannot_be_done_is_said(given: dict[str, Any], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        call_command("backup", **given)
