"""Each form that has a title stands once, among the components, and is pointed at from wherever it is used."""

from collections.abc import Mapping
from typing import Any

Plain = dict[str, Any]

_LEFT_ALONE = frozenset({"example", "examples"})
"""What holds values: a title in them is that of a source."""


def hoisted(document: Any, found: Plain) -> Any:
    """The document with pointers for its titled forms, which are put into `found` by title.

    Two different forms of one title are a fault of ours.
    """
    if isinstance(document, list | tuple):
        return [hoisted(item, found) for item in document]
    if not isinstance(document, Mapping):
        return document
    if isinstance(document.get("$ref"), Mapping):
        return {**document, "$ref": _pointer(document["$ref"], found)}
    if isinstance(document.get("title"), str) and ("type" in document or "allOf" in document):
        return {"$ref": _pointer(document, found)}
    return _within(document, found)


def _within(document: Mapping[str, Any], found: Plain) -> Plain:
    return {key: value if key in _LEFT_ALONE else hoisted(value, found) for key, value in document.items()}


def _pointer(form: Mapping[str, Any], found: Plain) -> str:
    title = form["title"]
    own = _within({key: value for key, value in form.items() if key != "title"}, found)
    kept = found.setdefault(title, own)
    assert kept == own, f"two forms are called {title}"
    return f"#/components/schemas/{title}"
