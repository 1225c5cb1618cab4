"""What changed between two versions, in words."""

from typing import Any

import pytest

from guarantors.domain.difference import Change, changes, said


def test_only_what_differs_is_named_in_the_order_of_the_new_version() -> None:
    was = {"level": "open", "rationale": "Reads so.", "basis": None}
    became = {"basis": "mixed", "rationale": "Reads so.", "level": "noncommittal"}

    found = changes(was, became)

    assert found == [Change("basis", "not given", "mixed"), Change("level", "open", "noncommittal")]
    assert str(found[1]) == "level was open, became noncommittal"
    assert changes(was, was) == []


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "not given"),
        ("", "not given"),
        ("open", "open"),
        ("two words", "“two words”"),
        (("a", "b"), "(a, b)"),
        ((), "none"),
        ([], "none"),
        ({"name": "A. B.", "office": ""}, "A. B."),
        ({"name": "", "office": ""}, "nobody"),
        (({"kind": "scope", "text": "x"},), "(scope, x)"),
        (False, "False"),
        (3, "3"),
    ],
)
def test_a_value_is_said_as_a_sentence_has_it(value: Any, words: str) -> None:
    assert said(value) == words


def test_a_page_of_text_is_cut() -> None:
    assert said("x" * 200) == "x" * 120 + "…"
    assert said("x" * 200, longest=600) == "x" * 200
    assert changes({"a": "x" * 200}, {"a": "y" * 9}, longest=5) == [Change("a", "xxxxx…", "yyyyy…")]
