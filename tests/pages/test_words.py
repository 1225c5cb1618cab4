"""No string of a reader's page is unmarked: in a made-up language that puts ⟦⟧ around each message, nothing but the
record's own texts, days and names of formats stays outside."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.test import Client
from django.utils import translation

from guarantors.exchange import spoken
from guarantors.pages import guarantor_rows
from tests.pages.site import PAGES

pytestmark = pytest.mark.django_db

SAID = ("aria-label", "title", "alt", "placeholder", "data-l", "data-title", "data-unanswered", "data-unreached")
NEVER_SAID = ("script", "style", "pre", "code", "blockquote")
VOID = ("meta", "link", "img", "input", "br", "use", "circle", "line", "rect", "path")
OURS = {"Guarantor Tracker", "API", "Creative Commons Attribution 4.0 International", "CC-BY-4.0", "Ada"}
FORMATS = {"BibTeX", "RIS", "CSL-JSON", "SVG", "PNG", "CSV", "JSON", "XLSX", "UTC"}
MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
DAY = re.compile(rf"(\d+ )?({MONTHS})[a-z]* \d{{4}}|\d+ ({MONTHS})\b|\d\d:\d\d")
ADDRESSES = [page for page in PAGES if not page.startswith("/api/") and "known_at" not in page]


class Outside(HTMLParser):
    """The texts of a page that stand outside ⟦⟧."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._english: list[bool] = [False]
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        for name in SAID:
            self._say(given.get(name) or "", 0)
        if given.get("name") == "description":
            self._say(given.get("content") or "", 0)
        if tag not in VOID:
            own = tag in NEVER_SAID or "hreflang" in given or given.get("lang") == "en" or given.get("class") == "cited"
            self._english.append(own or self._english[-1])

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._english.pop()

    def handle_data(self, data: str) -> None:
        self._depth = self._say("" if self._english[-1] else data, self._depth)

    def _say(self, text: str, depth: int) -> int:
        said = ""
        for letter in text:
            depth += {"⟦": 1, "⟧": -1}.get(letter, 0)
            said += letter if not depth and letter != "⟧" else "\n"
        self.found |= {" ".join(piece.split()) for piece in said.split("\n")}
        return depth


@pytest.fixture(scope="module")
def record() -> str:
    """Every text of the shipped record, and the ids that are made of it."""

    def texts(node: object) -> Iterator[str]:
        if isinstance(node, dict):
            node = list(node.values())
        if isinstance(node, list):
            for item in node:
                yield from texts(item)
        else:
            yield " ".join(str(node).split())

    files = sorted(Path(settings.BASE_DIR, "guarantors/data").glob("*.yaml"))
    return "\n".join(text for file in files for text in texts(yaml.safe_load(file.read_text(encoding="utf-8"))))


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(spoken, "is_english", lambda: False)
    spoken_by_django = translation._trans  # type: ignore[attr-defined]
    monkeypatch.setattr(spoken_by_django, "gettext", lambda one: f"⟦{one}⟧" if one else one)
    monkeypatch.setattr(spoken_by_django, "pgettext", lambda context, one: f"⟦{one}⟧")
    monkeypatch.setattr(spoken_by_django, "ngettext", lambda one, many, count: f"⟦{one if count == 1 else many}⟧")
    guarantor_rows.KEPT.clear()
    yield
    guarantor_rows.KEPT.clear()


def is_known(text: str, record: str) -> bool:
    """Whether a text is the record's, or made of pieces that are."""
    pieces = re.split(r"[,;:“”()·|/→←—–]| and | to |\.(?: |$)", DAY.sub(" | ", text))
    return _is_one(text, record) or all(_is_one(piece.strip(), record) for piece in pieces)


def _is_one(text: str, record: str) -> bool:
    return not re.search(r"[A-Za-z]{2}", text) or text in OURS | FORMATS or text in record


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_string_of_a_page_is_marked(client: Client, made_up: None, record: str, address: str) -> None:
    page = Outside()
    page.feed(client.get(address).content.decode())

    assert sorted(text for text in page.found if not is_known(text, record)) == []


def test_what_is_not_marked_is_found(record: str) -> None:
    page = Outside()
    page.feed('<p title="Nobody marked this">⟦On ⟧Germany, 30 Mar 2022<i>and neither this</i></p>')
    page.feed('<p class="cited">Cited</p>')

    unmarked = {text for text in page.found if not is_known(text, record)}
    assert unmarked == {"Nobody marked this", "and neither this"}
