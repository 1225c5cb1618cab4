"""What an editor changes in a file and loads again."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from guarantors.actions.rows import Outcome
from guarantors.exchange.dump import dump
from guarantors.exchange.load import NotLoaded, load, read_and_check
from guarantors.models import Guarantor, Proposal, StanceRecord, StatementVersion
from tests.exchange.files import load_text
from tests.exchange.test_faults import SMALL, written

pytestmark = pytest.mark.django_db
STANCE = SMALL[SMALL.index("- id: aaa-1") :]
SECOND = STANCE.replace("aaa-1", "aaa-2").replace("level: open", "level: opposed\n  sequence: 2")


def test_two_records_change_places_within_a_day(tmp_path: Path) -> None:
    load_text(tmp_path, SMALL + SECOND)
    swapped = (
        (SMALL + SECOND).replace("sequence: 2", "sequence: 1").replace("level: open", "level: open\n  sequence: 2")
    )

    loaded = load_text(tmp_path, swapped)

    standing = StanceRecord.objects.filter(guarantor__proposal__slug="small-2020", superseded_at=None)
    assert dict(standing.values_list("ref", "sequence")) == {"aaa-1": 2, "aaa-2": 1}
    assert loaded.outcomes[Outcome.CORRECTED] == 2


def test_a_source_that_proves_earlier_corrects_what_was_counted_from_it(tmp_path: Path) -> None:
    month = SMALL.replace("said_on: 2020-01-05", "said_on: 2020-01")
    load_text(tmp_path, month)

    load_text(tmp_path, month.replace("published_on: 2020-01-10", "published_on: 2020-01-08"))

    was, became = StatementVersion.objects.filter(statement__ref="said").order_by("version")
    assert (was.said_last.day, became.said_last.day) == (10, 8)
    assert became.reason == "Dataset small-2020 loaded again: said_last was 2020-01-10, became 2020-01-08"


def test_a_reason_stays_within_the_longest_text_however_long_what_changed_is(tmp_path: Path) -> None:
    load_text(tmp_path, SMALL.replace("Reads so.", "a " * 2400))

    load_text(tmp_path, SMALL.replace("Reads so.", "b " * 2400))

    assert len(StanceRecord.objects.get(ref="aaa-1", version=2).reason) < 400
    assert read_and_check([written(tmp_path, dump("small-2020"))])[1] == []


def test_a_coding_that_differs_from_the_one_on_record_is_refused(tmp_path: Path) -> None:
    coded = SMALL + "codings:\n- statement: said\n  guarantor: AAA\n  coder: Ben\n  level: open\n  confidence: low\n"
    load_text(tmp_path, coded)

    with pytest.raises(NotLoaded) as refused:
        load_text(tmp_path, coded.replace("coder: Ben\n  level: open", "coder: Ben\n  level: opposed"))

    assert [(fault.line, fault.where) for fault in refused.value.faults] == [(52, "said")]


def test_everything_that_a_file_no_longer_has_is_named_and_stands_last(tmp_path: Path) -> None:
    event = "events:\n- id: talks\n  happened_on: 2020-01\n  kind: talks\n  title: Talks\n"
    land = "- actor: BBB\n  name: Land B\n  kind: state\n  role: observer\nguarantors:\n"
    more = SMALL.replace("guarantors:\n", "guarantors:\n" + land.removesuffix("guarantors:\n"))
    load_text(tmp_path, more + event)

    loaded = load_text(tmp_path, SMALL.replace("  provisions:\n  - slug: clause\n    title: A clause\n", ""))

    assert [note.split(" is ")[0] for note in loaded.notes] == [
        "kept: provision clause",
        "kept: guarantor BBB",
        "kept: event talks",
    ]
    order = Guarantor.objects.filter(proposal__slug="small-2020").order_by("position")
    assert list(order.values_list("actor__code", "position")) == [("AAA", 0), ("BBB", 1)]


def test_a_proposal_comes_after_the_one_that_it_derives_from(tmp_path: Path) -> None:
    child, parent = tmp_path / "child.yaml", tmp_path / "parent.yaml"
    made = "slug: child-2020\n  derived_from: small-2020"
    child.write_text(SMALL.replace("slug: small-2020", made).replace("id: said", "id: said-2"), encoding="utf-8")
    child.write_text(child.read_text(encoding="utf-8").replace("  - said\n", "  - said-2\n"), encoding="utf-8")
    parent.write_text(SMALL, encoding="utf-8")

    with pytest.raises(CommandError, match="1 fault; nothing was written"):
        call_command("load_dataset", child)
    load(read_and_check([child, parent])[0], by="Ada")

    assert Proposal.objects.get(slug="child-2020").derived_from == Proposal.objects.get(slug="small-2020")


def test_a_check_finds_what_only_the_record_refuses_and_says_what_a_load_would_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load_text(tmp_path, SMALL)
    before = dump("small-2020")

    call_command("load_dataset", written(tmp_path, SMALL.replace("level: open", "level: opposed")), "--check")
    with pytest.raises(CommandError, match="1 fault; nothing was written"):
        call_command("load_dataset", written(tmp_path, SMALL.replace("slug: small", "slug: other")), "--check")

    said = capsys.readouterr()
    assert "1 corrected" in said.out
    assert ":27: said: id: is on record for small-2020; choose another id." in said.err
    assert dump("small-2020") == before
