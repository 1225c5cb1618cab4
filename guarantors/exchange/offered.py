"""The files that a proposal offers beside those of its pages: `/<proposal>/<stem>.csv`, `.json` and `.xlsx`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_noop

from guarantors.exchange.sheet import Column, Sheet
from guarantors.exchange.sheets import stances, statements
from guarantors.exchange.tables import BY_NAME, Scope
from guarantors.queries.proposals import ProposalRow

ENDINGS = ("csv", "json", "xlsx")
"""The formats of a sheet, as an address ends."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A file: `says` is one sentence, `sheet` is asked with the proposal and the two clocks."""

    stem: str
    title: str
    says: str
    columns: tuple[Column, ...]
    sheet: Callable[..., Sheet]


def _table(name: str, title: str, stem: str = "") -> Offer:
    """A table of the record, as it is in the data package."""
    table = BY_NAME[name]
    stem = stem or name

    def sheet(proposal: ProposalRow, *, as_of: date, known_at: datetime) -> Sheet:
        scope = Scope((proposal.pk,), known_at, as_of, proposal.then)
        return table.sheet(scope, f"{proposal.slug}-{stem}", f"{proposal.title}: {title.lower()}")

    return Offer(stem, title, table.says, tuple(item.column for item in table.attributes), sheet)


OFFERS: tuple[Offer, ...] = (
    Offer(
        "statements",
        gettext_noop("Statements"),
        gettext_noop("Every statement with who said it, how it reached us and its source, oldest first."),
        statements.COLUMNS,
        statements.sheet,
    ),
    Offer(
        "stances",
        gettext_noop("Stance records"),
        gettext_noop("Every stance record on both clocks, those that we superseded or withdrew included."),
        stances.COLUMNS,
        stances.sheet,
    ),
    _table("sources", gettext_noop("Sources")),
    _table("events", gettext_noop("Events")),
    _table("nominations", gettext_noop("Nominations")),
    _table("codings", gettext_noop("Codings")),
    _table("relations", gettext_noop("Relations")),
    _table("provisions", gettext_noop("Provisions"), "provision-list"),
    _table("guarantors", gettext_noop("Parts")),
    _table("actors", gettext_noop("Actors")),
)
"""`provision-list`, since `/<proposal>/provisions/` is the page of who accepts what."""
