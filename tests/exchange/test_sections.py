"""Lists without repeats, and the rules of relations, codings, nominations, events and amendments, by line and id."""

from pathlib import Path

import pytest

from guarantors.exchange.load import read_and_check
from tests.exchange.test_faults import SMALL, written

RELATION = "relations:\n- later: said\n  earlier: said\n  relation: clarifies\n"
CODING = "- statement: said\n  guarantor: AAA\n  coder: Ben\n  level: open\n  confidence: low\n"
CLAIM = "nominations:\n- id: n\n  actor: AAA\n  named_by: AAA\n  named_on: 2020-01\n  source: paper\n"
EVENT = "events:\n- id: e\n  happened_on: 2020-01\n  kind: change_of_government\n  title: A new one\n"
AMENDMENT = (
    "amendments:\n- noun: source\n  ref: paper\n  field: title\n  was: '\"Old\"'\n  became: '\"New\"'\n"
    "  reason: Renamed.\n  recorded_at: 2020-01-01T00:00:00Z\n  recorded_by: Ada\n"
)

FAULTS = [
    (SMALL.replace("  - AAA\n  status", "  - AAA\n  - AAA\n  status"), 6, "small-2020", "“AAA” stands twice"),
    (SMALL.replace("  - AAA\n  said_on", "  - AAA\n  - AAA\n  said_on"), 28, "said", "“AAA” stands twice"),
    (SMALL + "  - said\n", 47, "aaa-1", "“said” stands twice"),
    (SMALL.replace("source: paper", "source: paper\n  corroborated_by: [paper, paper]"), 39, "said", "stands twice"),
    (SMALL + "actors:\n- code: AAA\n  name: Land\n  kind: state\n", 50, "AAA", "is among the guarantors"),
    (SMALL + RELATION, 51, "said", "said cannot answer itself"),
    (SMALL + "codings:\n" + CODING + CODING, 55, "said", "stands already at line 50"),
    (SMALL + "codings:\n" + CODING + "  basis: mixed\n", 55, "said", "goes with the level noncommittal"),
    (SMALL + CLAIM + "  withdrawn_on: 2019-12-31\n", 55, "n", "is before the claim was made, January 2020"),
    (SMALL + EVENT, 50, "e", "a change of government says whose"),
    (SMALL + AMENDMENT.replace("noun: source", "noun: speaker"), 50, "paper", "there is no “speaker”; the allowed"),
    (SMALL + AMENDMENT.replace("'\"Old\"'", "Old"), 53, "paper", "“Old” is not JSON"),
    (SMALL + AMENDMENT.replace("'\"Old\"'", "NaN"), 53, "paper", "“NaN” is not JSON"),
    (SMALL + AMENDMENT.replace("'\"Old\"'", "'" + "[" * 20_000 + "'"), 53, "paper", "is not JSON"),
    (SMALL + AMENDMENT.replace('"Old"', '"\\u0000"'), 53, "paper", "cannot be kept"),
    (
        SMALL + AMENDMENT.replace("noun: source", "noun: proposal"),
        51,
        "paper",
        "“paper” is not this proposal, small-2020",
    ),
    (SMALL + AMENDMENT.replace("noun: source", "noun: event"), 51, "paper", "as small-2020/ and its id"),
    (SMALL + AMENDMENT.replace("paper", "p ."), 51, "p .", "“p .” cannot be the id of its source"),
    (SMALL + AMENDMENT.replace("2020-01-01T00:00:00Z", "9999-12-31T23:59:59-23:00"), 56, "paper", "the calendar"),
]


@pytest.mark.parametrize(("text", "line", "where", "said"), FAULTS)
def test_a_fault_is_named_with_its_line_and_entry(tmp_path: Path, text: str, line: int, where: str, said: str) -> None:
    _, faults = read_and_check([written(tmp_path, text)])

    assert [(fault.line, fault.where) for fault in faults] == [(line, where)], [str(fault) for fault in faults]
    assert said in faults[0].message


@pytest.mark.parametrize("section", ["codings:\n" + CODING, CLAIM, EVENT + "  actor: AAA\n", AMENDMENT])
def test_the_same_section_without_the_fault_is_taken(tmp_path: Path, section: str) -> None:
    assert read_and_check([written(tmp_path, SMALL + section)])[1] == []


def test_a_month_and_its_last_day_are_one_place_in_the_day(tmp_path: Path) -> None:
    stance = SMALL[SMALL.index("- id: aaa-1") :].replace("aaa-1", "aaa-2")
    text = SMALL.replace("effective_on: 2020-01-05", "effective_on: 2020-01")

    _, faults = read_and_check([written(tmp_path, text + stance.replace("on: 2020-01-05", "on: 2020-01-31"))])

    assert [str(fault) for fault in faults if "has the place in the day of line 40" in fault.message]


def test_what_no_file_can_end_is_read_no_further_than_the_largest_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guarantors.exchange.nodes.LARGEST_FILE", 1024 * 1024)

    _, faults = read_and_check([Path("/dev/zero")])

    assert [fault.message for fault in faults] == ["the file is larger than 1 MB."]


def test_files_given_together_agree_on_what_they_share(tmp_path: Path) -> None:
    one, two, three = (tmp_path / f"{name}.yaml" for name in ("one", "two", "three"))
    one.write_text(SMALL, encoding="utf-8")
    two.write_text(SMALL, encoding="utf-8")
    other = SMALL.replace("slug: small-2020", "slug: other-2020").replace("name: Land A", "name: Land B")
    three.write_text(other.replace("title: An article", "title: A book"), encoding="utf-8")

    _, faults = read_and_check([one, two, three])

    assert [(Path(fault.file).name, fault.line, fault.message.split(" is ")[0]) for fault in faults] == [
        ("three.yaml", 14, "actor AAA"),
        ("three.yaml", 20, "source paper"),
        ("two.yaml", 3, "slug: small-2020"),
    ]
    assert "name was “Land A”, became “Land B”" in faults[0].message
