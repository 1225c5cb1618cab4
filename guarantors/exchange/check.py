"""Does a dataset keep the rules? References, ids and DESIGN section 2, through the domain's own functions."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from django.conf import settings

from guarantors.domain import dates
from guarantors.domain.errors import Refused, named_once
from guarantors.domain.evidence import Evidence, basis_breaches, is_fixed_within_an_imprecise_date, stance_breaches
from guarantors.domain.statement import relation_breaches, statement_breaches
from guarantors.domain.text import REF, shown
from guarantors.exchange.dataset import Dataset
from guarantors.exchange.entries import Entry
from guarantors.exchange.nodes import Fault
from guarantors.exchange.sections import Amendable
from guarantors.exchange.versions import version_flaws
from guarantors.models import EventKind

RESERVED_SLUGS = frozenset(
    {"accounts", "actors", "admin", "api", "desk", "embed", "feed", "healthz", "method"}
    | {"proposals", "readyz", "sources", "statements", "static", "timegate", "timemap"}
    | {"en", *(code for code, _ in settings.LANGUAGES)}
)
"""Addresses of pages, and the languages before them; a proposal of that name could not be reached."""


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
        self.withdrawn = {entry["id"] for entry in self.sound("statements") if entry["withdrawal_reason"]}

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
        for flaw in version_flaws(self.sections):
            yield self.fault(flaw.entry, flaw.field, flaw.message)
        yield from self.small_faults()
        for entry in self.sound("statements"):
            yield from self.statement_faults(entry)
        for entry in self.sound("stances"):
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
        for breach in named_once("made_by", self.proposal["made_by"]):
            yield self.fault(self.proposal, breach.field, breach.message)
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
        yield from self.repeated("relations", ("later", "earlier", "relation"))
        yield from self.repeated("codings", ("statement", "guarantor", "provision", "coder", "round"))
        for entry in self.sound("actors"):
            if entry["code"] in self.parts:
                yield self.fault(entry, "code", f"{entry['code']} is among the guarantors; leave it out here.")
        standing = [entry for entry in self.sound("stances") if entry["superseded_at"] is None]
        yield from self.repeated_among(standing, _place, "sequence", "has the place in the day of")

    def repeated(self, section: str, keys: tuple[str, ...]) -> Iterator[Fault]:
        def name(entry: Entry) -> tuple[Any, ...]:
            return tuple(entry[key] for key in keys)

        yield from self.repeated_among(self.sound(section), name, keys[0], "stands already at")

    def repeated_among(
        self, entries: Iterable[Entry], name: Callable[[Entry], tuple[Any, ...]], field: str, verb: str
    ) -> Iterator[Fault]:
        seen: dict[tuple[Any, ...], Entry] = {}
        for entry in entries:
            first = seen.setdefault(name(entry), entry)
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
            "merged_into": (self.statement_ids, "statements"),
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

    def small_faults(self) -> Iterator[Fault]:
        """The rules of the sections that have one or two."""
        for entry in self.sound("relations"):
            for breach in relation_breaches(entry["later"], entry["earlier"]):
                yield self.fault(entry, breach.field, breach.message)
        for entry in self.sound("codings"):
            for breach in basis_breaches(entry["level"], entry["basis"]):
                yield self.fault(entry, breach.field, breach.message)
        for entry in self.sound("nominations"):
            withdrawn_on, named_on = entry["withdrawn_on"], dates.parse(entry["named_on"])
            if withdrawn_on and withdrawn_on < named_on.first:
                yield self.fault(entry, "withdrawn_on", f"is before the claim was made, {dates.long(named_on)}.")
        for entry in self.sound("events"):
            if entry["kind"] is EventKind.CHANGE_OF_GOVERNMENT and not entry["actor"]:
                yield self.fault(entry, "actor", "a change of government says whose.")
        for entry in self.sound("amendments"):
            yield from self.amendment_faults(entry)

    def amendment_faults(self, entry: Entry) -> Iterator[Fault]:
        """Whether it names a row as amendments do: what belongs to the proposal after the proposal's own slug."""
        noun, ref = entry["noun"], entry["ref"]
        slug = self.proposal["slug"] if self.proposal.sound else ""
        if noun is Amendable.PROPOSAL and slug and ref != slug:
            yield self.fault(entry, "ref", f"“{shown(ref)}” is not this proposal, {slug}.")
            return
        if noun not in (Amendable.PROPOSAL, Amendable.ACTOR, Amendable.SOURCE):
            of, _, ref = ref.partition("/")
            if slug and of != slug:
                yield self.fault(entry, "ref", f"names what belongs to this proposal as {slug}/ and its id.")
                return
        if not REF.fullmatch(ref):
            yield self.fault(entry, "ref", f"“{shown(ref)}” cannot be the id of its {noun}.")

    def statement_faults(self, entry: Entry) -> Iterator[Fault]:
        source = self.sources.get(entry["source"])
        for breach in statement_breaches(
            said_on=dates.parse(entry["said_on"]),
            published_on=entry["said_last"] or (source["published_on"] if source else None),
            actors=entry["actors"],
            speaker=entry["speaker"]["name"],
            office=entry["speaker"]["office"],
            relay=entry["relayed_by"]["name"],
            relay_office=entry["relayed_by"]["office"],
            identification=entry["identification"],
            directness=entry["directness"],
            summary=entry["summary"],
            quote=entry["quote"],
            sequence=entry["sequence"],
            corroborated_by=entry["corroborated_by"],
        ):
            yield self.fault(entry, breach.field, breach.message)

    def stance_faults(self, entry: Entry) -> Iterator[Fault]:
        for breach in named_once("statements", entry["statements"]):
            yield self.fault(entry, breach.field, breach.message)
        if any(ref not in self.current and ref not in self.withdrawn for ref in entry["statements"]):
            return  # reported as a dangling reference, or with the statement
        effective_on = dates.parse(entry["effective_on"])
        evidence = [self.current[ref] for ref in entry["statements"] if ref in self.current]
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
            bound = entry["said_last"] or self.sources[entry["source"]]["published_on"]
            last = dates.latest_possible(said_on, bound)
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


def _place(stance: Entry) -> tuple[Any, ...]:
    """A stance's place in the day: `2022-03` and `2022-03-31` count from the same one."""
    return stance["guarantor"], stance["provision"], dates.parse(stance["effective_on"]).last, stance["sequence"]


def _unknown(noun: str, given: object, place: str) -> str:
    return f"there is no {noun.replace('_', ' ')} “{given}” in {place} of this file."
