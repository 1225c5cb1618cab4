"""A record from before the journal is told in it: every act that its clocks and amendments tell, in their order.

Rows without a clock are told at the first recorded moment of their proposal, as a restored dump tells them.
"""

import heapq
from datetime import UTC, datetime
from itertools import groupby, islice

from django.db import migrations
from django.db.models import OuterRef, Q, Subquery

BATCH = 2000
NOBODY = "load_dataset"
"""Who is named where the record does not say who added a row: what has no clock came with a load."""

COLUMNS = ("recorded_at", "noun", "act", "proposal_id", "ref", "version", "reason", "recorded_by")
SHARED = ("actor", "source")
WITHIN = ("proposal", "provision", "guarantor", "nomination", "event")


def tell(apps, schema_editor):
    tables = _Tables(apps, schema_editor.connection.alias)
    if tables("Change").exists():
        return  # told already, before this migration was taken back and applied again
    # Acts of one moment are told in the order of these streams: what is named before what names it, ends last.
    streams = [
        *_rows(tables),
        _amendments(tables),
        _recorded(tables("StatementVersion"), "statement", "statement__ref", "statement__proposal"),
        _relations(tables),
        _codings(tables),
        _recorded(tables("StanceRecord"), "stance", "ref", "guarantor__proposal"),
        _withdrawn(tables("StanceRecord"), "stance", "ref", "guarantor__proposal"),
        _withdrawn(tables("StatementVersion"), "statement", "statement__ref", "statement__proposal"),
    ]
    told = enumerate(heapq.merge(*map(_once, streams), key=lambda note: note[0]), start=1)
    change, last = apps.get_model("guarantors", "Change"), 0
    while batch := list(islice(told, BATCH)):
        tables("Change").bulk_create([change(number=number, **dict(zip(COLUMNS, note))) for number, note in batch])
        last = batch[-1][0]
    tables("Ledger").update_or_create(pk=1, defaults={"last": last})


class _Tables:
    def __init__(self, apps, alias):
        self.apps, self.alias = apps, alias

    def __call__(self, name):
        return self.apps.get_model("guarantors", name).objects.using(self.alias)


def _once(stream):
    """What is told twice in a row is one act: of an amendment its fields, of a coder the units of a statement."""
    return (note for note, _ in groupby(stream))


def _recorded(rows, noun, ref, proposal):
    found = rows.order_by("recorded_at", "pk").values_list(
        "recorded_at", proposal, ref, "version", "reason", "recorded_by"
    )
    for at, proposal_id, name, version, reason, by in found.iterator(BATCH):
        yield at, noun, "corrected" if version > 1 else "added", proposal_id, name, version, reason, by


def _withdrawn(rows, noun, ref, proposal):
    found = rows.exclude(withdrawal_reason="").order_by("superseded_at", "pk")
    found = found.values_list("superseded_at", proposal, ref, "version", "withdrawal_reason", "superseded_by")
    for at, proposal_id, name, version, reason, by in found.iterator(BATCH):
        yield at, noun, "withdrawn", proposal_id, name, version, reason, by


def _codings(tables):
    found = tables("Coding").order_by("recorded_at", "statement_id", "coder", "pk")
    for at, proposal_id, ref, coder in found.values_list(
        "recorded_at", "statement__proposal", "statement__ref", "coder"
    ).iterator(BATCH):
        yield at, "coding", "added", proposal_id, ref, 0, "", coder


def _relations(tables):
    logged = tables("StatementVersion").filter(statement=OuterRef("later"), version=1).values("recorded_by")[:1]
    found = tables("StatementRelation").annotate(by=Subquery(logged)).order_by("recorded_at", "later_id", "pk")
    for at, proposal_id, ref, by in found.values_list(
        "recorded_at", "later__proposal", "later__ref", "by"
    ).iterator(BATCH):
        yield at, "relation", "added", proposal_id, ref, 0, "", by or NOBODY


def _amendments(tables):
    ids = dict(tables("Proposal").values_list("slug", "pk"))
    found = tables("Amendment").filter(noun__in=(*SHARED, *WITHIN))
    found = found.order_by("recorded_at", "noun", "ref", "reason", "recorded_by", "pk")
    for at, noun, ref, reason, by in found.values_list(
        "recorded_at", "noun", "ref", "reason", "recorded_by"
    ).iterator(BATCH):
        slug, _, name = ref.partition("/")
        if noun in SHARED:
            yield at, noun, "amended", None, ref, 0, reason, by
        elif slug in ids:
            yield at, noun, "amended", ids[slug], name or slug, 0, reason, by


def _rows(tables):
    """What is told of the rows without a clock, a stream a table."""
    firsts = {proposal.pk: _first(tables, proposal) for proposal in tables("Proposal").all()}
    yield _added("proposal", firsts, tables("Proposal").values_list("pk", "slug"))
    yield _actors(tables, firsts)
    parts, clauses = (tables(name).order_by("position", "pk") for name in ("Guarantor", "Provision"))
    yield _added("guarantor", firsts, parts.values_list("proposal", "actor__code"))
    yield _added("provision", firsts, clauses.values_list("proposal", "slug"))
    yield _sources(tables)
    yield _added("nomination", firsts, tables("Nomination").order_by("pk").values_list("guarantor__proposal", "ref"))
    yield _added("event", firsts, tables("Event").order_by("pk").values_list("proposal", "ref"))


def _added(noun, firsts, found):
    told = [(firsts[pk][0], noun, "added", pk, ref, 0, "", firsts[pk][1]) for pk, ref in found]
    return sorted(told, key=lambda note: note[0])


def _first(tables, proposal):
    """The first moment of which the record of a proposal tells, and who is named at it."""
    entries = [
        tables("StatementVersion").filter(statement__proposal=proposal),
        tables("StanceRecord").filter(guarantor__proposal=proposal),
    ]
    moments = [rows.order_by("recorded_at", "pk").values_list("recorded_at", "recorded_by").first() for rows in entries]
    amended = tables("Amendment").filter(Q(noun="proposal", ref=proposal.slug) | Q(ref__startswith=f"{proposal.slug}/"))
    moments.append((amended.order_by("recorded_at").values_list("recorded_at", flat=True).first(), NOBODY))
    moments.append((proposal.changed_at, NOBODY))
    return min((item for item in moments if item and item[0]), key=lambda item: item[0])


def _actors(tables, firsts):
    """An actor is told with the first proposal in which it has a part; one that is only named, first of all."""
    earliest = min(firsts.values(), default=(datetime.now(UTC), NOBODY), key=lambda first: first[0])
    told = {}
    for code, pk in tables("Guarantor").values_list("actor__code", "proposal"):
        told[code] = min(told.get(code, firsts[pk]), firsts[pk], key=lambda first: first[0])
    notes = []
    for code in tables("Actor").order_by("code").values_list("code", flat=True):
        at, by = told.get(code, earliest)
        notes.append((at, "actor", "added", None, code, 0, "", by))
    return sorted(notes, key=lambda note: note[0])


def _sources(tables):
    said = tables("StatementVersion").filter(source=OuterRef("pk")).order_by("recorded_at", "pk")
    found = tables("Source").annotate(by=Subquery(said.values("recorded_by")[:1])).order_by("recorded_at", "pk")
    for at, ref, by in found.values_list("recorded_at", "ref", "by").iterator(BATCH):
        yield at, "source", "added", None, ref, 0, "", by or NOBODY


class Migration(migrations.Migration):

    dependencies = [
        ('guarantors', '0004_api'),
    ]

    operations = [
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
