"""The audit list: for administrators, filtered, paged, and as files."""

import csv
import io
import json
import re
from typing import Any

import pytest
from django.test import Client

from guarantors.actions import corrections
from guarantors.domain.roles import DeskRole
from guarantors.models import Proposal
from guarantors.queries import audit as question
from guarantors.queries.audit import Wanted
from tests.pages.reading import page, text_of
from tests.people import client_of
from tests.world import log, make_proposal

pytestmark = pytest.mark.django_db

ADDRESSES = ["/desk/audit/", "/desk/audit.csv", "/desk/audit.json"]


@pytest.fixture
def proposal() -> Proposal:
    proposal = make_proposal()
    statement = log(proposal, "said")
    corrections.withdraw(statement=statement, reason='=HYPERLINK("https://x.example")', by="ben")
    return proposal


@pytest.fixture
def cleo(proposal: Proposal) -> Client:
    return client_of(DeskRole.ADMINISTRATOR)


def body(answer: Any) -> str:
    return b"".join(answer.streaming_content).decode()


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("role", "status"),
    [(DeskRole.ADMINISTRATOR, 200), (DeskRole.REVIEWER, 403), (DeskRole.EDITOR, 403), (DeskRole.READER, 403)],
)
def test_it_takes_the_right_to_audit(address: str, role: DeskRole, status: int) -> None:
    answer = client_of(role).get(address)

    assert answer.status_code == status
    assert answer["Cache-Control"] == "private, no-store"
    assert Client().get(address).status_code == 302
    if answer.streaming:
        body(answer)


def acts(markup: str) -> list[str]:
    return [text_of(row) for row in re.findall(r'<tr role="row">\s*<td.*?</tr>', markup, re.DOTALL)]


def test_it_tells_the_newest_first_with_links(cleo: Client) -> None:
    markup = page(cleo, "/desk/audit/?proposal=test-2020")

    withdrawn, logged, added = acts(markup)
    assert "ben Withdrawn: statement said Test test-2020 =HYPERLINK" in withdrawn
    assert "Ada Logged: statement said" in logged
    assert "not on record Added: source test-2020-source" in added
    # Who may audit need not write: the links lead where this person may go.
    assert 'href="/statements/said/"' in markup
    assert 'href="/sources/test-2020-source/"' in markup
    both = page(client_of(DeskRole.ADMINISTRATOR, DeskRole.EDITOR, name="dora"), "/desk/audit/?proposal=test-2020")
    assert 'href="/desk/statements/said/"' in both
    assert 'href="/desk/sources/test-2020-source/"' in both


def test_its_pages_join(cleo: Client) -> None:
    address, found = "/desk/audit/", []
    while address:
        markup = page(cleo, address)
        found += acts(markup)
        following = re.search(r'id="page-next" rel="next" href="([^"]*)"', markup)
        address = following[1].replace("&amp;", "&") if following else ""

    assert len(found) == len(list(question.every(Wanted())))


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("person=ben", 1),
        ("person=ben&verb=withdrawn&proposal=test-2020", 1),
        ("verb=logged&proposal=test-2020", 1),
        ("proposal=test-2020&to=2020-01-01", 1),
        ("proposal=test-2020&from=2020-01-02&person=&verb=&to=", 2),
    ],
)
def test_filters_leave_what_they_name_on_the_page_and_in_the_files(cleo: Client, query: str, count: int) -> None:
    assert len(acts(page(cleo, f"/desk/audit/?{query}"))) == count
    assert len(json.loads(body(cleo.get(f"/desk/audit.json?{query}")))["rows"]) == count
    assert len(list(csv.DictReader(io.StringIO(body(cleo.get(f"/desk/audit.csv?{query}")))))) == count


@pytest.mark.parametrize(
    "query",
    [
        "person=nobody",
        "verb=flown",
        "verb=logged&verb=logged",
        "proposal=nothing",
        "from=soon",
        "from=2020-02-02&to=2020-01-01",
        "after=1.2",
        "after=../x",
        "sort=up",
        "person=a%00b",
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(cleo: Client, query: str) -> None:
    answer = cleo.get(f"/desk/audit/?{query}")

    assert answer.status_code == 400
    assert query.partition("=")[0] in text_of(answer.content.decode())


def test_a_formula_stays_a_text_in_a_file_for_a_spreadsheet(cleo: Client) -> None:
    plain = body(cleo.get("/desk/audit.csv?person=ben"))
    meant_for_it = body(cleo.get("/desk/audit.csv?person=ben&bom=1"))

    assert next(csv.DictReader(io.StringIO(plain)))["why"].startswith("=HYPERLINK")
    assert meant_for_it.startswith("\ufeff")
    assert next(csv.DictReader(io.StringIO(meant_for_it)))["why"].startswith("'=HYPERLINK")


def test_the_files_have_all_of_it_and_no_licence(cleo: Client) -> None:
    answer = cleo.get("/desk/audit.json")
    whole = json.loads(body(answer))

    assert len(whole["rows"]) == len(list(question.every(Wanted())))
    assert "licence" not in whole
    assert re.fullmatch(r'attachment; filename="audit_\d{4}-\d\d-\d\d\.json"', answer["Content-Disposition"])
    assert cleo.get("/desk/audit.json?bom=1").status_code == 400
