"""Dumping: back to the same record, every version, both clocks and the amendments included."""

from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from guarantors.actions import stances, statements
from guarantors.actions.rows import Outcome
from guarantors.domain.stance import Level
from guarantors.exchange.dump import dump
from guarantors.models import Amendment, Proposal, StanceRecord
from guarantors.queries.stances import current
from tests.exchange.files import istanbul, load_text
from tests.unguarded import unguarded
from tests.world import log, make_proposal, publish, stance_content

pytestmark = pytest.mark.django_db


def with_a_history() -> str:
    """A proposal with a correction, a withdrawal and an amendment, as a dump, and then gone from the database."""
    proposal = make_proposal("history-2020")
    said, unsaid = log(proposal, "history-said"), log(proposal, "history-unsaid")
    record = publish(proposal, "aa0-1", said)
    stances.correct(record=record, content=stance_content(said, level=Level.OPPOSED), reason="Misread.", by="Ben")
    dropped = publish(proposal, "aa0-2", said, effective_on="2020-01-05")
    stances.withdraw(record=dropped, reason="Said of another proposal.", by="Ben")
    statements.withdraw(statement=unsaid, reason="Never said.", by="Ben")
    return dump("history-2020")


def emptied() -> None:
    """An empty record, as a new database has it: triggers stand aside for this transaction alone."""
    with unguarded(), connection.cursor() as cursor:
        for table in _children_first():
            cursor.execute(f'DELETE FROM "{table}"')


def _children_first() -> list[str]:
    order = "delivery change ledger searchtext linegist saidgist proposalgist "
    order += "evidence condition coding corroboration statementactor statementrelation stancerecord "
    order += "statementversion statement nomination event guarantor provision proposalmaker proposal "
    order += "source speaker actor amendment"
    return [f"guarantors_{name}" for name in order.split()]


@pytest.mark.parametrize("slug", ["istanbul-2022", "g7-vilnius-2023", "budapest-1994"])
def test_a_dump_loads_back_to_the_same_bytes(tmp_path: Path, slug: str) -> None:
    text = dump(slug)
    emptied()

    load_text(tmp_path, text)

    assert dump(slug) == text


def test_a_restored_history_answers_every_earlier_moment_as_before(tmp_path: Path) -> None:
    text = with_a_history()
    moments = list(StanceRecord.objects.filter(ref__startswith="aa0").values_list("recorded_at", flat=True))
    before = [_levels(moment) for moment in moments]
    emptied()

    load_text(tmp_path, text)

    assert dump("history-2020") == text
    assert [_levels(moment) for moment in moments] == before == [["open"], ["opposed"], ["open"]]
    assert set(+load_text(tmp_path, text).outcomes) == {Outcome.UNCHANGED}


def _levels(moment: datetime) -> list[str]:
    proposal = Proposal.objects.get(slug="history-2020")
    found = current(proposal.pk, as_of=date(2020, 3, 1), known_at=moment)
    return [row.level.value for row in found.values()]


def test_amendments_survive_dump_and_load(tmp_path: Path) -> None:
    load_text(
        tmp_path,
        istanbul(("title: Beijing Calls on", "title: Beijing calls on"), ("since: 2022-03-17", "since: 2022-03-16")),
    )
    text = dump("istanbul-2022")
    emptied()

    load_text(tmp_path, text)

    assert dump("istanbul-2022") == text
    assert set(Amendment.objects.values_list("noun", "was", "became")) == {
        (
            "source",
            "Beijing Calls on Russia and Ukraine to Continue to Adhere to Path of Negotiations",
            "Beijing calls on Russia and Ukraine to Continue to Adhere to Path of Negotiations",
        ),
        ("guarantor", "2022-03-17", "2022-03-16"),
    }


def test_a_dump_of_nothing_names_what_there_is() -> None:
    with pytest.raises(CommandError, match=r"There is no proposal “nope”; those on record: .*istanbul-2022"):
        call_command("dump_dataset", "nope")


def test_a_dump_does_not_overwrite_a_file(tmp_path: Path) -> None:
    path = tmp_path / "dump.yaml"
    call_command("dump_dataset", "budapest-1994", "--output", path)
    assert path.read_text(encoding="utf-8") == dump("budapest-1994")

    with pytest.raises(CommandError, match="File exists"):
        call_command("dump_dataset", "budapest-1994", "--output", path)
