"""SQLite is told how its rows are spread once there are any, and again when there are many more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guarantors.models.statistics import gather_statistics
from tests.world import log, make_proposal

pytestmark = pytest.mark.django_db


def known() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'guarantors_statementversion' LIMIT 1")
        found = cursor.fetchone()
    return int(found[0].split()[0]) if found else 0


def test_they_are_gathered_when_the_record_has_grown() -> None:
    if connection.vendor != "sqlite":
        with CaptureQueriesContext(connection) as asked:
            gather_statistics("default")
        assert len(asked) == 0  # PostgreSQL gathers them by itself
        return
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl = 'guarantors_statementversion'")
    proposal = make_proposal()
    log(proposal, "first")
    gather_statistics("default")
    first = known()
    assert first > 0
    log(proposal, "second")
    gather_statistics("default")
    assert known() == first
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sqlite_stat1 SET stat = '1 1' WHERE tbl = 'guarantors_statementversion'")
    gather_statistics("default")
    assert known() > first
