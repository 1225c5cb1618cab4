"""The desk's tables keep their rules in the database itself."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from guarantors.models import AuditEntry, CodingSheet, Draft, Lock, Statement, Submission
from tests.world import make_proposal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 1, tzinfo=UTC)
EARLIER = datetime(2025, 1, 1, tzinfo=UTC)


def a_submission(**values: Any) -> Submission:
    given = {"proposal": make_proposal(), "content": {}, "logged_by": "ada", "logged_at": NOW}
    return Submission(**given | values)


def a_lock(**values: Any) -> Lock:
    given = {"proposal": make_proposal(), "noun": "statement", "ref": "a", "reason": "Agreed.", "locked_by": "ada"}
    return Lock(**given | {"locked_at": NOW} | values)


DECIDED = {"decided_by": "ben", "decided_at": NOW}


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"logged_by": ""}, "submission_names_who_logged_it"),
        ({"outcome": "lost", **DECIDED}, "submission_outcome_is_known"),
        ({"outcome": "returned", "reason": "Why"}, "submission_decided_names_by_whom_and_when"),
        (DECIDED, "submission_decided_names_by_whom_and_when"),
        (
            {"outcome": "returned", "reason": "Why", "decided_by": "ben", "decided_at": EARLIER},
            "submission_decided_names_by_whom_and_when",
        ),
        ({"outcome": "published", **DECIDED}, "submission_published_names_its_statement"),
        ({"outcome": "returned", **DECIDED}, "submission_returned_gives_a_reason"),
    ],
)
def test_a_submission_that_breaks_a_rule_is_refused(values: dict[str, Any], rule: str) -> None:
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        a_submission(**values).save(force_insert=True)


@pytest.mark.parametrize("values", [{}, {"outcome": "returned", "reason": "Why", **DECIDED}])
def test_a_submission_that_keeps_them_is_stored(values: dict[str, Any]) -> None:
    a_submission(**values).save(force_insert=True)


def test_a_submission_is_decided_once_and_nothing_else_of_it_moves() -> None:
    one = a_submission()
    one.save(force_insert=True)
    row = Submission.objects.filter(pk=one.pk)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        row.update(content={"other": 1})
    statement = Statement.objects.create(ref="s", proposal=one.proposal)
    row.update(outcome="published", statement=statement, **DECIDED)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        row.update(outcome="returned", statement=None, reason="After all")


@pytest.mark.parametrize(
    ("rounds", "rule"),
    [
        ([("first", "ada"), ("first", "ben")], "sheet_is_one_a_round|UNIQUE|unique"),
        ([("first", "ada"), ("second", "ada")], "sheet_of_the_second_round_is_anothers|UNIQUE|unique"),
        ([("third", "ada")], "sheet_round_is_known"),
        ([("first", "")], "sheet_names_its_coder"),
    ],
)
def test_coding_sheets_keep_their_rules(rounds: list[tuple[str, str]], rule: str) -> None:
    one = a_submission()
    one.save(force_insert=True)
    sheets = [CodingSheet(submission=one, round=round_, coder=coder, coded_at=NOW) for round_, coder in rounds]

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        CodingSheet.objects.bulk_create(sheets)


def test_who_coded_second_may_adjudicate() -> None:
    one = a_submission()
    one.save(force_insert=True)

    for round_, coder in (("first", "ada"), ("second", "ben"), ("adjudication", "ben")):
        CodingSheet.objects.create(submission=one, round=round_, coder=coder, coded_at=NOW)

    assert one.sheets.count() == 3


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"reason": ""}, "lock_gives_a_reason"),
        ({"noun": "source"}, "lock_noun_is_known"),
        ({"released_by": "ben"}, "lock_released_names_by_whom_and_why"),
        ({"released_at": NOW, "released_by": "ben"}, "lock_released_names_by_whom_and_why"),
    ],
)
def test_a_lock_that_breaks_a_rule_is_refused(values: dict[str, Any], rule: str) -> None:
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        a_lock(**values).save(force_insert=True)


def test_one_lock_stands_at_a_time() -> None:
    one = a_lock()
    one.save(force_insert=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        Lock.objects.create(
            proposal=one.proposal, noun="statement", ref="a", reason="Again.", locked_by="ben", locked_at=NOW
        )


@pytest.mark.parametrize("row", [AuditEntry(at=NOW, by="", verb="v", noun="n"), Draft(owner="", saved_at=NOW)])
def test_nobody_is_not_a_name(row: models.Model) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
