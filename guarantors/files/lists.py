"""The files of the lists over all proposals: statements, sources and an actor, with the parameters of their pages."""

from collections.abc import Sequence

from django.http import HttpRequest

from guarantors import address
from guarantors.address import read_address
from guarantors.exchange.sheets import actor as actor_sheet
from guarantors.exchange.sheets import search as search_sheet
from guarantors.exchange.sheets import sources as sources_sheet
from guarantors.files.answer import File
from guarantors.queries import actors, proposals
from guarantors.queries.then import Then


def statements(request: HttpRequest, more: Sequence[str]) -> File:
    """`/statements.csv`: what `/statements/` finds, all its pages one after the other."""
    clauses, people = proposals.provisions_by_proposal(), actors.briefs()
    allowed = (*(name for name in address.STATEMENT_PARAMETERS if name != "after"), *more)
    words = address.statement_words(request.GET, clauses, [person.code for person in people])
    where = read_address(request, allowed=allowed, words=words)
    address.source_of(where)
    sheet = search_sheet.sheet(address.wanted_statements(where), known_at=where.moment, then=Then.of(where.known_at))
    return File(sheet, where, proposals.last_change() or where.now, where)


def sources(request: HttpRequest, more: Sequence[str]) -> File:
    """`/sources.csv`: the list of `/sources/`, all its pages one after the other."""
    allowed = (*(name for name in address.SOURCE_PARAMETERS if name != "after"), *more)
    where = read_address(request, allowed=allowed, words=address.source_words(proposals.slugs()))
    sheet = sources_sheet.sources(address.wanted_sources(where), known_at=where.moment)
    return File(sheet, where, proposals.last_change() or where.now, where)


def actor(request: HttpRequest, more: Sequence[str], code: str) -> File:
    """`/actors/<CODE>.csv`: the actor's part and stance in each proposal."""
    who = address.actor_or_404(code, request)
    where = read_address(request, allowed=(*address.ACTOR_PARAMETERS, *more))
    sheet = actor_sheet.actor(who, as_of=where.day, known_at=where.moment, then=Then.of(where.known_at))
    return File(sheet, where, proposals.last_change() or where.now)
