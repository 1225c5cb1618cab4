"""From the parameters of a request to an `Address`, or to a refusal that names every fault and its fix."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, time
from functools import partial
from typing import Any

from guarantors.address.moments import past_day, past_moment
from guarantors.address.view import Address
from guarantors.domain.acts import Act, Noun
from guarantors.domain.errors import Breach, Refused, gettext_noop, refuse, refuse_any
from guarantors.domain.stance import NO_STANCE, Level, Obligation, Role
from guarantors.domain.text import ref_breaches, shown
from guarantors.domain.voice import Directness, Identification, Relation, SourceKind, SourceStatus, Voice
from guarantors.queries.guarantor_table import SORTS

LONGEST_TEXT = 200
"""Longer than any name or phrase that a reader looks for, short enough to be shown back."""

MOST_GUARANTORS = 60
"""More columns side by side than any proposal has parties, and few enough to answer at once."""

FORMATS = ("json", "csv", "jsonl")
"""How a list for programs is written."""

LARGEST_PAGE = 1000
"""Rows of a list for programs at once."""

LISTS = frozenset({"fields", "expand"})
"""Parameters that hold several words, with commas between."""

WORDS: Mapping[str, tuple[str, ...]] = {
    "level": (*Level, NO_STANCE),
    "role": tuple(Role),
    "voice": tuple(Voice),
    "identification": tuple(Identification),
    "directness": tuple(Directness),
    "kind": tuple(SourceKind),
    "sort": SORTS,
    "bom": ("1", "0"),
    "format": FORMATS,
    "noun": tuple(Noun),
    "act": tuple(Act),
    "status": tuple(SourceStatus),
    "obligation": tuple(Obligation),
    "relation": tuple(Relation),
}
"""The vocabularies that every face shares; a page names its own for what only it knows (`read`, `words`)."""

REFS = ("proposal", "actor", "g", "provision", "source", "statement", "after")
"""Parameters that name something on record."""

Reader = Callable[[str, datetime], Any]


def _searched_text(text: str, now: datetime) -> str:
    if len(text) > LONGEST_TEXT:
        wording = gettext_noop("the text has %(count)s characters; at most %(most)s are looked for.")
        raise refuse("text-is-short", "q", wording, count=len(text), most=LONGEST_TEXT)
    if any(ord(character) < 32 or ord(character) == 127 for character in text):
        wording = gettext_noop("the text holds a control character; take it out.")
        raise refuse("text-is-printable", "q", wording)
    return text


def _ref(text: str, now: datetime, *, name: str) -> str:
    refuse_any(ref_breaches(name, text))
    return text


def _page_size(text: str, now: datetime) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6 and 1 <= int(text) <= LARGEST_PAGE):
        raise refuse(
            "page-size-is-possible", "page_size", f"“{shown(text)}” is not a number of rows from 1 to {LARGEST_PAGE}."
        )
    return int(text)


def _cursor(text: str, now: datetime) -> str:
    return text


READERS: Mapping[str, Reader] = {
    "as_of": lambda text, now: past_day(text, "as_of", now),
    "known_at": lambda text, now: past_moment(text, "known_at", now),
    "since": lambda text, now: past_moment(text, "since", now, of_a_day=time.min),
    "from": lambda text, now: past_day(text, "from", now),
    "to": lambda text, now: past_day(text, "to", now),
    "q": _searched_text,
    "recorded_since": lambda text, now: past_moment(text, "recorded_since", now, of_a_day=time.min),
    "page_size": _page_size,
    "cursor": _cursor,
    **{
        name: partial(_ref, name=name)
        for name in ("proposal", "actor", "g", "provision", "source", "statement", "after")
    },
}

PARAMETERS: tuple[str, ...] = tuple(dict.fromkeys([*READERS, *WORDS, *LISTS]))
"""Every parameter of the grammar."""


def read(
    given: Mapping[str, Sequence[str]],
    *,
    now: datetime,
    allowed: Iterable[str],
    words: Mapping[str, Iterable[str]] | None = None,
) -> Address:
    """Read the parameters of a request, each given as the list of its values.

    `words` are the vocabularies of the page shown (the provisions of its proposal, its own orders); where a parameter
    has one, in `words` or `WORDS`, its value must be in it. The first word of `sort` is the order by default.
    Raises `Refused` with every fault.
    """
    known_names = tuple(allowed)
    vocabularies = {**WORDS, **{name: tuple(choices) for name, choices in (words or {}).items()}}
    faults = [_unknown(name, known_names) for name in given if name not in known_names]
    values: dict[str, Any] = {}
    for name in known_names:
        try:
            texts = list(dict.fromkeys(several(name, given.get(name, ()))))
            found = [_value(name, text, now, vocabularies.get(name)) for text in texts]
        except Refused as refused:
            faults += refused.breaches
            continue
        if found:
            values["from_" if name == "from" else name] = tuple(found) if name == "g" else found[0]
    if values.get("sort") == next(iter(vocabularies["sort"]), None):
        values.pop("sort", None)
    if values.get("from_") and values.get("to") and values["from_"] > values["to"]:
        wording = gettext_noop("is after “to”; exchange the two days.")
        faults.append(Breach("from-is-before-to", "from", wording))
    refuse_any(faults)
    return Address(now=now, **values)


def _value(name: str, text: str, now: datetime, choices: Sequence[str] | None) -> Any:
    if name in LISTS:
        return tuple(dict.fromkeys(one_of(word.strip(), choices or (), name) for word in text.split(",")))
    return READERS[name](text, now) if choices is None else one_of(text, choices, name)


def has_empty(given: Mapping[str, Sequence[str]]) -> bool:
    """Whether a form sent parameters without a value: the page then redirects to the address that says the same."""
    return any(not value.strip() for values in given.values() for value in values)


def several(name: str, texts: Sequence[str]) -> list[str]:
    """The values of a parameter, empty ones left out; one at most but for `g`. Raises `Refused`."""
    if name != "g":
        return [text] if (text := single(name, texts)) else []
    if len(texts) > MOST_GUARANTORS:
        wording = gettext_noop("%(count)s are named; at most %(most)s fit side by side.")
        raise refuse("guarantors-are-few", "g", wording, count=len(texts), most=MOST_GUARANTORS)
    return [text.strip() for text in texts if text.strip()]


def single(name: str, texts: Sequence[str]) -> str:
    """The one value of a parameter, "" if it is absent. Raises `Refused` if it is given twice."""
    if len(texts) > 1:
        wording = gettext_noop("given %(count)s times; give it once.")
        raise refuse("parameter-is-given-once", name, wording, count=len(texts))
    return texts[0].strip() if texts else ""


def one_of(text: str, words: Iterable[str], name: str) -> str:
    """The text, if it is one of the words. Raises `Refused` (rule `word-is-known`) that lists them."""
    choices = tuple(words)
    if text in choices:
        return text
    if not choices:
        wording = gettext_noop("there is no %(name)s “%(text)s”; the allowed ones are: none on this proposal.")
        raise refuse("word-is-known", name, wording, name=name, text=shown(text))
    wording = gettext_noop("there is no %(name)s “%(text)s”; the allowed ones are: %(allowed)s.")
    raise refuse("word-is-known", name, wording, name=name, text=shown(text), allowed=", ".join(choices))


def _unknown(name: str, allowed: Sequence[str]) -> Breach:
    field = shown(name) or "(empty)"
    if not allowed:
        wording = gettext_noop("there is no such parameter here; this address takes none.")
        return Breach("parameter-is-known", field, wording)
    wording = gettext_noop("there is no such parameter here; the allowed ones are: %(allowed)s.")
    return Breach("parameter-is-known", field, wording, allowed=", ".join(allowed))
