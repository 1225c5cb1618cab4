"""Whatever the desk can refuse is a wording with facts, never a text put together, so that it can be translated."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import guarantors

PACKAGE = Path(guarantors.__file__).parent
ROOMS = ("domain", "models", "queries", "actions", "pages/desk")

SAYS = {"Breach": 2, "refuse": 2, "stale": 1, "NotNow": 0, "Wording": 0}
"""The place of the text among what each is given."""

PLACE = re.compile(r"%\((\w+)\)s")


def faults(source: str) -> list[str]:
    """The refusals that nobody can translate, or whose facts are not those that their text has places for."""
    tree = ast.parse(source)
    bound = {
        (target.id, node.lineno): node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return [
        f"line {call.lineno}: {why}"
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in SAYS
        for why in _wrong(call, bound)
    ]


def _wrong(call: ast.Call, bound: dict[tuple[str, int], ast.expr]) -> Iterator[str]:
    text = call.args[SAYS[call.func.id]]  # type: ignore[attr-defined]
    if isinstance(text, ast.Name):
        before = [line for name, line in bound if name == text.id and line <= call.lineno]
        text = bound[text.id, max(before)] if before else text
    if any(isinstance(fact.value, ast.JoinedStr) for fact in call.keywords):
        yield "a fact is put together"
    if isinstance(text, ast.JoinedStr | ast.BinOp | ast.Constant):
        yield "the text is not marked"
    if not isinstance(text, ast.Call):
        return  # a text that is handed on: marked where it was written
    if not isinstance(text.func, ast.Name) or not all(isinstance(given, ast.Constant) for given in text.args):
        yield "the text is put together"
        return
    places = {*PLACE.findall(ast.literal_eval(text.args[0]))}
    facts = {fact.arg for fact in call.keywords}
    if facts - {None} - places or (None not in facts and places != facts):
        yield f"the places are {sorted(places)}"


@pytest.mark.parametrize("room", ROOMS)
def test_every_refusal_can_be_translated(room: str) -> None:
    found = {path.name: faults(path.read_text(encoding="utf-8")) for path in sorted((PACKAGE / room).glob("*.py"))}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('refuse("rule", "field", f"{ref} is taken.")', "the text is not marked"),
        ('refuse("rule", "field", "it is taken.")', "the text is not marked"),
        ('Breach("rule", "field", "known: " + known)', "the text is not marked"),
        ('stale("field", "{} is taken.".format(ref))', "the text is put together"),
        ('wording = f"{ref} is taken."\nstale("field", wording)', "the text is not marked"),
        ('refuse("rule", "field", gettext_noop(f"{ref} is taken."))', "the text is put together"),
        ('NotNow(gettext_noop("%(ref)s is taken."))', "the places are ['ref']"),
        ('Wording(gettext_noop("%(ref)s is taken."), name=ref)', "the places are ['ref']"),
        ('Wording(gettext_noop("%(ref)s is taken."), ref=f"no {ref}")', "a fact is put together"),
    ],
)
def test_a_refusal_that_cannot_be_translated_is_seen(line: str, why: str) -> None:
    assert [found.partition(": ")[2] for found in faults(line)] == [why]
