"""Many statements and stance records of one proposal, put on record at once, by the very rules of one by one.

What the entries may name is asked once, and rows are written in slices (`models.many`), in bounded memory. Meant for
thousands of entries: the ids and places of all that the proposal has on record are read before the first of them.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db import transaction

from guarantors.actions import bulk_rows, journal
from guarantors.actions.bulk_known import Known, NewStance, NewStatement
from guarantors.actions.checking import said_breaches, unknown_actor, unknown_provision, unknown_statement
from guarantors.actions.naming import id_taken
from guarantors.actions.publication import check_by, publication
from guarantors.actions.sources import unknown_source
from guarantors.actions.stances import place_taken, sequence_breaches, stranger
from guarantors.domain import dates
from guarantors.domain.errors import Breach, Refused, gettext_noop, refuse_any
from guarantors.domain.evidence import record_breaches, stance_breaches
from guarantors.domain.text import ref_breaches, shown
from guarantors.models import Proposal

Entry = TypeVar("Entry", NewStatement, NewStance)
Progress = Callable[[int], None]

SLICE = 5_000
MOST_BREACHES = 100
"""A mistake that runs through a whole file is said so often, and not a million times."""


@contextmanager
def loading(proposal: Proposal, *, by: str) -> Iterator["Loading"]:
    """A load into one proposal, all or nothing: nobody else writes to it meanwhile, and nothing else is done to it."""
    check_by(by)
    with transaction.atomic(), journal.noting():
        Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
        yield Loading(proposal, by)


class Loading:
    """An open load: each `put` is one publication."""

    def __init__(self, proposal: Proposal, by: str) -> None:
        self._proposal, self._by = proposal, by
        self._known = Known(proposal)

    def put(
        self,
        *,
        statements: Iterable[NewStatement] = (),
        stances: Iterable[NewStance] = (),
        at: datetime | None = None,
        progress: Progress = lambda _: None,
    ) -> None:
        """Put new statements on record, then the stances that may rest on them; `progress` is told of each slice.

        Raises `Refused` with what is wrong, fields as in `statements.3.said_on`: of the statements or, where nothing is
        wrong with these, of the stances. The load has then failed as a whole.
        """
        with publication(self._proposal, at) as moment:
            known, who = self._known, bulk_rows.Entered(self._proposal, self._by, moment)
            said = _judged("statements", statements, known.ask_of_statements, self._statement, known.take_statement)
            for chunk in said:
                bulk_rows.write_statements(chunk, known, who)
                progress(len(chunk))
            held = _judged("stances", stances, known.ask_of_stances, self._stance, known.take_stance)
            for records in held:
                bulk_rows.write_stances(records, known, who)
                progress(len(records))

    def _statement(self, new: NewStatement) -> Iterator[Breach]:
        known = self._known
        if faults := list(ref_breaches("id", new.ref)):
            yield from faults
            return
        if new.ref in known.statement_refs:
            yield from id_taken(new.ref).breaches
            return
        for code in new.said.actors:
            if code not in known.actors:
                yield unknown_actor(shown(code))
        for ref, field in ((new.source, "source"), *((ref, "corroborated_by") for ref in new.said.corroborated_by)):
            if ref not in known.sources:
                yield unknown_source(field, shown(ref))
        try:
            said_on = dates.parse(new.said.said_on, "said_on")
        except Refused as refused:
            yield from refused.breaches
            return
        source = known.sources.get(new.source)
        yield from said_breaches(new.said, said_on, source.published_on if source else None)

    def _stance(self, new: NewStance) -> Iterator[Breach]:
        known, held = self._known, new.held
        if faults := list(ref_breaches("id", new.ref)):
            yield from faults
            return
        if known.has_stance(new.ref):
            yield from id_taken(new.ref).breaches
            return
        if new.guarantor not in known.parts:
            wording = gettext_noop("%(code)s has no part in this proposal.")
            yield Breach("stance-is-of-a-party", "guarantor", wording, code=shown(new.guarantor))
        if held.provision not in known.provisions:
            yield unknown_provision(shown(held.provision or ""))
        said = [known.said.get(ref) for ref in held.statements]
        for ref, found in zip(held.statements, said, strict=True):
            if found is None:
                yield unknown_statement("statements", shown(ref))
        try:
            effective_on = dates.parse(held.effective_on, "effective_on")
        except Refused as refused:
            yield from refused.breaches
            return
        yield from stance_breaches(
            actor=new.guarantor,
            level=held.level,
            basis=held.basis,
            legal_status=held.legal_status,
            confidence=held.confidence,
            effective_on=effective_on,
            evidence=[found.evidence for found in said if found and found.evidence],
        )
        yield from record_breaches(held.rationale, [item.text for item in held.conditions], held.statements)
        for ref, found in zip(held.statements, said, strict=True):
            if found and found.proposal_id != self._proposal.pk:
                yield stranger(ref)
        yield from sequence_breaches(held.sequence)
        if other := known.who_has_place_of(new):
            yield place_taken(other, held.sequence, effective_on, new.ref)


def _judged(
    name: str,
    entries: Iterable[Entry],
    ask: Callable[[list[Entry]], None],
    judge: Callable[[Entry], Iterator[Breach]],
    accept: Callable[[Entry], None],
) -> Iterator[list[Entry]]:
    """The entries in slices, each judged before it is given on; after a breach no more is given, only judged."""
    source, start, found = iter(entries), 0, list[Breach]()
    while chunk := list(islice(source, SLICE)):
        ask(chunk)
        for index, entry in enumerate(chunk, start):
            faults = list(judge(entry))
            if not faults:
                accept(entry)
            found += [item.at(f"{name}.{index}.{item.field}") for item in faults]
        if len(found) >= MOST_BREACHES:
            raise Refused(found[:MOST_BREACHES])
        if not found:
            yield chunk
        start += len(chunk)
    refuse_any(found)
