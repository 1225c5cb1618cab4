"""What waits for review, as each person may see it; above all what they may not."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guarantors.actions import submissions
from guarantors.domain.errors import Refused
from guarantors.domain.roles import DeskRole
from guarantors.domain.stance import Level
from guarantors.models import Submission
from guarantors.queries import waiting
from guarantors.queries.people import Person
from guarantors.queries.waiting import Turn, WaitingRow, Whose
from tests.desk import coded, coding, submission
from tests.world import make_proposal

pytestmark = pytest.mark.django_db
ADA = Person("ada", frozenset({DeskRole.EDITOR}))
EVA = Person("eva", frozenset({DeskRole.EDITOR}))
BEN = Person("ben", frozenset({DeskRole.REVIEWER}))
CARL = Person("carl", frozenset({DeskRole.REVIEWER}))
BOTH = Person("ada", frozenset({DeskRole.REVIEWER}))


def seen(item: Submission, person: Person) -> WaitingRow:
    row = waiting.find(item.pk, person)
    assert row
    return row


def sheets(row: WaitingRow) -> tuple[bool, bool]:
    return row.first is not None, row.second is not None


def test_a_statement_is_read_as_one_on_record_is() -> None:
    item = submission(make_proposal())

    row = seen(item, BEN)

    assert (row.statement.who, row.statement.actors) == ("A. Minister", (("AA0", "Land 0"),))
    assert (row.statement.said_last, row.statement.for_the_state) == (date(2020, 1, 2), True)
    assert (row.source.id, row.statement.source.publisher, row.logged_by) == ("", "A paper", "ada")


@pytest.mark.parametrize(
    ("person", "before", "after", "returned"),
    [
        (ADA, (True, False), (True, True), (True, True)),
        (BEN, (False, False), (True, True), (True, True)),
        (CARL, (False, False), (True, True), (False, False)),
        (EVA, (False, False), (False, False), (False, False)),
    ],
)
def test_a_coding_is_shown_only_where_nobody_is_to_be_blind_any_more(
    person: Person, before: Any, after: Any, returned: Any
) -> None:
    item = submission(make_proposal())
    assert sheets(seen(item, person)) == before

    coded(item)
    assert sheets(seen(item, person)) == after

    submissions.give_back(submission=item, reason="The day is wrong.", by="ben")
    assert sheets(seen(item, person)) == returned


def test_what_was_sent_back_uncoded_shows_its_coding_to_its_editor_alone() -> None:
    item = submission(make_proposal())
    submissions.give_back(submission=item, reason="The day is wrong.", by="ben")

    assert [sheets(seen(item, person)) for person in (ADA, BEN, CARL)] == [
        (True, False),
        (False, False),
        (False, False),
    ]
    assert (seen(item, BEN).reason, seen(item, BEN).turn) == ("The day is wrong.", Turn.OTHERS)


@pytest.mark.parametrize(
    ("second", "turns"),
    [
        (None, [Turn.OTHERS, Turn.OTHERS, Turn.CODE, Turn.CODE]),
        (coding(), [Turn.OTHERS, Turn.OTHERS, Turn.PUBLISH, Turn.PUBLISH]),
        (coding(level=Level.OPPOSED), [Turn.OTHERS, Turn.OTHERS, Turn.ADJUDICATE, Turn.ADJUDICATE]),
    ],
)
def test_whose_turn_it_is(second: Any, turns: list[Turn]) -> None:
    item = submission(make_proposal())
    if second:
        coded(item, second)

    assert [seen(item, person).turn for person in (ADA, BOTH, BEN, CARL)] == turns


def test_a_team_of_one_may_publish_alone(settings: Any) -> None:
    settings.REVIEW = False
    item = submission(make_proposal())

    assert [seen(item, person).turn for person in (ADA, BOTH, BEN)] == [Turn.OTHERS, Turn.ALONE, Turn.CODE]
    assert waiting.count_to_do(BOTH) == 1
    coded(item)
    assert [seen(item, person).turn for person in (BOTH, BEN)] == [Turn.OTHERS, Turn.PUBLISH]
    assert waiting.count_to_do(BOTH) == 0


def test_the_queue_is_oldest_first_and_narrowed_as_asked() -> None:
    one, two = make_proposal(), make_proposal("other-2020")
    first, second, third = submission(one), submission(two, by="ben"), coded(submission(one, by="eva"), by="carl")

    def ids(person: Person, **asked: Any) -> list[uuid.UUID]:
        return [row.id for row in waiting.queue(person, **asked).rows]

    assert ids(BEN) == [first.pk, second.pk, third.pk]
    assert ids(BEN, proposal="other-2020") == [second.pk]
    assert ids(BEN, whose=Whose.LOGGED) == [second.pk]
    assert ids(BEN, whose=Whose.TODO) == [first.pk]
    assert ids(CARL, whose=Whose.TODO) == [first.pk, second.pk, third.pk]
    assert ids(ADA, whose=Whose.TODO) == []
    assert ids(BEN, after=first.pk) == [second.pk, third.pk]
    assert (waiting.following(first.pk, CARL), waiting.following(third.pk, CARL)) == (second.pk, first.pk)
    assert waiting.following(first.pk, ADA) is None


def test_what_was_decided_waits_no_more() -> None:
    item = coded(submission(make_proposal()))
    submissions.publish(submission=item, by="ben")

    assert waiting.queue(BEN).count == 0
    row = seen(item, EVA)
    assert (row.published_as, row.decided_by, row.turn) == ("aa0-2020-01-02-minister", "ben", Turn.OTHERS)
    assert sheets(row) == (True, True)


def test_pages_lead_through_all_and_an_unknown_id_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PAGE", 2)
    proposal = make_proposal()
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC), tick=False):
        ids = [submission(proposal).pk for _ in range(5)]
    found: list[uuid.UUID] = []
    after = None
    for _ in range(3):
        page = waiting.queue(BEN, after=after)
        found += [row.id for row in page.rows]
        after = page.after

    assert (sorted(found), after, page.count) == (sorted(ids), None, 5)
    with pytest.raises(Refused, match="names no statement"):
        waiting.queue(BEN, after=uuid.uuid4())


def test_the_number_of_questions_does_not_grow() -> None:
    proposal = make_proposal(guarantors=3)
    asked = []
    for many in (1, 12):
        for number in range(many):
            code = f"AA{number % 3}"
            item = submission(proposal, coding(guarantor=code), actors=(code,), by=f"ada{number}")
            coded(item, coding(guarantor=code))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            waiting.queue(BEN)
        asked.append(len(captured))

    assert asked[0] == asked[1] <= 9
