"""The operations of the API as its page lists them: ready words from the description that programs read."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from guarantors.exchange.description import document
from guarantors.exchange.problem import PROBLEMS, Problem

METHODS = ("get", "post", "put", "delete")

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter, or a key of a body: `kind` says where it goes, whether it is needed and what it may be."""

    name: str
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of success, in the media types named; `example` is JSON, "" where there is none."""

    status: str
    says: str
    media: str
    example: str


@dataclass(frozen=True, slots=True)
class Operation:
    """`scope` is what a token needs, "" where everybody may; `path` is a webhook's name where we are who asks."""

    id: str
    method: str
    path: str
    summary: str
    says: str
    scope: str
    parameters: tuple[Given, ...]
    body: tuple[Given, ...]
    sent: str
    answers: tuple[Answer, ...]
    problems: tuple[Problem, ...]
    tried_at: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The operations on one matter."""

    name: str
    says: str
    operations: tuple[Operation, ...]


@cache
def chapters() -> tuple[Chapter, ...]:
    """Every operation and every webhook, by the chapters of the description."""
    told = document()
    found = [*_operations(told["paths"]), *_operations(told["webhooks"])]
    return tuple(
        Chapter(tag["name"], tag["description"], tuple(each for name, each in found if name == tag["name"]))
        for tag in told["tags"]
    )


def _operations(paths: Node) -> Iterator[tuple[str, Operation]]:
    for path, item in paths.items():
        for method in METHODS:
            if told := item.get(method):
                yield told["tags"][0], _operation(path, method, told)


def _operation(path: str, method: str, told: Node) -> Operation:
    tag, ident, is_ours = told["tags"][0], told["operationId"], path.startswith("/")
    sent = told.get("requestBody", {}).get("content", {}).get("application/json", {})
    form = resolved(sent.get("schema", {}))
    return Operation(
        id=ident,
        method=method.upper() if is_ours else "sent",
        path=path,
        summary=told["summary"],
        says=told["description"],
        scope="".join(needed["token"][0] for needed in told["security"] if needed.get("token")),
        parameters=tuple(
            Given(each["name"], _words(each["in"], each.get("required"), each["schema"]), each["description"])
            for each in told["parameters"]
        ),
        body=tuple(
            Given(name, _words("", name in form.get("required", ()), inner), _says(inner))
            for name, inner in form.get("properties", {}).items()
        ),
        sent=_example(sent),
        answers=tuple(_answer(status, each) for status, each in told["responses"].items() if "$ref" not in each),
        problems=tuple(each for each in PROBLEMS if str(each.status.value) in told["responses"]) if is_ours else (),
        tried_at=f"#/{quote(tag)}/{ident}" if is_ours else "",
    )


def _answer(status: str, told: Node) -> Answer:
    content = told.get("content", {})
    return Answer(status, told["description"], ", ".join(content), _example(content.get("application/json", {})))


def _example(media: Node) -> str:
    examples = list(media.get("examples", {}).values())
    return json.dumps(examples[0]["value"], indent=1, ensure_ascii=False) if examples else ""


def _says(form: Node) -> str:
    return str(form.get("description") or resolved(form).get("description", ""))


def _words(place: str, needed: object, form: Node) -> str:
    return ", ".join(part for part in (place, "required" if needed else "", kind(form)) if part)


def resolved(form: Node) -> Node:
    """A form, or that to which it refers."""
    while "$ref" in form:
        form = document()["components"]["schemas"][form["$ref"].rpartition("/")[2]]
    return form


def kind(form: Node) -> str:
    """What a value may be, in words."""
    form = resolved(form)
    if either := form.get("anyOf") or form.get("oneOf"):
        return " or ".join(dict.fromkeys(kind(each) for each in either))
    if words := form.get("enum"):
        return "one of " + ", ".join(str(word) for word in words)
    if "const" in form:
        return str(form["const"])
    types = [form["type"]] if isinstance(form.get("type"), str) else form.get("type", ["anything"])
    return " or ".join(_simple(name, form) for name in types)


def _simple(name: str, form: Node) -> str:
    if name == "array":
        return f"list, each {kind(form.get('items', {}))}"
    if name == "string" and "format" in form:
        return str(form["format"])
    if name == "integer" and "maximum" in form:
        default = f", {form['default']} by default" if "default" in form else ""
        return f"integer from {form['minimum']} to {form['maximum']}{default}"
    return name
