"""The form of a statement as tests send it: filled in well unless a test says otherwise."""

import re
from typing import Any

from django.test import Client

IDENT = "0b7c1d8e-0000-4000-8000-00000000000a"
HREF = f"/desk/drafts/{IDENT}/"
FULL: dict[str, Any] = {
    "proposal": "test-2020",
    "source_url": "test-2020-source",
    "speaker": "A. Minister",
    "office": "Minister",
    "voice": "minister",
    "identification": "named",
    "directness": "direct",
    "actors": ["AA0"],
    "said_on": "2020-01-02",
    "sequence": "1",
    "summary": "Doubts it.",
    "u-whole-level": "sceptical",
    "u-whole-rationale": "Voices doubt.",
    "window": "one",
    "revision": "0",
}


def send(client: Client, do: str, href: str = HREF, *, htmx: bool = False, **values: Any) -> Any:
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(
        href, {**FULL, "do": do, **{name.replace("__", "-"): v for name, v in values.items()}}, headers=headers
    )


def text(response: Any) -> str:
    return response.content.decode()


def revision(response: Any) -> str:
    found = re.search(r'name="revision" value="(\d+)"', text(response))
    assert found
    return found[1]
