"""The lists of the record, a single row of each, and the versions of what has versions."""

from dataclasses import replace
from datetime import date, datetime

from django.http import Http404, HttpResponse
from rest_framework.request import Request

from guarantors.address import Address, programs, read_address, written_moment
from guarantors.address import shown as readable
from guarantors.api.reads import answering
from guarantors.api.view import Api
from guarantors.exchange.lists import LISTS
from guarantors.exchange.lists.cursor import written
from guarantors.exchange.lists.listing import Listing, Row
from guarantors.exchange.lists.named import names_in, texts
from guarantors.exchange.tables import Scope
from guarantors.models import Proposal
from guarantors.queries.then import Then


class ListView(Api):
    """A page of a list: what stood as of the day, as known at the moment."""

    listing: Listing = next(iter(LISTS.values()))  # `as_view(listing=...)` says which

    def get(self, request: Request) -> HttpResponse:
        listing = self.listing
        words = programs.words_of(listing, request.GET)
        where = read_address(request, allowed=programs.parameters(listing), words=words)
        programs.check_named(where)
        format_ = answering.format_asked(request, where)
        shown = _settled(listing, where)
        scope = _scope(shown, where.proposal, where.known_at)
        begin = listing.place(where.cursor, where.sort)
        rows, last = listing.page(scope, where.asked(), begin, where.page_size or answering.PAGE)
        following = written(last) if last else "" if listing.goes_on else None
        return _answer(request, listing, where, shown, format_, rows, scope, following)


class VersionsView(Api):
    """Every version of one row that came into our books by the moment, newest first."""

    listing: Listing = next(iter(LISTS.values()))

    def get(self, request: Request, **key: str) -> HttpResponse:
        where, shown, scope, rows = _versions(self.listing, request, key, programs.of_versions(self.listing))
        format_ = answering.format_asked(request, where)
        return _answer(request, self.listing, where, shown, format_, rows, scope, None)


class OneView(Api):
    """One row by its names: the version that stands, or the last one of what was withdrawn."""

    listing: Listing = next(iter(LISTS.values()))

    def get(self, request: Request, **key: str) -> HttpResponse:
        where, shown, scope, rows = _versions(self.listing, request, key, programs.of_one(self.listing))
        included = _included(self.listing, rows[:1], where, scope)
        (row,) = answering.chosen(rows[:1], where.fields)
        return answering.one(row, included, where, shown)


def _versions(
    listing: Listing, request: Request, key: dict[str, str], allowed: tuple[str, ...]
) -> tuple[Address, Address, Scope, list[Row]]:
    where = read_address(request, allowed=allowed, words=programs.fixed_words(listing))
    shown = answering.settled(where) if programs.has_moment(listing) else where
    scope = _scope(shown, key.get("proposal"), where.known_at)
    rows = listing.versions(scope, key)
    if not rows:
        name = readable("/".join(map(str, key.values())))
        raise Http404(f"There is no {listing.one} “{name}” on record, as known at that moment.")
    return where, shown, scope, rows


def _settled(listing: Listing, where: Address) -> Address:
    """The view with its clocks fixed, as far as they count."""
    if not programs.has_moment(listing):
        return where
    return answering.settled(where.with_(as_of=where.day) if listing.until_today else where)


def _keeping(listing: Listing, where: Address) -> Address:
    """For how long it may be kept is that of this address: never for ever where the answer is not fixed by clocks.

    A search finds by words that may be amended; and a row without a recorded clock may be added later.
    """
    return where.with_(as_of=None, from_=None) if where.q or not listing.is_recorded else where


def _scope(shown: Address, proposal: str | None, known_at: datetime | None) -> Scope:
    return Scope(_ids(proposal), shown.moment, shown.as_of or date.max, Then.of(known_at))


def _ids(proposal: str | None) -> tuple[int, ...] | None:
    return tuple(Proposal.objects.filter(slug=proposal).values_list("pk", flat=True)) if proposal else None


def _answer(
    request: Request,
    listing: Listing,
    where: Address,
    shown: Address,
    format_: str,
    rows: list[Row],
    scope: Scope,
    following: str | None,
) -> HttpResponse:
    return answering.listed(
        request,
        where,
        shown,
        keeping=_keeping(listing, where),
        format_=format_,
        view=_view(listing, shown),
        rows=rows,
        columns=[column.name for column in listing.columns],
        texts=list(texts(rows, listing)) if format_ == "csv" else None,
        included=_included(listing, rows, where, scope),
        following=following,
    )


def _view(listing: Listing, shown: Address) -> Row:
    """What is shown, with the clocks that count spelt out, so that it can be cited and asked for again."""
    clocks = {
        "as_of": shown.as_of.isoformat() if shown.as_of else None,
        "known_at": written_moment(shown.known_at) if shown.known_at else None,
    }
    return {name: value for name, value in clocks.items() if name in programs.narrowing(listing)}


def _included(listing: Listing, rows: list[Row], where: Address, scope: Scope) -> Row | None:
    """The rows that these name, each once under its list and its name; None where none are asked for."""
    if not where.expand:
        return None
    wanted: dict[str, dict[str, None]] = {}
    for word in where.expand:
        named = listing.names[word]
        wanted.setdefault(named.list_, {}).update(dict.fromkeys(names_in(rows, named)))
    # Of any proposal; and a row may rest on what counts only from a later day.
    everything = replace(scope, proposals=None, as_of=date.max)
    return {name: LISTS[name].named(everything, list(names)) for name, names in wanted.items()}
