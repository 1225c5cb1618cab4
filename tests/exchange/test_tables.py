"""The tables of the record: within a day and a moment, and each row under its key."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from guarantors.exchange.sheet import Kind
from guarantors.exchange.tables import BY_NAME, TABLES, Scope, Table
from guarantors.models import Event, Guarantor, Nomination, Proposal, Source
from tests.world import LONG_AGO, log, make_proposal

pytestmark = pytest.mark.django_db
COUNTS_FROM = ("last_day", "said_last", "effective_day")


def rows(table: Table, scope: Scope) -> list[dict[str, Any]]:
    return [dict(zip(table.names, row, strict=True)) for row in table.sheet(scope, "x", "x").rows]


def everything(**values: Any) -> Scope:
    known_at = values.pop("known_at", datetime.now(UTC))
    return Scope(tuple(Proposal.objects.values_list("pk", flat=True)), known_at, **values)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_row_has_its_own_key_and_what_it_must_have(table: Table) -> None:
    found = rows(table, everything())
    keys = [tuple(row[name] for name in table.key) for row in found if table.key]

    assert len(set(keys)) == len(keys)
    for attribute in table.attributes:
        values = {row[attribute.column.name] for row in found}
        assert not attribute.required or not values & {None, ""}
        assert attribute.column.kind is Kind.LIST or "" not in values


@pytest.mark.parametrize("table", [table for table in TABLES if {*COUNTS_FROM} & {*table.names}], ids=lambda t: t.name)
def test_nothing_is_later_than_the_day_shown(table: Table) -> None:
    claimed()
    (name,) = {*COUNTS_FROM} & {*table.names}
    every = rows(table, everything())

    for until in sorted({row[name] for row in every})[::6]:
        then = rows(table, everything(as_of=until))
        assert [row[name] for row in then] == [row[name] for row in every if row[name] <= until]
        assert then


def test_every_link_leads_to_a_row_on_any_day() -> None:
    for until in (date(1995, 1, 1), date(2022, 3, 30), date(2023, 7, 12), date.max):
        scope = everything(as_of=until)
        found = {table.name: rows(table, scope) for table in TABLES}
        for table in TABLES:
            for link in table.links:
                named = {tuple(row[name] for name in link.named_by) for row in found[link.table]}
                naming = {tuple(row[name] for name in link.columns) for row in found[table.name]}
                assert {key for key in naming if any(key)} <= named, (table.name, link, until)


def claimed() -> Proposal:
    """A nomination of March that is withdrawn in May, and an event; their source came into our books in April."""
    proposal = make_proposal("claim-2020")
    log(proposal, "claim-said", at=LONG_AGO)
    paper: dict[str, Any] = {"title": "Late", "publisher": "A paper", "language": "en", "kind": "article"}
    late = Source.objects.create(ref="late", recorded_at=datetime(2020, 4, 1, tzinfo=UTC), **paper)
    days = {"first_day": date(2020, 3, 1), "last_day": date(2020, 3, 31), "source": late}
    part = Guarantor.objects.get(proposal=proposal)
    claim = {"named_by": part.actor, "named_on": "2020-03", "withdrawn_on": date(2020, 5, 1), **days}
    Nomination.objects.create(ref="n", guarantor=part, **claim)
    Event.objects.create(ref="e", proposal=proposal, happened_on="2020-03", kind="talks", title="Talks", **days)
    return proposal


def test_a_claim_that_is_withdrawn_later_still_stands_that_day() -> None:
    pk = claimed().pk
    now = datetime.now(UTC)

    def withdrawn(until: date) -> list[Any]:
        return [row["withdrawn_on"] for row in rows(BY_NAME["nominations"], Scope((pk,), now, until))]

    assert withdrawn(date(2020, 3, 30)) == []
    assert withdrawn(date(2020, 4, 30)) == [None]
    assert withdrawn(date(2020, 5, 1)) == [date(2020, 5, 1)]


def test_what_rests_on_a_source_is_left_out_until_the_source_is_on_record() -> None:
    pk = claimed().pk
    before, after = datetime(2020, 3, 31, tzinfo=UTC), datetime(2020, 4, 1, tzinfo=UTC)

    for name in ("nominations", "events"):
        assert [len(rows(BY_NAME[name], Scope((pk,), moment))) for moment in (before, after)] == [0, 1]
    assert [[row["id"] for row in rows(BY_NAME["sources"], Scope((pk,), moment))] for moment in (before, after)] == [
        ["claim-2020-source"],
        ["claim-2020-source", "late"],
    ]
    assert rows(BY_NAME["statements"], Scope((pk,), LONG_AGO - timedelta(days=1))) == []
