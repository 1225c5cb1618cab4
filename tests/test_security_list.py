"""docs/security.md: what it points at is there, and what it counts is right."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
LINES = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in TEXT.splitlines()
    if re.match(r"\| \d+\.\d+\.\d+ \|", line)
]
STATES = {"met", "not met", "not applicable", "operator"}
FOLDERS = ("tests/", "config/", "guarantors/", "deploy/", "docs/", "scripts/", "static/")


@cache
def written_in(path: str) -> set[str]:
    return set(re.findall(r"^def (test_\w+)\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE))


def is_there(named: str) -> bool:
    """Whether a test, a file or a setting of that name is there."""
    path, _, test = named.partition("::")
    if test:
        return (ROOT / path).is_file() and test in written_in(path)
    if re.fullmatch(r"[A-Z][A-Z_]+", named):
        explained = (ROOT / ".env.example").read_text(encoding="utf-8")
        return hasattr(settings, named) or f"\n{named}=" in explained
    return (ROOT / named).is_file()


def names(text: str) -> list[str]:
    """What the text points at; commands, addresses and headers are no such thing."""
    found = re.findall(r"`([^`\s]+)`", text)
    is_file = re.compile(r"[\w.-]+\.(md|py|toml|txt|in)|\.\w[\w./]+")
    return [
        each
        for each in found
        if each.startswith(FOLDERS) or is_file.fullmatch(each) or re.fullmatch(r"[A-Z][A-Z]+(_[A-Z]+)*", each)
    ]


def test_each_test_file_and_setting_that_it_names_is_there() -> None:
    found = names(TEXT)

    assert len(found) > 200
    assert sorted({each for each in found if not is_there(each)}) == []


def test_each_line_has_its_state_and_what_is_met_is_shown() -> None:
    numbers = [number for number, *_ in LINES]

    assert len(set(numbers)) == len(numbers) > 200
    assert {state for _, _, state, _ in LINES} == STATES
    assert [number for number, _, state, why in LINES if len(why) < 10 and state != "met"] == []
    bare = [number for number, _, state, why in LINES if state == "met" and not names(why) and "Python" not in why]
    assert bare == []


def test_it_counts_them_rightly() -> None:
    count = Counter(state for _, _, state, _ in LINES)

    said = (
        f"Of {len(LINES)} lines {count['met']} are met, {count['not met']} are not met, {count['not applicable']} are "
        f"not applicable, and {count['operator']} are the operator’s."
    )
    assert said in TEXT
