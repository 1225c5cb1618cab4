"""What the entries of a load may name, asked once, and what they take of the proposal: ids, and places in a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from guarantors.actions import evidence
from guarantors.actions.naming import speaker_named
from guarantors.domain import dates
from guarantors.domain.coding import Review
from guarantors.domain.evidence import Evidence
from guarantors.domain.submission import SaidGiven, StanceGiven
from guarantors.models import Actor, Guarantor, Proposal, Provision, Source, Speaker, StanceRecord, Statement

Place = tuple[str, str | None, date, int]


@dataclass(frozen=True, slots=True)
class NewStatement:
    """A statement to be put on record; its source, and what else it names, is on record already."""

    ref: str
    source: str
    said: SaidGiven
    verified: bool | None = None


@dataclass(frozen=True, slots=True)
class NewStance:
    """A stance record to be put on record, of the guarantor with that code."""

    ref: str
    guarantor: str
    held: StanceGiven
    verified: bool | None = None
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A statement on record; no evidence where it was withdrawn."""

    pk: int
    proposal_id: int
    evidence: Evidence | None


class Known:
    """What is on record, by name; `take_...` adds to it what was judged and stands."""

    def __init__(self, proposal: Proposal) -> None:
        self.actors = dict(Actor.objects.values_list("code", "pk"))
        self.parts = dict(Guarantor.objects.filter(proposal=proposal).values_list("actor__code", "pk"))
        clauses = Provision.objects.filter(proposal=proposal).values_list("slug", "pk")
        self.provisions: dict[str | None, int | None] = {None: None, **dict(clauses)}
        self.sources: dict[str, Source] = {}
        self.speakers: dict[str, int | None] = {"": None}
        self.said: dict[str, Said] = {}
        self.statement_refs: set[str] = set()
        self.stance_refs: set[str] = set()
        self.places: dict[Place, str] = {}
        columns = ("ref", "guarantor__actor__code", "provision__slug", "effective_day", "sequence", "superseded_at")
        stored = StanceRecord.objects.filter(guarantor__proposal=proposal).order_by()
        for ref, code, clause, day, sequence, closed in stored.values_list(*columns).iterator():
            self.stance_refs.add(ref)
            if closed is None:
                self.places[code, clause, day, sequence] = ref

    def ask_of_statements(self, entries: Sequence[NewStatement]) -> None:
        """What these statements name, where it is not known yet; their ids, where they are taken."""
        named = {ref for entry in entries for ref in (entry.source, *entry.said.corroborated_by)}
        new = [ref for ref in named if ref not in self.sources]
        for source in Source.objects.filter(ref__in=new):
            self.sources[source.ref] = source
        refs = [entry.ref for entry in entries]
        self.statement_refs.update(Statement.objects.filter(ref__in=refs).values_list("ref", flat=True))

    def ask_of_stances(self, entries: Sequence[NewStance]) -> None:
        """The statements that these records rest on, where they are not known yet."""
        named = {ref for entry in entries for ref in entry.held.statements if ref not in self.said}
        stored = list(Statement.objects.filter(ref__in=named)) if named else []
        standing = {item.ref: item for item in evidence.of(stored)}
        for row in stored:
            self.said[row.ref] = Said(row.pk, row.proposal_id, standing.get(row.ref))

    def name_speakers(self, names: Iterable[str]) -> None:
        """Put those on record who have not spoken before."""
        new = dict.fromkeys(name for name in names if name not in self.speakers)
        self.speakers |= dict(Speaker.objects.filter(name__in=new).values_list("name", "pk")) if new else {}
        for name in new:
            if name not in self.speakers and (speaker := speaker_named(name)):
                self.speakers[name] = speaker.pk

    def take_statement(self, entry: NewStatement) -> None:
        self.statement_refs.add(entry.ref)

    def take_stance(self, entry: NewStance) -> None:
        self.stance_refs.add(entry.ref)
        self.places[self.place(entry)] = entry.ref

    def place(self, entry: NewStance) -> Place:
        """Where the record stands: whose it is, on what, on which day and as which of that day."""
        held = entry.held
        return entry.guarantor, held.provision, dates.parse(held.effective_on).last, held.sequence
