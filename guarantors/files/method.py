"""The files of the method page: how far coders agree, and where they differed."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.http import HttpRequest

from guarantors.address import read_address
from guarantors.exchange.sheet import Sheet
from guarantors.exchange.sheets import agreement as agreement_sheet
from guarantors.files.answer import File
from guarantors.queries import proposals


def agreement(request: HttpRequest, more: Sequence[str]) -> File:
    """`/method/agreement.csv`: the figures by variable and period."""
    return _known(request, more, lambda moment: agreement_sheet.figures(known_at=moment))


def disagreements(request: HttpRequest, more: Sequence[str]) -> File:
    """`/method/disagreements.csv`: every unit that coders read differently."""
    return _known(request, more, lambda moment: agreement_sheet.disagreements(known_at=moment))


def _known(request: HttpRequest, more: Sequence[str], sheet: Callable[[datetime], Sheet]) -> File:
    where = read_address(request, allowed=("known_at", *more))
    return File(sheet(where.moment), where, proposals.last_change() or where.now, where)
