"""What is made from the record and kept beside it says what the record says; and what guards the record stands."""

from collections.abc import Iterator
from datetime import date

from django.db import DEFAULT_DB_ALIAS, connection

from guarantors.actions import search
from guarantors.exchange.verify.finding import Finding, Progress
from guarantors.models import StatementVersion, carried
from guarantors.models.edition import edition
from guarantors.models.triggers import CLOSABLE, FROZEN, installed_triggers, trigger_names
from guarantors.queries import coverage, gists, proposals

DAYS = (date.max, date(2022, 3, 30))
"""The newest view, and a day of the past: of both the gists answer for the record."""


def derived(last: int, progress: Progress) -> Iterator[Finding]:
    """The search, the gists, the edition that kept answers go by; `last` is the number of the last act."""
    yield from _search()
    slugs = proposals.slugs()
    for done, slug in enumerate(slugs, start=1):
        if row := proposals.find(slug):
            yield from gists_out_of_step(row)
        progress("gists", done, len(slugs))
    if (standing := edition().standing()) < last:
        yield Finding("caches", "edition", f"answers are kept of edition {standing}, and act {last} is on record")


def guards() -> Iterator[Finding]:
    """The triggers that keep the record append-only, and the engine's own check of its file."""
    standing = installed_triggers(DEFAULT_DB_ALIAS)
    for model in (*CLOSABLE, *FROZEN):
        for name in sorted(trigger_names(model._meta.db_table) - standing):
            yield Finding("triggers", name, "it does not stand: rows of this table can be rewritten; run migrate")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for pragma in ("integrity_check", "foreign_key_check"):
                cursor.execute(f"PRAGMA {pragma}")
                for row in cursor.fetchall():
                    if row != ("ok",):
                        yield Finding("database", pragma, " ".join(map(str, row)))


def gists_out_of_step(row: proposals.ProposalRow) -> Iterator[Finding]:
    """Where the gists of a proposal say anything else than is drawn from its record. Those of an earlier revision are
    not read, and are no fault."""
    now = row.changed_at
    for provision in (None, *(clause.slug for clause in row.provisions)):
        for day in DAYS:
            kept = gists.kept(row, provision=provision, as_of=day)
            if kept and kept != gists.drawn(row, provision=provision, as_of=day, known_at=now):
                on = f"{row.slug}, {provision or 'the whole'}"
                yield Finding("gists", on, "they do not say what the record says; run migrate")
    drawn = carried.sources_read(row.pk, carried.carried(row.pk, known_at=now), known_at=now)
    if coverage.sources_read(row.pk, known_at=now) != drawn:
        yield Finding("gists", row.slug, "the sources read are not those of the record; run migrate")


def _search() -> Iterator[Finding]:
    wrong = search.out_of_step()
    named = StatementVersion.objects.filter(pk__in=wrong[:20]).order_by("pk")
    for ref, version in named.values_list("statement__ref", "version"):
        yield Finding("search", f"statement {ref} v{version}", "it is searched by other words; run rebuild_search")
    if len(wrong) > len(named):
        yield Finding("search", "the index", f"{len(wrong)} entries are out of step; run rebuild_search")
