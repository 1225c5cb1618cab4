"""Loading and dumping: all or nothing, twice the same as once, and back again to the same bytes."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from guarantors.actions import stances
from guarantors.actions.rows import Outcome
from guarantors.domain.stance import Level
from guarantors.exchange.load import load, read_and_check
from guarantors.models import Amendment, Proposal, StanceRecord, Statement, StatementVersion
from guarantors.queries.stances import current
from tests.exchange.files import ISTANBUL, istanbul, load_text
from tests.exchange.test_faults import SMALL
from tests.world import FILES

pytestmark = pytest.mark.django_db


def rows() -> Counter[str]:
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name.startswith("guarantors_")]
        counted: Counter[str] = Counter()
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counted[table] = cursor.fetchone()[0]
    return counted


def test_the_shipped_files_keep_the_rules_with_two_warnings() -> None:
    _, faults = read_and_check(FILES)

    assert [(fault.where, fault.warning) for fault in faults] == [
        ("can-bilateral-agreement-2", True),
        ("chn-whole-2", True),
    ]


def test_the_same_files_again_change_nothing() -> None:
    before = rows(), list(Proposal.objects.values("slug", "revision", "changed_at"))

    done = load(read_and_check(FILES)[0], by="Ben")

    assert (rows(), list(Proposal.objects.values("slug", "revision", "changed_at"))) == before
    assert all(set(+loaded.outcomes) == {Outcome.UNCHANGED} for loaded in done)


def test_a_changed_stance_becomes_a_correction_that_says_what_changed(tmp_path: Path) -> None:
    before = Proposal.objects.get(slug="istanbul-2022")
    changed = istanbul(
        (
            "level: opposed\n  confidence: low\n  statements:\n  - isr",
            "level: sceptical\n  confidence: low\n  statements:\n  - isr",
        )
    )

    loaded = load_text(tmp_path, changed)

    old, new = StanceRecord.objects.filter(ref="isr-whole-1").order_by("version")
    assert (old.level, new.level, new.replaces, old.superseded_at) == ("opposed", "sceptical", old, new.recorded_at)
    assert new.reason == "Dataset istanbul-2022 loaded again: level was opposed, became sceptical"
    assert +loaded.outcomes == Counter({Outcome.CORRECTED: 1, Outcome.UNCHANGED: loaded.outcomes[Outcome.UNCHANGED]})
    assert Proposal.objects.get(pk=before.pk).revision == before.revision + 1
    isr = new.guarantor_id
    answers = [
        current(before.pk, as_of=date(2022, 4, 1), known_at=at)[isr].level
        for at in (before.changed_at, new.recorded_at)
    ]
    assert answers == [Level.OPPOSED, Level.SCEPTICAL]


def test_a_changed_statement_gets_a_version_and_a_changed_title_an_amendment(tmp_path: Path) -> None:
    load_text(
        tmp_path,
        istanbul(
            ("summary: Found the proposal premature, and does not trust Russia.", "summary: Too early."),
            ("title: Beijing Calls on", "title: Beijing calls on"),
        ),
    )

    assert StatementVersion.objects.get(statement__ref="usa-2022-03-30-durbin", version=2).summary == "Too early."
    kept = Amendment.objects.get()
    assert (kept.noun, kept.ref, kept.field) == ("source", "urdupoint-2022-03-30", "title")


def test_what_the_file_no_longer_has_is_kept_and_named(tmp_path: Path) -> None:
    text = istanbul()
    start = text.index("- id: isr-whole-1")
    end = text.index("- provision: null", start)

    loaded = load_text(tmp_path, text[:start] + text[end:])

    assert "kept: stance isr-whole-1 is on record and not in the file" in loaded.notes
    assert StanceRecord.objects.get(ref="isr-whole-1").superseded_at is None


def test_a_withdrawn_record_stays_withdrawn_when_its_file_is_loaded_again() -> None:
    record = StanceRecord.objects.get(ref="isr-whole-1")
    stances.withdraw(record=record, reason="Not about this proposal.", by="Ben")

    loaded = load(read_and_check([ISTANBUL])[0], by="Ada")[0]

    assert "kept: isr-whole-1 was withdrawn and stays so; the file's entry is left out" in loaded.notes
    assert not StanceRecord.objects.filter(ref="isr-whole-1", superseded_at=None).exists()


def test_one_broken_file_keeps_out_all_of_them(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(
        istanbul(("summary: Found the proposal premature, and does not trust Russia.", "summary: Too early.")),
        encoding="utf-8",
    )
    bad.write_text(SMALL.replace("level: open", "level: furious"), encoding="utf-8")
    before = rows()

    with pytest.raises(CommandError, match="1 fault; nothing was written"):
        call_command("load_dataset", good, bad)

    assert rows() == before


def test_a_file_that_another_proposals_statement_is_in_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    path.write_text(istanbul(("slug: istanbul-2022", "slug: other-2022")), encoding="utf-8")

    with pytest.raises(CommandError, match="faults; nothing was written"):
        call_command("load_dataset", path)

    assert not Proposal.objects.filter(slug="other-2022").exists()


def test_check_writes_nothing_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    before = rows()

    call_command("load_dataset", ISTANBUL, "--check")

    assert rows() == before
    said = capsys.readouterr()
    assert "istanbul-2022: keeps the rules; nothing was written." in said.out
    assert "chn-whole-2: warning: effective_on: 2 Apr 2022 is earlier" in said.err


def test_every_statement_of_the_files_is_on_record_under_its_id() -> None:
    datasets, _ = read_and_check(FILES)
    ids = {entry["id"] for dataset in datasets for entry in dataset.sections["statements"]}

    assert set(Statement.objects.values_list("ref", flat=True)) == ids
    assert len(ids) == 128
