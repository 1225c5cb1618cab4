"""The files of the views over time: each answers what its page shows, with the page's parameters."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest

from guarantors.address import proposal_or_404, read_address
from guarantors.exchange.sheets import changes as changes_sheets
from guarantors.exchange.sheets import compare as compare_sheet
from guarantors.exchange.sheets import provisions as provisions_sheet
from guarantors.exchange.sheets import timeline as timeline_sheet
from guarantors.files.answer import File
from guarantors.queries import changes as changes_question
from guarantors.queries import compare as compare_question
from guarantors.queries import provisions as provisions_question
from guarantors.queries import timeline as timeline_question
from guarantors.queries.timeline import ORDERS


def timeline(request: HttpRequest, more: Sequence[str], slug: str) -> File:
    """`/<proposal>/timeline.csv`: how many stood at each level, a row for each day on which a count changes."""
    proposal = proposal_or_404(slug, request)
    provisions = [provision.slug for provision in proposal.provisions]
    allowed = ("as_of", "known_at", "provision", "sort")
    where = read_address(request, allowed=(*allowed, *more), words={"provision": provisions, "sort": ORDERS})
    found = timeline_question.of_proposal(proposal, provision=where.provision, as_of=where.day, known_at=where.moment)
    return File(timeline_sheet.sheet(found), where, proposal.changed_at)


def provisions(request: HttpRequest, more: Sequence[str], slug: str) -> File:
    """`/<proposal>/provisions.csv`: the matrix, a row for each of its cells."""
    proposal = proposal_or_404(slug, request)
    where = read_address(request, allowed=("as_of", "known_at", "role", *more))
    found = provisions_question.matrix(proposal, as_of=where.day, known_at=where.moment)
    return File(provisions_sheet.sheet(found, where.role), where, proposal.changed_at)


def compare(request: HttpRequest, more: Sequence[str], slug: str) -> File:
    """`/<proposal>/compare.csv`: the matrix's rows of the guarantors named by `g`."""
    proposal = proposal_or_404(slug, request)
    where = read_address(request, allowed=("as_of", "known_at", "g", *more))
    found = compare_question.compare(proposal, where.g, as_of=where.day, known_at=where.moment)
    return File(compare_sheet.sheet(found), where, proposal.changed_at)


def changes(request: HttpRequest, more: Sequence[str], slug: str) -> File:
    """`/<proposal>/changes.csv`: changes of theirs and reaffirmations between two days."""
    return _changes(request, more, slug, "changes")


def entries(request: HttpRequest, more: Sequence[str], slug: str) -> File:
    """`/<proposal>/entries.csv`: what we corrected or withdrew, and with `since` what we recorded."""
    return _changes(request, more, slug, "entries")


def standings(request: HttpRequest, more: Sequence[str], slug: str) -> File:
    """`/<proposal>/standings.csv`: who stood where on the two days."""
    return _changes(request, more, slug, "standings")


SHEETS = {"changes": changes_sheets.sheet, "entries": changes_sheets.acts, "standings": changes_sheets.standings}


def _changes(request: HttpRequest, more: Sequence[str], slug: str, which: str) -> File:
    proposal = proposal_or_404(slug, request)
    lines = (changes_question.WHOLE, *(provision.slug for provision in proposal.provisions))
    allowed = ("from", "to", "known_at", "since", "provision", "actor")
    where = read_address(request, allowed=(*allowed, *more), words={"provision": lines})
    first, last = changes_question.window(proposal, where.from_, where.to, where.now.date())
    found = changes_question.changes(
        proposal,
        first=first,
        last=last,
        known_at=where.moment,
        since=where.since,
        about_from=where.from_ or date.min,
        provision=where.provision,
        actor=where.actor,
    )
    return File(SHEETS[which](found), where, proposal.changed_at, where.with_(to=last))
