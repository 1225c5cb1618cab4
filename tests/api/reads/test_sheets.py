"""The lists that are no tables of the record say what the files of the method page say."""

import csv
import io

import pytest
from django.test import Client

from guarantors.domain.stance import Level
from tests import codings
from tests.api.asking import API
from tests.api.reads.reading import body, rows, walked
from tests.world import log, make_proposal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["agreement", "disagreements"])
def test_it_says_what_the_file_says(client: Client, name: str) -> None:
    said = log(make_proposal(), "said-1")
    codings.twice(said, Level.OPEN, Level.OPPOSED, at=said.versions.get().recorded_at)

    mine = client.get(f"{API}{name}/?format=csv&page_size=1000").content.decode()
    file = b"".join(client.get(f"/method/{name}.csv").streaming_content).decode()  # type: ignore[attr-defined]

    assert len(mine.splitlines()) > 1
    assert list(csv.reader(io.StringIO(mine))) == list(csv.reader(io.StringIO(file)))
    assert walked(client, f"{name}/?page_size=1") == rows(client, f"{name}/")
    assert body(client, f"{name}/?known_at=2000-01-01") | {"results": []} == {
        "known_at": "2000-01-01T23:59:59.999999Z",
        "next": None,
        "results": [],
    }


def test_the_codebook_has_every_level(client: Client) -> None:
    found = rows(client, "codebook/?page_size=1000")

    assert set(Level) <= {row["word"] for row in found}
    assert walked(client, "codebook/?page_size=9&fields=word") == [{"word": row["word"]} for row in found]
