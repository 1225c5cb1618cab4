"""What a page says outside of its messages: for tests that look for strings which nobody marked for translation.

In a made-up language each message stands in ⟦⟧; what stands outside of them has to be the record's own.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from unittest.mock import patch

import yaml
from django.conf import settings
from django.utils import translation

from guarantors.exchange import spoken
from guarantors.pages import guarantor_rows
from guarantors.pages.desk.languages import LANGUAGES

SAID = (
    *("aria-label", "title", "alt", "placeholder", "data-l", "data-title", "data-copied", "data-typed", "data-kept-at"),
    *("data-nobody", "data-cancelled", "data-known", "data-nameless", "data-refused", "data-unanswered"),
    "data-unreached",
)
NEVER_SAID = ("script", "style", "pre", "code", "blockquote")
VOID = ("meta", "link", "img", "input", "br", "use", "circle", "line", "rect", "path")
OURS = {"Guarantor Tracker", "API", "Creative Commons Attribution 4.0 International", "CC-BY-4.0", "Ada"}
TONGUES = {*LANGUAGES.values()}  # as CLDR names them
FORMATS = {"BibTeX", "RIS", "CSL-JSON", "SVG", "PNG", "CSV", "JSON", "XLSX", "UTC"}
MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
DAY = re.compile(rf"(\d+ )?({MONTHS})[a-z]* \d{{4}}|\d+ ({MONTHS})\b|\d\d:\d\d")


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


@contextmanager
def made_up() -> Iterator[None]:
    """Every page within is in the made-up language."""
    by_django = translation._trans  # type: ignore[attr-defined]
    guarantor_rows.KEPT.clear()
    with (
        patch.object(spoken, "is_english", lambda: False),
        patch.object(by_django, "gettext", lambda one: f"⟦{one}⟧" if one else one),
        patch.object(by_django, "pgettext", lambda context, one: f"⟦{one}⟧"),
        patch.object(by_django, "ngettext", lambda one, many, count: f"⟦{one if count == 1 else many}⟧"),
    ):
        yield
    guarantor_rows.KEPT.clear()


@cache
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


def unmarked(html: str, typed: str = "") -> list[str]:
    """The texts of a page that are neither messages, nor the record's, nor what somebody `typed`."""
    page, known = Outside(), f"{record()}\n{typed}"
    page.feed(html)
    return sorted(text for text in page.found if not _is_known(text, known))


def _is_known(text: str, known: str) -> bool:
    pieces = re.split(r"[,;:“”()·|/→←—–]| and | to |\.(?: |$)", DAY.sub(" | ", text))
    return _is_one(text, known) or all(_is_one(piece.strip(), known) for piece in pieces)


def _is_one(text: str, known: str) -> bool:
    is_number = re.fullmatch(r"[0-9a-f]{8}", text)  # the beginning of one, as the list of acts has it
    is_ours = text in OURS | FORMATS | TONGUES or text in known
    return bool(is_number) or not re.search(r"[A-Za-z]{2}", text) or is_ours
