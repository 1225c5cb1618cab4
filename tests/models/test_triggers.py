"""Append-only in the database itself."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from guarantors.models import Evidence, StanceRecord, Statement, StatementVersion
from guarantors.models.triggers import CLOSABLE, FROZEN, install_triggers, installed_triggers, trigger_names

pytestmark = pytest.mark.django_db
LATER = datetime(2099, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("model", [*CLOSABLE, *FROZEN])
def test_every_table_of_the_record_has_its_triggers(model: type[StanceRecord]) -> None:
    assert trigger_names(model._meta.db_table) <= installed_triggers("default")


def test_triggers_that_a_migration_dropped_are_made_anew() -> None:
    table = StanceRecord._meta.db_table
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{table}_no_update"{on}')
    assert not trigger_names(table) <= installed_triggers("default")

    install_triggers(using="default")

    assert trigger_names(table) <= installed_triggers("default")


@pytest.mark.parametrize("field", ["level", "rationale", "recorded_by", "effective_on", "ref"])
def test_no_field_of_a_published_record_can_be_changed(field: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        StanceRecord.objects.update(**{field: "open"})


@pytest.mark.parametrize("model", [StanceRecord, StatementVersion, Statement, Evidence])
def test_nothing_of_the_record_can_be_deleted(model: type[StanceRecord]) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")


def test_a_record_can_be_closed_once() -> None:
    record = StanceRecord.objects.filter(superseded_at=None)[:1]
    pk = record[0].pk
    StanceRecord.objects.filter(pk=pk).update(superseded_at=LATER, superseded_by="Ada")

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        StanceRecord.objects.filter(pk=pk).update(superseded_at=None, superseded_by="")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        StanceRecord.objects.filter(pk=pk).update(withdrawal_reason="after all")


def test_a_record_cannot_be_changed_while_it_is_closed() -> None:
    pk = StanceRecord.objects.filter(superseded_at=None)[0].pk

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        StanceRecord.objects.filter(pk=pk).update(superseded_at=LATER, superseded_by="Ada", rationale="other")


def test_a_table_of_the_record_cannot_be_emptied() -> None:
    if connection.vendor != "postgresql":
        return  # SQLite knows no TRUNCATE
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'TRUNCATE "{StanceRecord._meta.db_table}" CASCADE')
