"""Two people do something at the very same time: one of them is told, and nothing is lost or done twice.

The races are run by `tests.racing`, a program of its own with threads, on a database made for it: what is written
there is truly committed, which the database of the other tests must not keep.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.scratch import told_by


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = told_by("tests.racing", tmp_path_factory.mktemp("races"))
    return found


ONE_IS_TOLD = ["Stale", "done"]


def rounds(came: dict[str, list[Any]], name: str) -> list[tuple[list[str], Any]]:
    assert len(came[name]) == 3
    return [(sorted(outcomes), after) for outcomes, after in came[name]]


def test_the_second_correction_of_a_version_is_told_and_not_written(came: dict[str, list[Any]]) -> None:
    for outcomes, after in rounds(came, "corrections_of_one_version"):
        assert outcomes == ONE_IS_TOLD
        [[version, by, summary]] = after
        assert (version, summary) == (2, f"As {by} reads it.")


def test_the_second_correction_of_a_record_is_told_and_not_written(came: dict[str, list[Any]]) -> None:
    assert rounds(came, "corrections_of_one_record") == [(ONE_IS_TOLD, 2)] * 3


@pytest.mark.parametrize("name", ["two_reviewers_publish", "two_second_codings", "one_draft_handed_in_twice"])
def test_it_is_done_once(came: dict[str, list[Any]], name: str) -> None:
    assert rounds(came, name) == [(ONE_IS_TOLD, 1)] * 3


def test_what_is_published_is_not_sent_back(came: dict[str, list[Any]]) -> None:
    for outcomes, after in rounds(came, "publishing_against_sending_back"):
        assert outcomes == ONE_IS_TOLD
        assert after in (["published", 1], ["returned", 0])


def test_two_windows_save_a_new_draft_and_neither_overwrites_the_other(came: dict[str, list[Any]]) -> None:
    assert rounds(came, "one_draft_saved_in_two_windows") == [(ONE_IS_TOLD, 1)] * 3


def test_nothing_is_corrected_once_it_is_locked(came: dict[str, list[Any]]) -> None:
    for outcomes, (is_corrected, in_order) in rounds(came, "locking_against_correcting"):
        assert outcomes == (["done", "done"] if is_corrected else ["Refused", "done"])
        assert in_order


def test_one_thing_has_one_lock(came: dict[str, list[Any]]) -> None:
    assert rounds(came, "two_locks") == [(["Refused", "done"], 1)] * 3


def test_nothing_is_merged_into_what_was_withdrawn(came: dict[str, list[Any]]) -> None:
    for outcomes, in_order in rounds(came, "merging_into_what_is_withdrawn"):
        assert outcomes in (["Refused", "done"], ["done", "done"])
        assert in_order


@pytest.mark.parametrize(
    ("name", "sources"),
    [
        ("the_same_new_source_and_speaker", 1),
        ("two_sources_of_one_publisher_and_day", 2),
        ("two_statements_that_would_be_called_alike", 1),
    ],
)
def test_two_proposals_never_take_the_same_new_name(came: dict[str, list[Any]], name: str, sources: int) -> None:
    assert rounds(came, name) == [(["done", "done"], [2, 1, sources])] * 3


def test_who_follows_the_journal_never_sees_a_number_before_all_lower_ones(tmp_path: Path) -> None:
    told = told_by("tests.following", tmp_path)

    assert told["came"] == ["done"]
    assert told["broken"] == []
    assert told["looks"] > 3, "nothing was seen in the making, so nothing is proved"
    first, kept = 3, 8 * 4  # a statement of each proposal; two of three acts of each of four editors
    assert told["last"] == told["changes"] == first + kept
