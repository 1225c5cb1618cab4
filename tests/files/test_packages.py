"""The data package at its address: a zip that names its moment, and loads back."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from guarantors.exchange.dump import dump
from guarantors.files import answer
from guarantors.models import Proposal
from tests.exchange.packages import but_the_chain, members, zipped
from tests.exchange.test_dump import emptied
from tests.files.test_guarantor_table import content

pytestmark = pytest.mark.django_db


def test_a_package_at_its_address_loads_back(client: Client, tmp_path: Path) -> None:
    path, text = tmp_path / "package.zip", dump("istanbul-2022")
    path.write_bytes(content(client, "/istanbul-2022/export.zip"))
    emptied()

    call_command("load_dataset", path, stdout=io.StringIO(), stderr=io.StringIO())

    assert dump("istanbul-2022") == text
    assert but_the_chain(content(client, "/istanbul-2022/export.zip")) == but_the_chain(path.read_bytes())


def test_everything_is_one_package(client: Client) -> None:
    found = content(client, "/export.zip")

    assert found == zipped(None, address="http://testserver/")
    datasets = [name for name in members(found) if name.startswith("datasets/")]
    assert len(datasets) == Proposal.objects.count() == 3


def test_a_package_names_its_moment(client: Client) -> None:
    response = client.get("/istanbul-2022/export.zip?known_at=2022-04-02")

    assert response.headers["Content-Type"] == "application/zip"
    assert response.headers["Content-Disposition"] == 'attachment; filename="istanbul-2022_known-2022-04-02.zip"'
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert 'rel="license"' in response.headers["Link"]
    descriptor = json.loads(members(response.content)["datapackage.json"])
    assert descriptor["homepage"] == "http://testserver/istanbul-2022/"
    assert not any(name.startswith("datasets/") for name in members(response.content))


def test_a_large_package_is_sent_from_disk(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer, "SPOOLED", 1000)

    response = client.get("/istanbul-2022/export.zip")

    assert response.streaming
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:  # type: ignore[attr-defined]
        assert archive.testzip() is None


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/nowhere/export.zip", 404, "There is no proposal “nowhere”."),
        ("/export.zip?as_of=2022-03-30", 400, "there is no such parameter here; the allowed ones are: known_at."),
        ("/istanbul-2022/export.zip?known_at=then", 400, "“then” is not a moment; write 2022-04-02T00:00:00Z"),
    ],
)
def test_a_package_that_cannot_be_says_why(client: Client, address: str, status: int, said: str) -> None:
    response = client.get(address)

    assert response.status_code == status
    assert said in response.content.decode()


def test_nothing_on_record_is_a_404(client: Client) -> None:
    emptied()

    assert "Nothing is on record yet." in client.get("/export.zip").content.decode()
