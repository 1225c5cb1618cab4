"""The parameters of addresses and headers: what each may say, and what it asks for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls.converters import get_converters

from guarantors.address.reading import FORMATS, LARGEST_PAGE, LISTS, LONGEST_TEXT
from guarantors.api.reads.answering import PAGE
from guarantors.api.schema.rows import words
from guarantors.domain.text import REF
from guarantors.exchange.forms import Form, matching
from guarantors.exchange.lists.cursor import LONGEST

Parameter = dict[str, Any]

_SLUG = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "maxLength": 60}
_REF = matching(REF)
_DAY: Form = {"type": "string", "format": "date"}
_MOMENT: Form = {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]}

_KNOWN: Mapping[str, tuple[Form, str, Any]] = {
    "as_of": (_DAY, "The day that is asked about, up to today; today (UTC) where it is left out.", "2022-03-30"),
    "known_at": (
        _MOMENT,
        "The moment of our knowledge, up to now: what was recorded later does not count. A day means its end. Now, "
        "where it is left out.",
        None,
    ),
    "recorded_since": (
        _MOMENT,
        "Only what came into our books at that moment or later. A day means its beginning.",
        None,
    ),
    "from": (_DAY, "Only what was said on that day or later.", None),
    "to": (_DAY, "Only what was said on that day or earlier.", None),
    "q": (
        {"type": "string", "maxLength": LONGEST_TEXT, "pattern": r"^[^\x00-\x1f\x7f]*$"},
        "Words to look for, without regard to case and diacritics.",
        None,
    ),
    "proposal": (_SLUG, "Only of the proposal of that slug.", "istanbul-2022"),
    "provision": (_SLUG, "Only on the provision of that slug.", None),
    "actor": (
        {"type": "string", "pattern": "^[A-Z][A-Z0-9]{0,11}$"},
        "Only of the actor of that code.",
        None,
    ),
    "statement": (_REF, "Only what has to do with the statement of that id.", None),
    "source": (_REF, "Only what the source of that id says.", None),
    "level": ({}, "Only with that level.", None),
    "role": ({}, "Only with that part in the proposal.", None),
    "voice": ({}, "Only in that voice.", None),
    "identification": ({}, "Only of speakers who are identified so.", None),
    "directness": ({}, "Only of words that reached their source so.", None),
    "kind": ({}, "Only of that kind.", None),
    "status": ({}, "Only with that status.", None),
    "obligation": ({}, "Only clauses that would oblige a guarantor to that.", None),
    "relation": ({}, "Only answers of that sort.", None),
    "noun": ({}, "Only acts on things of that kind.", None),
    "act": ({}, "Only acts of that sort.", None),
    "sort": ({}, "The order. The first of the words is the one by default; a minus turns it round.", None),
    "fields": ({}, "Only these columns of each row, with commas between.", None),
    "expand": ({}, "What the rows name, to be had with them as “included”, with commas between. JSON alone.", None),
    "format": (words(FORMATS), "How the rows are written; it goes before the header “Accept”.", None),
    "page_size": (
        {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE},
        "How many rows a page has at most.",
        None,
    ),
    "cursor": (
        {"type": "string", "maxLength": LONGEST, "pattern": "^[A-Za-z0-9_-]*$"},
        "Where the page begins: from “next” of the page before, of the same list in the same order.",
        None,
    ),
    "whose": ({}, "Only what the person of the token has to do, or logged; all where it is left out.", None),
    "mode": ({}, "All of them or none (by default), or each on its own.", None),
}


def query(names: Iterable[str], choices: Mapping[str, Sequence[str]], required: Sequence[str] = ()) -> list[Parameter]:
    """The parameters of these names; `choices` are the words of those that have a vocabulary."""
    return [_query(name, choices.get(name, ()), name in required) for name in names]


def _query(name: str, choices: Sequence[str], required: bool) -> Parameter:
    form, says, example = _KNOWN[name]
    if choices:
        form = words(choices)
    found: Parameter = {"name": name, "in": "query", "description": says, "schema": form}
    if name in LISTS:
        found |= {"schema": {"type": "array", "items": form}, "style": "form", "explode": False}
    if example is not None:
        found["example"] = example
    if required:
        return found | {"required": True}
    # A form without scripts sends what was not filled in as empty: that is as good as left out.
    return found | {"allowEmptyValue": True}


_PLACES: Mapping[str, str] = {
    "proposal": "The slug of the proposal.",
    "slug": "The slug.",
    "code": "The code of the actor.",
    "id": "The id.",
    "number": "The number.",
    "provision": "The slug of the provision.",
}


def path(route: str) -> list[Parameter]:
    """The parameters of the path, from the route by which it is found: what their converters let through."""
    return [
        {"name": name, "in": "path", "required": True, "description": _PLACES[name], "schema": _converted(kind)}
        for kind, name in re.findall(r"<(\w+):(\w+)>", route)
    ]


def _converted(kind: str) -> Form:
    if kind == "uuid":
        return {"type": "string", "format": "uuid"}
    if kind == "int":
        return {"type": "integer", "minimum": 1}
    return matching(get_converters()[kind].regex)


def header(name: str, form: Form, says: str, *, required: bool = False) -> Parameter:
    """A header of the request."""
    return {"name": name, "in": "header", "description": says, "required": required, "schema": form}


IF_NONE_MATCH = header(
    "If-None-Match",
    {"type": "string"},
    "The ETag of what you have: 304, without a body, where it is still that.",
)
IF_MATCH = header(
    "If-Match",
    {"type": "string"},
    "The ETag of the draft as you read it: 412 where it was changed meanwhile.",
    required=True,
)
IDEMPOTENCY_KEY = header(
    "Idempotency-Key",
    {"type": "string", "maxLength": 255, "pattern": "^[!-~](?:[ -~]*[!-~])?$"},
    "A name of your own for this deed, such as a UUID. Sent again under it within 24 hours, it is not done twice: the "
    "answer is the first one’s.",
)
