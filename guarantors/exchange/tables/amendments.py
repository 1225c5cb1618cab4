"""What was changed in place: the rows that have no clock of their own, and what each of their fields was before."""

from collections.abc import Iterable
from typing import Any

from guarantors.exchange import plain_rows
from guarantors.exchange.sections import Amendable
from guarantors.exchange.tables.parties import ACTORS
from guarantors.exchange.tables.table import Scope, Table, moment, text, word
from guarantors.exchange.tables.words import SOURCES
from guarantors.models import Amendment, Proposal


def _rows(table: Table, scope: Scope) -> Iterable[tuple[Any, ...]]:
    """The amendments of the proposals, and of the actors and sources that they name, each once."""
    shared = {("actor", row[0]) for row in ACTORS.rows(scope)}
    shared |= {("source", row[0]) for row in SOURCES.rows(scope)}
    return {
        tuple(row[name] for name in table.names)
        for proposal in Proposal.objects.filter(scope.among("pk"))
        for row in plain_rows.amendments(proposal, shared)
        if row["recorded_at"] <= scope.known_at
    }


AMENDMENTS = Table(
    name="amendments",
    says="What was changed in rows without a clock of their own: titles, roles, a source's standing.",
    attributes=(
        word("noun", "What kind of row.", Amendable),
        text("ref", "Which row."),
        text("field", "Which field."),
        text("was", "What it was, as JSON."),
        text("became", "What it became, as JSON."),
        text("reason", "Why."),
        moment("recorded_at", "When it came into our books (UTC)."),
        text("recorded_by", "Who recorded it."),
    ),
    query=lambda scope: Amendment.objects.filter(recorded_at__lte=scope.known_at),
    gather=_rows,
    key=(),
    order=("recorded_at", "noun", "ref", "field", "was", "became", "reason", "recorded_by"),
)
