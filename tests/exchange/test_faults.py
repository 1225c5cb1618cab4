"""A broken file changes nothing, and every fault is named with its line and the entry's id."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from guarantors.exchange.load import read_and_check
from guarantors.models import Proposal

SMALL = """\
format: 1
proposal:
  slug: small-2020
  title: A small proposal
  made_on: 2020-01-01
  made_by:
  - AAA
  status: proposed
  summary: A proposal as small as can be.
  provisions:
  - slug: clause
    title: A clause
guarantors:
- actor: AAA
  name: Land A
  kind: state
  role: proposed_guarantor
  since: 2020-01-01
sources:
- id: paper
  title: An article
  publisher: A paper
  published_on: 2020-01-10
  language: en
  kind: article
statements:
- id: said
  actors:
  - AAA
  said_on: 2020-01-05
  speaker:
    name: Ann Lee
    office: Minister
  voice: minister
  identification: named
  directness: direct
  summary: Says yes.
  source: paper
stances:
- id: aaa-1
  guarantor: AAA
  provision: null
  effective_on: 2020-01-05
  level: open
  confidence: high
  rationale: Reads so.
  statements:
  - said
"""

FAULTS = [
    ("format: 1", "format: 2", 1, "", "format: must be 1"),
    ("proposal:", "proposals:", 2, "", "there is no such section; the known ones: format, proposal"),
    ("  slug: small-2020", "  slug: method", 3, "method", "“method” is the address of a page"),
    ("  slug: small-2020", "  slug: Small 2020", 3, "Small 2020", "is not a slug"),
    ("  title: A small proposal\n", "", 2, "small-2020", "title: is missing; fill it in"),
    ("made_on: 2020-01-01", "made_on: 2020-02-30", 5, "small-2020", "there is no day 30 in February 2020"),
    ("  - AAA\n  status", "  - BBB\n  status", 6, "small-2020", "there is no actor “BBB” in guarantors or actors"),
    (
        "status: proposed",
        "status: dreamt",
        8,
        "small-2020",
        "there is no “dreamt”; the allowed ones are: proposed, in_neg",
    ),
    ("- actor: AAA", "- actor: aaa", 14, "aaa", "is not a code"),
    (
        "role: proposed_guarantor",
        "role: friend",
        17,
        "AAA",
        "there is no “friend”; the allowed ones are: proposed_guarantor",
    ),
    ("since: 2020-01-01", "since: 2020-01-01\n  until: 2019-01-01", 19, "AAA", "2019-01-01 is before since"),
    (
        "kind: state\n",
        "kind: state\n  colour: red\n",
        17,
        "AAA",
        "colour: there is no such key; the allowed ones: actor",
    ),
    ("publisher: A paper", "publisher: ''", 22, "paper", "publisher: is empty"),
    ("language: en", "language: en\n  url: paper.example/a", 25, "paper", "is not a web address"),
    ("- id: said", "- id: said\n  id: again", 28, "", "the key “id” stands twice"),
    ("- id: said", "- id: 'sa id'", 27, "sa id", "is not an id"),
    ("  actors:\n  - AAA\n", "  actors: []\n", 28, "said", "name at least one actor"),
    ("  actors:\n  - AAA", "  actors:\n  - ZZZ", 28, "said", "there is no actor “ZZZ”"),
    (
        "said_on: 2020-01-05",
        "said_on: 2020-01-11",
        30,
        "said",
        "11 January 2020 is after the source was published, 10 Jan",
    ),
    ("said_on: 2020-01-05", "said_on: soon", 30, "said", "“soon” is not a date"),
    ("    name: Ann Lee\n", "", 31, "said", "a named speaker has a name"),
    ("voice: minister", "voice: legislator", 47, "aaa-1", "said is a legislator's: none of it can set the stance"),
    ("directness: direct", "directness: third_party", 47, "aaa-1", "said is a third party's claim"),
    ("directness: direct", "directness: relayed", 27, "said", "relayed words say who relayed them"),
    ("summary: Says yes.", "summary: ''", 37, "said", "summary: is empty"),
    ("source: paper", "source: papers", 38, "said", "there is no source “papers” in sources"),
    ("identification: named", "identification: unnamed", 31, "said", "“Ann Lee” is a name; leave it out"),
    ("guarantor: AAA", "guarantor: BBB", 41, "aaa-1", "there is no guarantor “BBB” in guarantors"),
    ("provision: null", "provision: other", 42, "aaa-1", "there is no provision “other” in provisions"),
    (
        "effective_on: 2020-01-05",
        "effective_on: 2020-01-04",
        43,
        "aaa-1",
        "4 January 2020 is before the earliest of its statem",
    ),
    ("level: open", "level: committed", 40, "aaa-1", "must say how the state bound itself: declared, initialled"),
    ("level: open", "level: open\n  legal_status: signed", 45, "aaa-1", "goes with the level committed"),
    ("level: open", "level: open\n  basis: mixed", 45, "aaa-1", "goes with the level noncommittal"),
    ("level: open", "level: open\n  sequence: none", 45, "aaa-1", "is not a whole number"),
    ("level: open", "level: open\n  verified: maybe", 45, "aaa-1", "is neither true nor false"),
    ("level: open", "level: open\n  recorded_at: 2020-01-06", 45, "aaa-1", "has no zone"),
    ("level: open", "level: open\n  withdrawal_reason: wrong", 45, "aaa-1", "goes with superseded_at"),
    ("  - said\n", "  - unsaid\n", 47, "aaa-1", "there is no statement “unsaid” in statements"),
    ("  statements:\n  - said\n", "  statements: []\n", 47, "aaa-1", "a stance needs evidence"),
    ("  rationale: Reads so.\n", "", 40, "aaa-1", "rationale: is missing"),
    ("format: 1", "format: 1\nextra: &a [*a]", 2, "", "an alias (*) is not allowed"),
    ("format: 1", "format: 1\n\tx: 1", 2, "", "not valid YAML"),
    ("format: 1", "[" * 40, 1, "", "nested deeper than 12 levels"),
]


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_small_file_keeps_the_rules(tmp_path: Path) -> None:
    assert read_and_check([written(tmp_path, SMALL)])[1] == []


@pytest.mark.parametrize(("old", "new", "line", "where", "said"), FAULTS)
def test_a_fault_is_named_with_its_line_and_entry(
    tmp_path: Path, old: str, new: str, line: int, where: str, said: str
) -> None:
    head, found, tail = SMALL.partition(old)
    assert found

    _, faults = read_and_check([written(tmp_path, head + new + tail)])

    assert any(fault.line == line and fault.where == where and said in fault.message for fault in faults), "\n".join(
        str(fault) for fault in faults
    )
    assert not all(fault.warning for fault in faults)


def test_every_fault_is_found_in_one_run(tmp_path: Path) -> None:
    text = SMALL.replace("level: open", "level: furious").replace("voice: minister", "voice: neighbour")
    text = text.replace("kind: article", "kind: rumour").replace("made_on: 2020-01-01", "made_on: never")

    _, faults = read_and_check([written(tmp_path, text)])

    assert [fault.line for fault in faults] == [5, 25, 34, 44]


def test_two_records_in_one_place_of_the_day_are_named(tmp_path: Path) -> None:
    stance = SMALL[SMALL.index("- id: aaa-1") :]

    _, faults = read_and_check([written(tmp_path, SMALL + stance.replace("aaa-1", "aaa-2"))])

    assert [(fault.where, fault.message) for fault in faults] == [
        ("aaa-2", "sequence: has the place in the day of line 40 (aaa-1).")
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"format: 1\nproposal: \xff\xfe", "the file is not UTF-8"),
        (b"format: 1\n---\nformat: 1\n", "the file holds several documents"),
        (b"- 1\n- 2\n", "is not a mapping of sections"),
        (b"\x00\x01", "not valid YAML"),
        (b"format: 1\n", "proposal: is missing"),
        (b"format: 1\nproposal: 7\n", "is not an entry with keys"),
        (b"format: 1\nproposal: {}\nstances: 3\n", "stances: is not a list of entries"),
    ],
)
def test_a_file_that_is_no_dataset_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "no.yaml"
    path.write_bytes(content)

    _, faults = read_and_check([path])

    assert any(said in fault.message for fault in faults), faults


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    _, faults = read_and_check([tmp_path / "none.yaml", tmp_path])

    assert ["cannot be read" in fault.message for fault in faults] == [True, True]


@pytest.mark.django_db
def test_the_command_reports_file_line_and_id_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, SMALL.replace("level: open", "level: furious"))

    with pytest.raises(CommandError, match="1 fault; nothing was written"):
        call_command("load_dataset", path)

    assert f"{path}:44: aaa-1: level: there is no “furious”; the allowed ones are: committed" in capsys.readouterr().err
    assert not Proposal.objects.filter(slug="small-2020").exists()
