"""Does a dataset keep the rules? References, ids and DESIGN section 2, through the domain's own functions."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from guarantors.domain import dates
from guarantors.domain.errors import Refused
from guarantors.domain.evidence import Evidence, is_fixed_within_an_imprecise_date, stance_breaches
from guarantors.domain.statement import statement_breaches
from guarantors.exchange.dataset import Dataset
from guarantors.exchange.entries import Entry
from guarantors.exchange.nodes import Fault

RESERVED_SLUGS = frozenset(
    {"accounts", "actors", "admin", "api", "desk", "embed", "feed", "healthz", "method"}
    | {"proposals", "readyz", "sources", "statements", "static"}
)
"""Addresses of pages; a proposal of that name could not be reached."""


def check(dataset: Dataset) -> list[Fault]:
    """Every breach of a rule, and every warning; entries with a fault of form are known by their ids alone."""
    return list(_Checker(dataset).faults())


class _Checker:
    def __init__(self, dataset: Dataset) -> None:
        self.file = dataset.file
        self.proposal = dataset.proposal
        self.sections = dataset.sections
        self.parts = {entry["actor"]: entry for entry in self.sections["guarantors"]}
        self.actors = {*self.parts, *(entry["code"] for entry in self.sections["actors"])}
        self.sources = {entry["id"]: entry for entry in self.sections["sources"]}
        self.provisions = {item["slug"] for item in self.proposal["provisions"]} if self.proposal.sound else None
        self.statement_ids = {entry["id"] for entry in self.sections["statements"]}
        self.current = {
            entry["id"]: self.evidence(entry)
            for entry in self.sections["statements"]
            if entry.sound and entry["superseded_at"] is None and entry["source"] in self.sources
        }

    def faults(self) -> Iterator[Fault]:
        if self.proposal.sound:
            yield from self.proposal_faults()
        yield from self.duplicates()
        for section in self.sections:
            for entry in self.sound(section):
                yield from self.references(section, entry)
        for entry in self.sound("guarantors"):
            if entry["since"] and entry["until"] and entry["until"] < entry["since"]:
                yield self.fault(entry, "until", f"{entry['until']} is before since, {entry['since']}.")
        for entry in self.sound("statements"):
            yield from self.clock_faults(entry)
            yield from self.statement_faults(entry)
        for entry in self.sound("stances"):
            yield from self.clock_faults(entry)
            if entry["superseded_at"] is None:
                yield from self.stance_faults(entry)

    def sound(self, section: str) -> Iterator[Entry]:
        return (entry for entry in self.sections[section] if entry.sound)

    def fault(self, entry: Entry, field: str, message: str, *, warning: bool = False) -> Fault:
        return Fault(self.file, entry.line_of(field), entry.where, f"{field}: {message}", warning)

    def proposal_faults(self) -> Iterator[Fault]:
        slug = self.proposal["slug"]
        if slug in RESERVED_SLUGS:
            yield self.fault(self.proposal, "slug", f"“{slug}” is the address of a page; choose another.")
        if self.proposal["derived_from"] == slug:
            yield self.fault(self.proposal, "derived_from", "a proposal is not its own origin.")
        slugs = [item["slug"] for item in self.proposal["provisions"]]
        for repeated in sorted({item for item in slugs if slugs.count(item) > 1}):
            yield self.fault(self.proposal, "provisions", f"the slug “{repeated}” stands twice.")
        for maker in self.proposal["made_by"]:
            if maker not in self.actors:
                yield self.fault(self.proposal, "made_by", _unknown("actor", maker, "guarantors or actors"))

    def duplicates(self) -> Iterator[Fault]:
        yield from self.repeated("guarantors", ("actor",))
        yield from self.repeated("actors", ("code",))
        for section in ("sources", "nominations", "events"):
            yield from self.repeated(section, ("id",))
        for section in ("statements", "stances"):
            yield from self.repeated(section, ("id", "version"))
        standing = [entry for entry in self.sound("stances") if entry["superseded_at"] is None]
        place = ("guarantor", "provision", "effective_on", "sequence")
        yield from self.repeated_among(standing, place, "sequence", "has the place in the day of")

    def repeated(self, section: str, keys: tuple[str, ...]) -> Iterator[Fault]:
        yield from self.repeated_among(self.sound(section), keys, keys[0], "stands already at")

    def repeated_among(self, entries: Iterable[Entry], keys: tuple[str, ...], field: str, verb: str) -> Iterator[Fault]:
        seen: dict[tuple[Any, ...], Entry] = {}
        for entry in entries:
            first = seen.setdefault(tuple(entry[key] for key in keys), entry)
            if first is not entry:
                yield self.fault(entry, field, f"{verb} line {first.line} ({first.where}).")

    def references(self, section: str, entry: Entry) -> Iterator[Fault]:
        named: dict[str, tuple[Collection[str] | None, str]] = {
            "source": (self.sources, "sources"),
            "corroborated_by": (self.sources, "sources"),
            "named_by": (self.actors, "guarantors or actors"),
            "guarantor": (self.parts, "guarantors"),
            "provision": (self.provisions, "provisions"),
            "later": (self.statement_ids, "statements"),
            "earlier": (self.statement_ids, "statements"),
            "statement": (self.statement_ids, "statements"),
            "statements": (self.statement_ids, "statements"),
            "actors": (self.actors, "guarantors or actors"),
        }
        if section in ("nominations", "events"):
            named["actor"] = (self.parts, "guarantors")
        for field, (known, place) in named.items():
            given = entry.values.get(field)
            for one in given if isinstance(given, tuple) else (given,):
                if one is not None and known is not None and one not in known:
                    yield self.fault(entry, field, _unknown(field.removesuffix("s"), one, place))

    def clock_faults(self, entry: Entry) -> Iterator[Fault]:
        closed, recorded = entry["superseded_at"], entry["recorded_at"]
        if closed and (recorded is None or closed < recorded):
            yield self.fault(entry, "superseded_at", "a closed entry was recorded before; give recorded_at too.")
        if closed and not entry["superseded_by"]:
            yield self.fault(entry, "superseded_by", "a closed entry says who closed it.")
        if entry["withdrawal_reason"] and not closed:
            yield self.fault(entry, "withdrawal_reason", "goes with superseded_at, the moment of the withdrawal.")
        if recorded is not None and (entry["version"] > 1) != bool(entry["reason"]):
            yield self.fault(entry, "reason", "goes with a version above 1, and each of those needs one.")

    def statement_faults(self, entry: Entry) -> Iterator[Fault]:
        source = self.sources.get(entry["source"])
        for breach in statement_breaches(
            said_on=dates.parse(entry["said_on"]),
            published_on=source["published_on"] if source else None,
            actors=entry["actors"],
            speaker=entry["speaker"]["name"],
            relay=entry["relayed_by"]["name"] or entry["relayed_by"]["office"],
            identification=entry["identification"],
            directness=entry["directness"],
            summary=entry["summary"],
            quote=entry["quote"],
        ):
            yield self.fault(entry, breach.field, breach.message)

    def stance_faults(self, entry: Entry) -> Iterator[Fault]:
        if any(ref not in self.current for ref in entry["statements"]):
            return  # reported as a dangling reference, or with the statement
        effective_on = dates.parse(entry["effective_on"])
        evidence = [self.current[ref] for ref in entry["statements"]]
        for breach in stance_breaches(
            actor=entry["guarantor"],
            level=entry["level"],
            basis=entry["basis"],
            legal_status=entry["legal_status"],
            confidence=entry["confidence"],
            effective_on=effective_on,
            evidence=evidence,
        ):
            yield self.fault(entry, breach.field, breach.message)
        if is_fixed_within_an_imprecise_date(entry["guarantor"], effective_on, evidence):
            said = f"{dates.short(effective_on)} is earlier than the last day on which its evidence can have been said"
            yield self.fault(
                entry, "effective_on", f"{said}; allowed if the day is known from elsewhere.", warning=True
            )

    def evidence(self, entry: Entry) -> Evidence:
        said_on = dates.parse(entry["said_on"])
        try:
            last = dates.latest_possible(said_on, self.sources[entry["source"]]["published_on"])
        except Refused:  # reported with the statement
            last = said_on.last
        return Evidence(
            ref=entry["id"],
            actors=frozenset(entry["actors"]),
            voice=entry["voice"],
            identification=entry["identification"],
            directness=entry["directness"],
            said_first=said_on.first,
            said_last=last,
        )


def _unknown(noun: str, given: object, place: str) -> str:
    return f"there is no {noun.replace('_', ' ')} “{given}” in {place} of this file."
