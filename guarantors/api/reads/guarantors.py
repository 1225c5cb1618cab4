"""`/api/v1/guarantors/`: who stands where on a proposal, as of a day and as known at a moment."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse
from rest_framework.request import Request

from guarantors import address
from guarantors.address import Address, proposal_or_404, read_address
from guarantors.address.programs import ONE, SHOWN
from guarantors.address.reading import FORMATS
from guarantors.api import formats
from guarantors.api.reads import answering
from guarantors.api.view import Api
from guarantors.domain.errors import refuse
from guarantors.domain.stance import NO_STANCE, ORDER, Level, Role
from guarantors.exchange.lists import LISTS, cursor
from guarantors.exchange.lists.listing import Row
from guarantors.exchange.sheets import guarantor_table as table_sheet
from guarantors.exchange.tables import Scope
from guarantors.queries import proposals
from guarantors.queries.guarantor_table import SORTS, arranged, guarantor_table, matches
from guarantors.queries.proposals import ProposalRow
from guarantors.queries.table_row import TableRow

FIELDS = ("actor", "role", "since", "until", "stance", "statement_count", "latest_statement")
EXPAND = ("proposal", "actor", "statements")
PARAMETERS = ("proposal", "actor", *address.TABLE_PARAMETERS, *SHOWN, "page_size", "cursor")
OF_ONE = ("provision", "as_of", "known_at", *ONE)
WORDS = {"fields": FIELDS, "expand": EXPAND}
CHOICES = {"level": (*Level, NO_STANCE), "role": tuple(Role), "sort": SORTS, **WORDS, "format": FORMATS}
"""The words that parameters may say and that no record adds to, as the descriptions of the API list them."""


class GuarantorsView(Api):
    """The guarantors of one proposal, in the table's order and with the table's filters."""

    def get(self, request: Request) -> HttpResponse:
        asked = read_address(request, allowed=PARAMETERS, words=_fields_of(request))
        if not asked.proposal:
            known = ", ".join(proposals.slugs())
            raise refuse("proposal-is-named", "proposal", f"name a proposal; those on record are: {known or 'none'}.")
        proposal = proposal_or_404(asked.proposal, request)
        words = _words(proposal) | _fields_of(request)
        if asked.actor:
            words["actor"] = tuple(part.code for part in proposals.guarantors(proposal))
        where = read_address(request, allowed=PARAMETERS, words=words)
        format_ = answering.format_asked(request, where)
        shown = answering.settled(where.with_(as_of=where.day))
        found = _found(proposal, shown)
        begin = cursor.read(where.cursor, [str])[0] if where.cursor else None
        rows, last = _page(found, begin, where.page_size or answering.PAGE)
        results = [_guarantor(row) for row in rows]
        return answering.listed(
            request,
            where,
            shown,
            format_=format_,
            view=_view(proposal.slug, shown) | {"count": len(found)},
            rows=results,
            columns=[column.name for column in table_sheet.COLUMNS] if format_ == "csv" else FIELDS,
            texts=list(_texts(rows)) if format_ == "csv" else None,
            included=_included(results, proposal, shown),
            following=cursor.written((last,)) if last else None,
        )


class GuarantorView(Api):
    """One guarantor of a proposal."""

    def get(self, request: Request, slug: str, code: str) -> HttpResponse:
        proposal = proposal_or_404(slug, request)
        where = read_address(request, allowed=OF_ONE, words=_words(proposal) | WORDS)
        shown = answering.settled(where.with_(as_of=where.day))
        rows = [row for row in _found(proposal, shown) if row.guarantor.code == code]
        if not rows:
            raise Http404(f"{address.shown(code)} has no part in “{proposal.title}”.")
        results = [_guarantor(row) for row in rows]
        (row,) = answering.chosen(results, where.fields)
        return answering.one(row, _included(results, proposal, shown), where, shown)


def _words(proposal: ProposalRow) -> dict[str, tuple[str, ...]]:
    return {"provision": tuple(provision.slug for provision in proposal.provisions)}


def _fields_of(request: Request) -> dict[str, tuple[str, ...]]:
    """CSV has the columns of the table's file; the other formats have objects."""
    as_csv = formats.format_of(request, request.GET.get("format", "")) == "csv"
    return WORDS | {"fields": tuple(column.name for column in table_sheet.COLUMNS)} if as_csv else WORDS


def _found(proposal: ProposalRow, where: Address) -> list[TableRow]:
    table = guarantor_table(proposal, provision=where.provision, as_of=where.day, known_at=where.moment, q=where.q)
    shown = [
        row
        for row in table.rows
        if matches(row, level=where.level, role=where.role, q=where.q) and where.actor in (None, row.guarantor.code)
    ]
    return arranged(shown, where.sort)


def _page(found: list[TableRow], begin: str | None, size: int) -> tuple[list[TableRow], str | None]:
    """The rows after the guarantor `begin`, and the last of them where more follow. Raises `Refused`."""
    codes = [row.guarantor.code for row in found]
    if begin is not None and begin not in codes:
        raise refuse("cursor-is-of-this-list", "cursor", "that page is of another list; leave the cursor out to begin.")
    start = codes.index(begin) + 1 if begin is not None else 0
    page = found[start : start + size]
    return page, page[-1].guarantor.code if len(found) > start + size else None


def _view(slug: str, where: Address) -> Row:
    """What the answer shows, with both clocks spelt out, so that it can be cited and asked for again."""
    return {
        "proposal": slug,
        "provision": where.provision,
        "as_of": where.day.isoformat(),
        "known_at": address.written_moment(where.moment),
    }


def _texts(rows: list[TableRow]) -> Iterator[Row]:
    names = [column.name for column in table_sheet.COLUMNS]
    return (dict(zip(names, table_sheet.cells(row), strict=True)) for row in rows)


def _included(results: list[Row], proposal: ProposalRow, where: Address) -> Row | None:
    """The rows that these name, each once under its list and its name; None where none are asked for."""
    if not where.expand:
        return None
    named = {
        "proposal": ("proposals", [proposal.slug]),
        "actor": ("actors", [row["actor"]["code"] for row in results]),
        "statements": ("statements", [ref for row in results for ref in _statements(row)]),
    }
    scope = Scope((proposal.pk,), where.moment, then=proposal.then)
    wanted = (named[word] for word in where.expand)
    return {name: LISTS[name].named(scope, names) for name, names in wanted}


def _statements(row: Row) -> list[str]:
    latest = [row["latest_statement"]] if row["latest_statement"] else []
    return list(dict.fromkeys([*(row["stance"]["statements"] if row["stance"] else ()), *latest]))


def _guarantor(row: TableRow) -> Row:
    part = row.guarantor
    return {
        "actor": {"code": part.code, "name": part.name, "kind": part.kind},
        "role": part.role,
        "since": part.since,
        "until": part.until,
        "stance": _stance(row),
        "statement_count": row.statement_count,
        "latest_statement": row.latest.ref if row.latest else None,
    }


def _stance(row: TableRow) -> dict[str, Any] | None:
    """None where nothing is on record: absence is not a level."""
    stance = row.stance
    if stance is None or row.since is None:
        return None
    changed = row.government_changed
    return {
        "id": stance.ref,
        "version": stance.version,
        "level": stance.level,
        "order": ORDER[stance.level],
        "basis": stance.basis,
        "legal_status": stance.legal_status,
        "effective_on": stance.effective_on.text,
        "since": row.since.effective_day,
        "since_is_known": row.since.day_is_known,
        "previous_government": {"event": changed.ref, "changed_on": changed.happened_on.text} if changed else None,
        "confidence": stance.confidence,
        "rationale": stance.rationale,
        "review": stance.review,
        "conditions": [{"kind": item.kind, "text": item.text, "status": item.status} for item in stance.conditions],
        "statements": list(stance.statements),
        "recorded_at": stance.recorded_at,
    }
