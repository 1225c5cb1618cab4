"""The lists that are no tables of the record: how far coders agree, where they differed, and the codebook."""

from datetime import datetime

from django.http import HttpResponse
from rest_framework.request import Request

from guarantors.address import read_address, written_moment
from guarantors.address.programs import SHEET
from guarantors.api.reads import answering
from guarantors.api.view import Api
from guarantors.domain.errors import refuse
from guarantors.exchange import codebook
from guarantors.exchange.lists import cursor
from guarantors.exchange.lists.listing import Row
from guarantors.exchange.sheet import Column, Sheet
from guarantors.exchange.sheets import agreement


class SheetView(Api):
    """A page of a sheet, in its order."""

    columns: tuple[Column, ...]
    has_moment = True

    def sheet(self, known_at: datetime) -> Sheet:
        """The sheet as known at that moment."""
        raise NotImplementedError

    def get(self, request: Request) -> HttpResponse:
        names = [column.name for column in self.columns]
        allowed = (*(("known_at",) if self.has_moment else ()), *SHEET)
        where = read_address(request, allowed=allowed, words={"fields": names})
        format_ = answering.format_asked(request, where)
        shown = answering.settled(where) if self.has_moment else where
        found = [_row(names, cells) for cells in self.sheet(shown.moment).rows]
        begin = cursor.read(where.cursor, [int])[0] if where.cursor else 0
        if not 0 <= begin <= len(found):
            raise refuse("cursor-is-of-this-list", "cursor", "that page is of another list; leave the cursor out.")
        end = begin + (where.page_size or answering.PAGE)
        return answering.listed(
            request,
            where,
            shown,
            format_=format_,
            view={"known_at": written_moment(shown.moment)} if self.has_moment else {},
            rows=found[begin:end],
            columns=names,
            following=cursor.written((end,)) if end < len(found) else None,
        )


class AgreementView(SheetView):
    """How far coders agree, by variable and period (Krippendorff's alpha)."""

    columns = agreement.FIGURE_COLUMNS

    def sheet(self, known_at: datetime) -> Sheet:
        return agreement.figures(known_at=known_at)


class DisagreementsView(SheetView):
    """Every unit that coders read differently, and what was decided."""

    columns = agreement.DISAGREEMENT_COLUMNS

    def sheet(self, known_at: datetime) -> Sheet:
        return agreement.disagreements(known_at=known_at)


class CodebookView(SheetView):
    """Every vocabulary with its words and rules, as the code enforces them."""

    columns = codebook.COLUMNS
    has_moment = False

    def sheet(self, known_at: datetime) -> Sheet:
        return codebook.sheet()


def _row(names: list[str], cells: tuple[object, ...]) -> Row:
    return {name: list(cell) if isinstance(cell, tuple) else cell for name, cell in zip(names, cells, strict=True)}
