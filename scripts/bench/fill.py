"""Puts a synthetic record into the database of the settings: `python -m bench.fill SIZE`, with progress on stderr."""

import gc
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby, islice

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

from dataclasses import replace

from django.core.management import call_command
from django.db import connection, transaction

from guarantors.actions import bulk, corrections, journal, rows, stances, statements
from guarantors.actions.publication import publication
from guarantors.domain.acts import Act
from guarantors.domain.stance import Level
from guarantors.models import Actor, Event, Guarantor, Proposal, Provision, Source, StanceRecord, Statement

from . import synthetic
from .sizes import CODES, SIZES, Size, slug

BY = "bench"
BEGAN = datetime(2015, 6, 1, tzinfo=UTC)
_WRONG = 200
"""So many entries of the whole record are corrected, and a tenth of them withdrawn."""

Progress = Callable[[int], None]


@dataclass(slots=True)
class Took:
    """What the load itself took, without the drawing of what is loaded: seconds, and processor time of this process."""

    seconds: float = 0.0
    own: float = 0.0

    @contextmanager
    def counted(self) -> Iterator[None]:
        began, own = time.perf_counter(), time.process_time()
        yield
        self.seconds += time.perf_counter() - began
        self.own += time.process_time() - own


def fill(size: Size, progress: Progress = lambda _: None) -> Took:
    """Fill an empty, migrated database."""
    _put_sources(size)
    took = Took()
    for number in range(size.proposals):
        proposal = _put_proposal(number)
        _load(size, number, proposal, took, progress)
        _correct(proposal, max(2, _WRONG // size.proposals))
    return took


def _load(size: Size, number: int, proposal: Proposal, took: Took, progress: Progress) -> None:
    total = size.share(number)
    entries = enumerate(synthetic.drawn(size, number))
    with ExitStack() as stack:
        with took.counted():
            load = stack.enter_context(bulk.loading(proposal, by=BY))
        for period, found in groupby(entries, key=lambda item: item[0] * synthetic.PERIODS // total):
            part = (drawn for _, drawn in found)
            # Slice by slice within the publication, so that a deep record need not be held as a whole.
            with publication(proposal, synthetic.moment(period)):
                while chunk := list(islice(part, 20_000)):
                    with took.counted():
                        load.put(statements=[item.said for item in chunk], stances=[item.held for item in chunk])
                    progress(len(chunk))
        with took.counted():  # the journal is written, and all of it committed
            stack.close()


def _put_sources(size: Size) -> None:
    days = synthetic.source_days(size)
    with transaction.atomic(), journal.noting():
        actors = [Actor(code=code, name=f"Land {number + 1:03}", kind="state") for number, code in enumerate(CODES)]
        made = [
            Source(
                ref=synthetic.source_ref(number),
                kind="article",
                title=f"Report {number} on the talks about a guarantee",
                publisher=f"Paper {number % 40}",
                language="en",
                url=f"https://example.org/report/{number}",
                published_on=day,
                recorded_at=BEGAN,
            )
            for number, day in enumerate(days)
        ]
        for actor in Actor.objects.bulk_create(actors):
            rows.note(Act.ADDED, actor, actor.code, by=BY, at=BEGAN)
        for source in Source.objects.bulk_create(made):
            rows.note(Act.ADDED, source, source.ref, by=BY, at=BEGAN)


@transaction.atomic
def _put_proposal(number: int) -> Proposal:
    name = slug(number)
    with journal.noting():
        made = Proposal.objects.create(
            slug=name,
            title=f"Guarantee {number + 1}",
            made_on=date(2016, 1, 1),
            status="proposed",
            summary="A proposal that exists only to be measured.",
            changed_at=BEGAN,
        )
        rows.note(Act.ADDED, made, name, by=BY, at=BEGAN)
        with publication(made, BEGAN):
            parts = [
                Guarantor(proposal=made, actor=actor, role="proposed_guarantor", since=made.made_on, position=position)
                for position, actor in enumerate(Actor.objects.filter(code__in=CODES).order_by("code"))
            ]
            for part in Guarantor.objects.bulk_create(parts):
                rows.note(Act.ADDED, part, f"{name}/{part.actor.code}", by=BY, at=BEGAN)
            for position, clause in enumerate(synthetic.CLAUSES):
                row = Provision.objects.create(
                    proposal=made, slug=clause, title=clause.title(), obligation=clause, position=position
                )
                rows.note(Act.ADDED, row, f"{name}/{clause}", by=BY, at=BEGAN)
            for year in range(2016, 2026):
                day = date(year, 6, 1)
                values = {"happened_on": str(day), "first_day": day, "last_day": day, "kind": "talks"}
                event = Event.objects.create(proposal=made, ref=f"talks-{year}", title=f"Talks of {year}", **values)
                rows.note(Act.ADDED, event, f"{name}/{event.ref}", by=BY, at=BEGAN)
    return made


def _correct(proposal: Proposal, many: int) -> None:
    """A few corrections and withdrawals, spread over the record."""
    stored = StanceRecord.objects.filter(guarantor__proposal=proposal).order_by("pk").values_list("pk", flat=True)
    chosen = list(stored)[:: max(1, len(stored) // many)]
    for index, pk in enumerate(chosen):
        record = StanceRecord.objects.select_related("guarantor__proposal", "guarantor__actor").get(pk=pk)
        said = Statement.objects.get(ref=record.ref)
        if index % 10 == 9:
            corrections.withdraw(statement=said, reason="It was another's words.", by=BY)
        elif index % 2:
            content = statements.content_of(statements.current(said))
            corrections.correct(
                statement=said,
                content=replace(content, summary=content.summary + " Corrected."),
                reason="Misread.",
                by=BY,
            )
        else:
            content_ = replace(stances.content_of(record), level=Level.OPEN, basis=None, legal_status=None)
            stances.correct(record=record, content=content_, reason="Too sure.", by=BY)


def main(name: str) -> None:
    size, done = SIZES[name], 0
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)

    def progress(more: int) -> None:
        nonlocal done
        before, done = done * 20 // size.records, done + more
        if (now := done * 20 // size.records) > before:
            bar = f"\r{name} [{'#' * now:20}] {done:,} of {size.records:,} records"
            print(bar, end="\n" if done == size.records else "", file=sys.stderr, flush=True)

    gc.freeze()  # as a server does: what is loaded for good is not searched for garbage with each slice
    took = fill(size, progress)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(json.dumps({"load": took.seconds, "own": took.own, "records": size.records}))


if __name__ == "__main__":
    main(sys.argv[1])
