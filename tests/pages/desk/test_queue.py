"""The review queue: what stands in a row, what must not, and how the list is narrowed."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from guarantors.domain.roles import DeskRole
from guarantors.domain.stance import Basis, ConditionKind, Confidence, LegalStatus, Level
from guarantors.domain.submission import CodingGiven, ConditionGiven
from guarantors.models import Submission
from guarantors.pages.desk.waiting_words import waits
from guarantors.queries import waiting
from tests.desk import coded, coding, submission
from tests.pages.reading import page, row, text_of
from tests.people import client_of
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db
QUEUE = "/desk/review/"
NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def ben() -> Client:
    return client_of(DeskRole.REVIEWER)


def waits_in(client: Client, item: Submission) -> str:
    return row(page(client, QUEUE), f"waits-{item.pk}")


def test_a_row_says_who_what_since_when_and_what_is_next(ben: Client) -> None:
    item = submission(make_proposal())

    found = waits_in(ben, item)

    assert found.startswith("Land 0 Doubts it. A. Minister · minister · 2 Jan 2020 · A paper On Test test-2020")
    assert "One source New editor" in found
    assert "ada hidden yours to make under an hour Code : A. Minister, 2 Jan 2020" in found
    assert f'href="/desk/review/{item.pk}/"' in page(ben, QUEUE)


def blind_bytes(client: Client, item: Submission, address: str) -> str:
    """A page as it would be whatever its id and token are."""
    text = page(client, address)
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text).replace(str(item.pk), "ID")


FULL = [
    coding(
        level=Level.COMMITTED,
        legal_status=LegalStatus.RATIFIED,
        confidence=Confidence.MEDIUM,
        rationale="Binds itself whole-heartedly.",
        conditions=(ConditionGiven(ConditionKind.CONSENT, "Only if Ruritania joins."),),
    ),
    coding(provision="clause", level=Level.NONCOMMITTAL, basis=Basis.DECLINED, rationale="Not a word on the clause."),
]


@pytest.mark.parametrize("address", [QUEUE, QUEUE + "?whose=todo", "/desk/review/{}/"])
def test_whoever_may_still_code_it_gets_the_same_bytes_whatever_was_coded(ben: Client, address: str) -> None:
    """Not a level, basis, rationale, confidence, number of units, nor a jump: two codings as unlike as can be."""
    proposal = make_proposal()
    publish(proposal, "aa0-1", log(proposal, "held", said_on="2020-01-01"), effective_on="2020-01-01")

    def answer(*codings: CodingGiven) -> str:
        """What Ben gets where this was coded; nothing of it stays."""
        with transaction.atomic():
            item = submission(proposal, *codings)
            text = blind_bytes(ben, item, address.format(item.pk))
            transaction.set_rollback(True)
        return text

    with time_machine.travel(NOW, tick=False):
        first, second = answer(coding()), answer(*FULL)

    assert first == second
    for word in ("Binds itself", "Ruritania", "Not a word", "Jump of levels", "Voices doubt."):
        assert word not in first


def test_once_both_have_coded_both_are_shown(ben: Client) -> None:
    item = coded(submission(make_proposal(), *FULL), coding(level=Level.OPEN))

    found = waits_in(ben, item)

    assert "ada Committed Noncommittal ben (you) Open" in found
    assert found.endswith("Adjudicate : A. Minister, 2 Jan 2020 You coded it: the two differ")


@pytest.mark.parametrize(
    ("role", "name", "said"),
    [
        (DeskRole.EDITOR, "ada", "ada (you) Sceptical ben Sceptical under an hour Look"),
        (DeskRole.EDITOR, "eva", "ada hidden ben hidden under an hour Look"),
        (DeskRole.REVIEWER, "carl", "ben coded it: both read alike"),
    ],
)
def test_others_see_what_is_theirs(role: DeskRole, name: str, said: str) -> None:
    item = coded(submission(make_proposal()))

    assert said in waits_in(client_of(role, name=name), item)


def test_a_long_list_of_actors_is_cut(ben: Client) -> None:
    proposal = make_proposal(guarantors=5)
    actors = tuple(f"AA{number}" for number in range(5))
    item = submission(proposal, actors=actors)

    assert waits_in(ben, item).startswith("Land 0 Land 1 Land 2 and 2 more actors Doubts it.")


def test_the_list_is_narrowed_and_an_empty_one_says_so(ben: Client) -> None:
    empty = page(ben, QUEUE)
    assert "Nothing waits for review." in empty
    assert 'class="filters"' not in empty
    own = submission(make_proposal(), by="ben")
    other = submission(make_proposal("other-2020"))

    def ids(query: str) -> list[str]:
        return re.findall(r'id="waits-([^"]+)"', page(ben, QUEUE + query))

    assert ids("") == [str(own.pk), str(other.pk)]
    assert ids("?proposal=test-2020") == ids("?whose=logged") == [str(own.pk)]
    assert ids("?proposal=&whose=todo") == [str(other.pk)]
    assert "1 statement for you to do." in text_of(page(ben, QUEUE))
    assert "Nothing waits that matches." in page(ben, QUEUE + "?proposal=test-2020&whose=todo")
    assert "selected>For me to do" in page(ben, QUEUE + "?whose=todo")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?whose=nobody", "“nobody” is not known here; there are todo, logged."),
        ("?proposal=nope", "“nope” is not known here"),
        ("?after=nope", "“nope” is no id"),
        ("?after=0b7c1d8e-0000-4000-8000-000000000001", "names no statement that was handed in"),
        ("?level=open", "there are proposal, whose, after."),
    ],
)
def test_a_refused_address_says_what_is_wrong(ben: Client, query: str, said: str) -> None:
    response = ben.get(QUEUE + query)

    assert response.status_code == 400
    assert said in response.content.decode()


def test_pages_lead_through_all(ben: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PAGE", 2)
    proposal = make_proposal()
    ids = [str(submission(proposal).pk) for _ in range(3)]

    first = page(ben, QUEUE + "?whose=todo")
    further = re.search(r'rel="next" href="([^"]+)"', first)
    assert further
    second = page(ben, further[1].replace("&amp;", "&"))

    assert further[1] == f"{QUEUE}?whose=todo&amp;after={ids[1]}"
    assert "3 statements wait" in second
    assert re.findall(r'id="waits-([^"]+)"', second) == ids[2:]
    assert f'id="page-first" href="{QUEUE}?whose=todo"' in second


@pytest.mark.parametrize(
    ("role", "status"),
    [(DeskRole.READER, 403), (DeskRole.ADMINISTRATOR, 403), (DeskRole.EDITOR, 200), (DeskRole.REVIEWER, 200)],
)
def test_the_queue_is_for_those_who_log_and_review(role: DeskRole, status: int) -> None:
    assert client_of(role).get(QUEUE).status_code == status


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(minutes=59), "under an hour"),
        (timedelta(minutes=-5), "under an hour"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=23), "23 hours"),
        (timedelta(hours=25), "1 day"),
        (timedelta(days=3), "3 days"),
    ],
)
def test_how_long_it_waits(ago: timedelta, said: str) -> None:
    assert waits(NOW - ago, NOW) == said
