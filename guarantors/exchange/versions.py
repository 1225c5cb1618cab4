"""Do the versions of an id, and their recorded clocks, make one history? What a dump writes must be able to happen."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from guarantors.domain import dates
from guarantors.exchange.entries import Entry


class Flaw(NamedTuple):
    """What is wrong with a field of an entry."""

    entry: Entry
    field: str
    message: str


def version_flaws(sections: Mapping[str, Sequence[Entry]]) -> Iterator[Flaw]:
    """Every flaw in the histories of a file's statements and stances, and in the order in which they were recorded."""
    for section in ("statements", "stances"):
        unsound = {entry["id"] for entry in sections[section] if not entry.sound}
        histories: dict[str, list[Entry]] = defaultdict(list)
        for entry in sections[section]:
            if entry["id"] not in unsound:
                histories[entry["id"]].append(entry)
        for history in histories.values():
            history.sort(key=lambda entry: int(entry["version"]))
            for entry in history:
                yield from _own_clock(entry)
            yield from _history(history)
    for entry in sections["statements"]:
        if entry.sound and entry["said_last"] is not None:
            yield from _said_last(entry)
    yield from _after_its_statements(sections)


def _own_clock(entry: Entry) -> Iterator[Flaw]:
    closed, recorded = entry["superseded_at"], entry["recorded_at"]
    if closed and (recorded is None or closed < recorded):
        yield Flaw(entry, "superseded_at", "a closed entry was recorded before; give recorded_at too.")
    if closed and not entry["superseded_by"]:
        yield Flaw(entry, "superseded_by", "a closed entry says who closed it.")
    if entry.values.get("merged_into") and not entry["withdrawal_reason"]:
        yield Flaw(entry, "merged_into", "goes with a withdrawal; give withdrawal_reason too.")
    if entry["withdrawal_reason"] and not closed:
        yield Flaw(entry, "withdrawal_reason", "goes with superseded_at, the moment of the withdrawal.")
    if recorded is not None and (entry["version"] > 1) != bool(entry["reason"]):
        yield Flaw(entry, "reason", "goes with a version above 1, and each of those needs one.")


def _history(history: Sequence[Entry]) -> Iterator[Flaw]:
    numbers = [entry["version"] for entry in history]
    if len(set(numbers)) < len(numbers):
        return  # reported as duplicates
    if numbers != list(range(1, len(numbers) + 1)):
        missing = next(number for number in range(1, numbers[-1]) if number not in numbers)
        yield Flaw(history[-1], "version", f"version {missing} is not in the file; a history is given whole.")
        return
    for entry in history:
        if entry["recorded_at"] is None and len(history) > 1:
            yield Flaw(entry, "recorded_at", "is missing; each of several versions has its moment.")
    for earlier, later in pairwise(history):
        if earlier["withdrawal_reason"]:
            yield Flaw(earlier, "withdrawal_reason", f"a withdrawn entry has no version {later['version']}.")
        elif earlier["superseded_at"] != later["recorded_at"]:
            yield Flaw(
                earlier, "superseded_at", f"must be the moment at which version {later['version']} was recorded."
            )
        elif earlier["superseded_by"] != later["recorded_by"]:
            yield Flaw(earlier, "superseded_by", f"must be who recorded version {later['version']}.")
        if "guarantor" in later.values and earlier["guarantor"] != later["guarantor"]:
            yield Flaw(later, "guarantor", f"{later['id']} is of {earlier['guarantor']}; choose another id.")
    if history[-1]["superseded_at"] and not history[-1]["withdrawal_reason"]:
        yield Flaw(history[-1], "superseded_at", "nothing replaces it; give the next version, or a withdrawal_reason.")


def _said_last(entry: Entry) -> Iterator[Flaw]:
    given = dates.parse(entry["said_on"])
    if entry["recorded_at"] is None:
        yield Flaw(entry, "said_last", "is for a restored history, with recorded_at; leave it out.")
    elif not given.first <= entry["said_last"] <= given.last:
        yield Flaw(entry, "said_last", f"is not a day of {dates.long(given)}.")


def _after_its_statements(sections: Mapping[str, Sequence[Entry]]) -> Iterator[Flaw]:
    first = {entry["id"]: entry["recorded_at"] for entry in sections["statements"] if entry["version"] == 1}
    named = {"stances": ("statements",), "codings": ("statement",), "relations": ("later", "earlier")}
    for section, fields in named.items():
        for entry in sections[section]:
            if not entry.sound or entry["recorded_at"] is None:
                continue
            for field in fields:
                refs = entry[field] if field == "statements" else (entry[field],)
                for ref in refs:
                    if ref in first and (first[ref] is None or first[ref] > entry["recorded_at"]):
                        yield Flaw(entry, "recorded_at", f"is before {ref} was recorded; nothing rests on it earlier.")
