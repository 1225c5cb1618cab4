"""docs/api.md: what it asks is answered as it says, and its program keeps a copy."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from guarantors.exchange.lists import LISTS
from tests.api.reads.reading import body, rows

pytestmark = pytest.mark.django_db
TEXT = (Path(__file__).resolve().parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
SITE = "http://localhost:8000"


def test_what_it_asks_is_answered_as_it_says(client: Client) -> None:
    asked = re.findall(rf"^    curl '{SITE}([^']+)'\n(?:\n((?:    [{{ ].*\n)+))?", TEXT, re.MULTILINE)

    assert len(asked) == 4
    for address, said in asked:
        response = client.get(address)
        assert response.status_code == (400 if "levle" in address else 200)
        if said:
            assert response.json() | {"known_at": ""} == json.loads(said) | {"known_at": ""}


def test_its_program_keeps_a_copy(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    program = "\n".join(line[4:] for line in TEXT.partition("    import json")[2].splitlines())
    loop = program[program.index("site =") :]

    class EverythingIsRead(Exception):
        pass

    def stop(seconds: float) -> None:
        raise EverythingIsRead

    names: dict[str, Any] = {
        "ask": lambda address: body(client, address.removeprefix(SITE)),
        "time": type("time", (), {"sleep": staticmethod(stop)}),
    }
    with pytest.raises(EverythingIsRead):
        exec(loop, names)

    listed = rows(client, "stances/?page_size=1000")
    assert names["copy"] == {(row["proposal"], row["id"]): row for row in listed}


def test_every_list_is_named() -> None:
    assert [name for name in LISTS if f"`{name}/`" not in TEXT] == []
