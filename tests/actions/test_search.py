"""The index is derived data: whatever is written, it is what one rebuilt from the record would be."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from guarantors.actions import rows, search, statements
from guarantors.exchange.load import load, read_and_check
from guarantors.models import SearchText, Source, StatementVersion
from guarantors.models.search import FTS, SEARCH_TRIGGERS, install_search
from guarantors.models.triggers import installed_triggers
from tests.world import FILES, LONG_AGO, log, make_proposal, statement_content

pytestmark = pytest.mark.django_db


def index() -> dict[int, tuple[int, str]]:
    return {row.version_id: (row.position, row.text) for row in SearchText.objects.all()}


def test_the_shipped_datasets_are_indexed_as_they_were_loaded() -> None:
    assert search.out_of_step() == []
    assert SearchText.objects.count() == StatementVersion.objects.count() >= 128


def test_a_statement_is_indexed_when_it_is_logged_corrected_and_withdrawn() -> None:
    proposal = make_proposal()
    statement = log(proposal, "said")
    statements.correct(
        statement=statement, content=statement_content(proposal, summary="Other."), reason="Misread.", by="Ben"
    )
    statements.withdraw(statement=statement, reason="Never said.", by="Ben")
    kept = index()

    assert search.out_of_step() == []
    assert search.rebuild() == len(kept)
    assert index() == kept


def test_an_amended_source_changes_what_its_statements_are_found_by() -> None:
    proposal = make_proposal()
    log(proposal, "said")
    ref = f"{proposal.slug}-source"
    said = {"ref": ref, "reason": "Renamed.", "by": "Ada", "at": LONG_AGO}
    rows.put(Source, key={"ref": ref}, values={"publisher": "The Zebra Gazette"}, **said)

    assert search.out_of_step() == []
    assert SearchText.objects.get(version__statement__ref="said").text.endswith("| the zebra gazette ")


def test_datasets_loaded_again_leave_the_index_as_it_was() -> None:
    kept = index()
    load(read_and_check(FILES)[0], by="Ada")

    assert index() == kept


def test_what_was_recorded_before_there_was_a_search_is_indexed_by_the_migration() -> None:
    kept = index()
    SearchText.objects.all().delete()
    assert len(search.out_of_step()) == len(kept)

    call_command("migrate", verbosity=0)

    assert index() == kept
    assert search.out_of_step() == []


def test_triggers_that_a_migration_dropped_are_made_anew() -> None:
    if connection.vendor != "sqlite":
        return  # a generated column cannot be dropped by the way
    with connection.cursor() as cursor:
        for name in SEARCH_TRIGGERS:
            cursor.execute(f"DROP TRIGGER {name}")
    assert not SEARCH_TRIGGERS & installed_triggers("default")

    install_search("default")

    assert installed_triggers("default") >= SEARCH_TRIGGERS


def test_an_index_that_differs_from_the_record_is_noticed_and_mended() -> None:
    row = SearchText.objects.order_by("position")[0]
    SearchText.objects.filter(pk=row.pk).update(text=" zebra ")
    with pytest.raises(CommandError, match=r"1 version of statements; run rebuild_search"):
        call_command("rebuild_search", "--check")

    out = StringIO()
    call_command("rebuild_search", stdout=out)
    call_command("rebuild_search", "--check", stdout=out)

    assert "The index was made anew: 128 versions of statements." in out.getvalue()
    assert "The index says what the record says." in out.getvalue()


def test_an_engine_that_lost_an_entry_is_noticed_and_mended() -> None:
    if connection.vendor != "sqlite":
        return  # a generated column cannot lose one
    row = SearchText.objects.order_by("position")[0]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {FTS}({FTS}, rowid, text) VALUES ('delete', %s, %s)", [row.position, row.text])
    assert search.out_of_step() != []

    search.rebuild()

    assert search.out_of_step() == []
