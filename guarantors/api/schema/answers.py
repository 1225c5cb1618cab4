"""What is answered: problems by status, and the headers that go with an answer."""

from collections.abc import Iterable, Mapping
from typing import Any

from guarantors.exchange import problem
from guarantors.exchange.forms import Form
from guarantors.exchange.problem import BY_STATUS, CONTENT_TYPE, PROBLEMS

Answer = dict[str, Any]

ERROR: Form = {
    "title": "ProblemError",
    "description": "One fault.",
    "type": "object",
    "properties": {
        "field": {"type": "string", "description": "Where it is: the parameter, header or key, with dots between."},
        "rule": {"type": "string", "description": "The rule that is broken: a name that stays."},
        "detail": {"type": "string", "description": "The fact, and what mends it."},
    },
    "required": ["field", "rule", "detail"],
}
PROBLEM: Form = {
    "title": "Problem",
    "description": "What went wrong (RFC 9457).",
    "type": "object",
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "description": "The type: an address that explains it."},
        "title": {"type": "string", "description": "The type in words."},
        "status": {"type": "integer", "description": "The status of the answer."},
        "detail": {"type": "string", "description": "What went wrong this time."},
        "request_id": {"type": "string", "description": "Of a fault on our side: tell it to whoever runs the site."},
        "errors": {"type": "array", "items": ERROR, "description": "Each fault at its field."},
    },
    "required": ["type", "title", "status", "detail"],
}

_TEXT: Form = {"type": "string"}
HEADERS: Mapping[str, tuple[str, Form]] = {
    "ETag": ("What it is known by: send it in “If-None-Match”, or in “If-Match” where you change it.", _TEXT),
    "Last-Modified": ("When what it shows changed last.", _TEXT),
    "Cache-Control": ("For how long it may be kept.", _TEXT),
    "Link": ("The next page (rel=next), the first one, and the licence of the data.", _TEXT),
    "Location": ("Where what was made is.", {"type": "string", "format": "uri"}),
    "Idempotency-Replayed": (
        "“true” where this was answered before under the same key.",
        {"type": "string", "enum": ["true"]},
    ),
    "RateLimit-Policy": ("The limit that counted: its name, q requests in w seconds.", _TEXT),
    "RateLimit": ("How it stands: r requests are left, and in t seconds it begins anew.", _TEXT),
    "Retry-After": ("How many seconds to wait.", {"type": "integer", "minimum": 0}),
    "WWW-Authenticate": ("How to say who you are.", _TEXT),
    "Allow": ("The methods that the address takes.", _TEXT),
}
ALWAYS = ("RateLimit-Policy", "RateLimit")


def headers(*names: str) -> dict[str, Any]:
    """These headers, and those of every answer."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in (*names, *ALWAYS)}


def header_components() -> dict[str, Any]:
    """Every header, by its name."""
    return {name: {"description": says, "schema": form} for name, (says, form) in HEADERS.items()}


_WITH = {401: ("WWW-Authenticate",), 429: ("Retry-After",)}


def problem_components() -> dict[str, Any]:
    """The answer for each type of problem, by the type's name."""
    return {
        item.name: {
            "description": f"{item.title}. {item.fix}",
            "headers": headers(*_WITH.get(item.status, ())),
            "content": {CONTENT_TYPE: {"schema": PROBLEM, "example": problem.body(item.status, f"{item.title}.")}},
        }
        for item in PROBLEMS
    }


def problems(statuses: Iterable[int]) -> dict[str, Answer]:
    """These problems, by status."""
    return {str(status): {"$ref": f"#/components/responses/{BY_STATUS[status].name}"} for status in sorted(statuses)}
