"""What the entries of a load may name, asked once, and what they take of the proposal: ids, and places in a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from guarantors.actions import evidence
from guarantors.actions.bulk_sieve import Sieve
from guarantors.actions.naming import speaker_named
from guarantors.domain import dates
from guarantors.domain.coding import Review
from guarantors.domain.evidence import Evidence
from guarantors.domain.submission import SaidGiven, StanceGiven
from guarantors.models import Actor, Guarantor, Proposal, Provision, Source, Speaker, StanceRecord, Statement

Place = tuple[str, str | None, date, int]

_HELD = 30_000
"""So many statements that stances may rest on are kept at hand."""


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
    """What is on record, by name; `take_...` adds to it what was judged and stands, `wrote_...` what was then written.

    However many entries there are, it holds no more than the last of them: the record is asked for what it let go.
    """

    def __init__(self, proposal: Proposal) -> None:
        self._proposal = proposal
        self.actors = dict(Actor.objects.values_list("code", "pk"))
        self.parts = dict(Guarantor.objects.filter(proposal=proposal).values_list("actor__code", "pk"))
        clauses = Provision.objects.filter(proposal=proposal).values_list("slug", "pk")
        self.provisions: dict[str | None, int | None] = {None: None, **dict(clauses)}
        self.sources: dict[str, Source] = {}
        self.speakers: dict[str, int | None] = {"": None}
        self.said: dict[str, Said] = {}
        self.statement_refs: set[str] = set()
        self._stance_refs, self._places = set[str](), dict[Place, str]()
        self._written = Sieve()
        columns = ("ref", "guarantor__actor__code", "provision__slug", "effective_day", "sequence", "superseded_at")
        stored = StanceRecord.objects.filter(guarantor__proposal=proposal).order_by()
        for ref, code, clause, day, sequence, closed in stored.values_list(*columns).iterator():
            self._written.add(ref)
            if closed is None:
                self._written.add((code, clause, day, sequence))

    def ask_of_statements(self, entries: Sequence[NewStatement]) -> None:
        """What these statements name, where it is not known yet; their ids, where they are taken."""
        named = {ref for entry in entries for ref in (entry.source, *entry.said.corroborated_by)}
        new = [ref for ref in named if ref not in self.sources]
        for source in Source.objects.filter(ref__in=new):
            self.sources[source.ref] = source
        refs = [entry.ref for entry in entries]
        self.statement_refs.update(Statement.objects.filter(ref__in=refs).values_list("ref", flat=True))

    def ask_of_stances(self, entries: Sequence[NewStance]) -> None:
        """The statements that these records rest on, where they are not known any more, or not yet."""
        for ref in list(islice(self.said, max(0, len(self.said) - _HELD))):
            del self.said[ref]
        named = {ref for entry in entries for ref in entry.held.statements if ref not in self.said}
        mine = Statement.objects.filter(ref__in=named).values_list("pk", "ref", "proposal_id")
        stored = {pk: (ref, proposal) for pk, ref, proposal in mine} if named else {}
        standing = evidence.by_statement(stored) if stored else {}
        for pk, (ref, proposal) in stored.items():
            self.said[ref] = Said(pk, proposal, standing.get(pk))

    def name_speakers(self, names: Iterable[str]) -> None:
        """Put those on record who have not spoken before."""
        new = dict.fromkeys(name for name in names if name not in self.speakers)
        self.speakers |= dict(Speaker.objects.filter(name__in=new).values_list("name", "pk")) if new else {}
        for name in new:
            if name not in self.speakers and (speaker := speaker_named(name)):
                self.speakers[name] = speaker.pk

    def take_statement(self, entry: NewStatement) -> None:
        self.statement_refs.add(entry.ref)

    def wrote_statements(self) -> None:
        self.statement_refs.clear()

    def has_stance(self, ref: str) -> bool:
        """Whether a record of the proposal has that id."""
        if ref in self._stance_refs:
            return True
        if not self._written.may_have(ref):
            return False
        return StanceRecord.objects.filter(guarantor__proposal=self._proposal, ref=ref).exists()

    def who_has_place_of(self, entry: NewStance) -> str | None:
        """The id of the record that has the entry's place in the day."""
        place = code, clause, day, sequence = self._place(entry)
        if other := self._places.get(place):
            return other
        if code not in self.parts or not self._written.may_have(place):
            return None
        stored = StanceRecord.objects.filter(
            guarantor=self.parts[code],
            provision=self.provisions.get(clause),
            effective_day=day,
            sequence=sequence,
            superseded_at__isnull=True,
        )
        return stored.values_list("ref", flat=True).first()

    def take_stance(self, entry: NewStance) -> None:
        self._stance_refs.add(entry.ref)
        self._places[self._place(entry)] = entry.ref

    def wrote_stances(self) -> None:
        for key in (*self._stance_refs, *self._places):
            self._written.add(key)
        self._stance_refs.clear()
        self._places.clear()

    def _place(self, entry: NewStance) -> Place:
        """Where the record stands: whose it is, on what, on which day and as which of that day."""
        held = entry.held
        return entry.guarantor, held.provision, dates.parse(held.effective_on).last, held.sequence
