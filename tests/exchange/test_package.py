"""The data package: a validator that is not ours accepts it, and it says what the record says."""

import csv
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package as Reader
from frictionless import system

from guarantors.exchange import package
from guarantors.models import Proposal

pytestmark = pytest.mark.django_db
SHIPPED = ["budapest-1994", "g7-vilnius-2023", "istanbul-2022"]


def zipped(slug: str | None, known_at: datetime | None = None, address: str = "") -> bytes:
    file = io.BytesIO()
    package.write(package.package(slug, known_at), file, address=address)
    return file.getvalue()


@pytest.mark.parametrize("slug", [None, *SHIPPED])
def test_frictionless_finds_no_fault(tmp_path: Path, slug: str | None) -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(slug, address="https://tracker.example/"))) as archive:
        archive.extractall(tmp_path)

    with system.use_context(trusted=True):
        report = Reader(str(tmp_path / "datapackage.json")).validate()

    assert report.flatten(["name", "rowNumber", "fieldName", "message"]) == []
    assert report.valid
