"""The database of every released version is brought up to date: it says what it said, and `verify` finds nothing."""

import json
import lzma
from pathlib import Path

import pytest

import guarantors
from tests.scratch import Holds, told_by

RELEASES = Path(__file__).resolve().parents[1] / "releases"
FILES = sorted(RELEASES.glob("*.json.xz"))
DIGESTS: dict[str, str] = json.loads((RELEASES / "digests.json").read_text(encoding="utf-8"))


@pytest.mark.django_db
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.removesuffix(".json.xz"))
def test_a_released_version_is_brought_up_to_date(file: Path, tmp_path: Path) -> None:
    given = json.loads(lzma.decompress(file.read_bytes()))

    told = told_by("tests.released", tmp_path, given, Holds.NOTHING)

    assert told["found"] == []
    assert told["acts"] >= 482
    assert told["record"] == DIGESTS.get(given["version"])
    wrong = [
        (name, before, after)
        for name, listed in given["rows"].items()
        if name != "Ledger"  # an older journal is told anew
        for before, after in zip(listed, told["rows"].get(name, []), strict=True)
        if before != after
    ]
    assert wrong == []
    assert told["signed_in"] == [True]


def test_every_release_is_there() -> None:
    changelog = (RELEASES.parents[1] / "CHANGELOG.md").read_text(encoding="utf-8")
    released = {line.removeprefix("## ") for line in changelog.splitlines() if line.startswith("## ")}
    kept = {file.name.removesuffix(".json.xz") for file in FILES}

    assert released - {guarantors.__version__} <= kept
