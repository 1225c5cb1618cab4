"""What stands of a statement, a record and a source, with all that was done: for whoever writes, and nobody else."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from guarantors.actions import corrections, locks, sources, stances
from guarantors.domain.roles import DeskRole
from guarantors.domain.voice import SourceStatus
from guarantors.models import LockedNoun, Proposal, Source, Statement
from tests.pages.desk.asking import perform
from tests.pages.reading import page, section, text_of
from tests.people import client_of
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db

SAID = "/desk/statements/said/"
RECORD = "/desk/stances/test-2020/aa0-1/"
SOURCE = "/desk/sources/test-2020-source/"


@pytest.fixture
def proposal() -> Proposal:
    proposal = make_proposal()
    publish(proposal, "aa0-1", log(proposal, "said"))
    return proposal


@pytest.mark.parametrize("address", [SAID, RECORD, SOURCE, "/desk/flags/"])
@pytest.mark.parametrize(
    ("role", "status"),
    [(DeskRole.EDITOR, 200), (DeskRole.REVIEWER, 200), (DeskRole.READER, 403), (DeskRole.ADMINISTRATOR, 403)],
)
def test_whoever_writes_may_look(proposal: Proposal, address: str, role: DeskRole, status: int) -> None:
    client = client_of(role)

    assert client.get(address).status_code == status
    assert client.post(address).status_code == 405
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("address", [SAID, RECORD, SOURCE])
def test_verbs_are_offered_to_whoever_may_correct(proposal: Proposal, address: str) -> None:
    verbs = re.compile(rf'href="({address}[a-z]+/)"')

    offered = verbs.findall(page(client_of(DeskRole.REVIEWER), address))
    assert offered
    assert {client_of(DeskRole.REVIEWER).get(verb).status_code for verb in offered} == {200}
    assert verbs.findall(page(client_of(DeskRole.EDITOR), address)) == []


@pytest.mark.parametrize(
    "address",
    [
        "/desk/statements/nothing/",
        "/desk/stances/test-2020/nothing/",
        "/desk/stances/nothing/aa0-1/",
        "/desk/sources/nothing/",
    ],
)
def test_what_is_not_there_is_said_in_words(proposal: Proposal, address: str) -> None:
    client = client_of(DeskRole.REVIEWER)
    verbs = ["", "withdraw/", "correct/"] if "sources" not in address else ["", "mark/", "describe/"]

    for verb in verbs:
        answer = client.get(address + verb)
        assert answer.status_code == 404
        assert "There is no" in text_of(answer.content.decode())


def then(markup: str) -> list[str]:
    """The links to the page as it was, newest first."""
    return re.findall(r'<a href="([^"]*)">the page as it was then</a>', markup)


def test_each_moment_of_a_statement_can_be_seen_as_it_was(proposal: Proposal) -> None:
    ben = client_of(DeskRole.REVIEWER)
    perform(ben, f"{SAID}redate/", said_on="2020-01-05", reason="A slip of ours.")
    perform(ben, f"{SAID}correct/", summary="Says so twice.", reason="Left out.")

    links = then(page(ben, SAID))

    shown = [text_of(page(Client(), link)) for link in links]
    assert [("5 Jan 2020" in text, "Says so twice." in text) for text in shown] == [
        (True, True),
        (True, False),
        (False, False),
    ]


def test_each_moment_of_a_record_can_be_seen_as_it_was(proposal: Proposal) -> None:
    ben = client_of(DeskRole.REVIEWER)
    perform(ben, f"{RECORD}correct/", level="opposed", reason="Misread.")
    perform(ben, f"{RECORD}withdraw/", reason="Not theirs.")

    links = then(page(ben, RECORD))

    records = [text_of(section(page(Client(), link.replace("&amp;", "&")), "h-records")) for link in links]
    levels = [re.findall(r"Opposed|Open", text) for text in records]
    assert levels == [[], ["Opposed"], ["Open"]]


def test_a_merge_is_told_on_both_sides(proposal: Proposal) -> None:
    once = log(proposal, "once")
    corrections.merge(duplicate=Statement.objects.get(ref="said"), into=once, reason="The same words.", by="ben")
    ben = client_of(DeskRole.REVIEWER)

    gone, kept = page(ben, SAID), page(ben, "/desk/statements/once/")

    assert "Merged into once : The same words." in text_of(gone)
    assert 'href="/desk/statements/once/"' in gone
    assert f'href="{SAID}withdraw/"' not in gone
    assert "Took in a duplicate by ben" in text_of(kept)
    assert f'href="{SAID}"' in kept


def test_a_lock_is_told_and_leaves_its_release_alone(proposal: Proposal) -> None:
    locks.lock(proposal=proposal, noun=LockedNoun.STATEMENT, ref="said", reason="Before the court.", by="cleo")

    markup = page(client_of(DeskRole.REVIEWER), SAID)

    assert "This statement was locked by cleo" in text_of(markup)
    assert "Before the court." in text_of(markup)
    assert re.findall(rf'href="{SAID}([a-z]+)/"', markup) == ["lock"]


def test_a_source_lists_what_depends_on_it(proposal: Proposal) -> None:
    other = Source.objects.create(
        ref="other", kind="article", title="Else", publisher="Other", language="en", recorded_at=datetime.now(UTC)
    )
    publish(proposal, "both", log(proposal, "also", corroborated_by=[other]), sequence=2)
    ben = client_of(DeskRole.REVIEWER)

    markup = page(ben, SOURCE)

    assert "aa0-1" in section(markup, "h-alone")
    assert "both" not in section(markup, "h-alone")
    assert "both" in section(markup, "h-others")
    assert {"said", "also"} <= set(re.findall(r"/desk/statements/([a-z]+)/", section(markup, "h-statements")))


def test_a_withdrawn_source_marks_its_statements_and_flags_its_stances(proposal: Proposal) -> None:
    ben = client_of(DeskRole.REVIEWER)
    assert 'id="flagged"' not in page(ben, "/desk/")

    done = perform(ben, f"{SOURCE}mark/", status="withdrawn", reason="Taken down.")

    assert "Withdrawn by its publisher" in text_of(done.content.decode())
    assert "Source withdrawn by its publisher" in text_of(page(Client(), "/statements/said/"))
    assert "Source withdrawn by its publisher" in text_of(page(Client(), "/test-2020/AA0/"))
    assert "1 stance rests on sources that their publishers withdrew" in text_of(page(ben, "/desk/"))
    assert stances.content_of(proposal.guarantors.get().stances.get()).statements[0].ref == "said"


def flagged(client: Client) -> dict[str, Any]:
    markup = page(client, "/desk/flags/")
    return {name: re.findall(r'href="(/desk/stances/[^"]*)"', section(markup, name)) for name in ("h-free", "h-kept")}


def test_flags_say_what_to_do_and_keep_the_locked_apart(proposal: Proposal) -> None:
    source = Source.objects.get(ref="test-2020-source")
    sources.mark(source=source, status=SourceStatus.WITHDRAWN, reason="Taken down.", by="ben")
    ben = client_of(DeskRole.REVIEWER)

    assert flagged(ben) == {
        "h-free": [RECORD, f"{RECORD}correct/", f"{RECORD}withdraw/", f"{RECORD}lock/"],
        "h-kept": [],
    }
    assert flagged(client_of(DeskRole.EDITOR))["h-free"] == [RECORD]

    perform(ben, f"{RECORD}lock/", reason="Printed elsewhere, see the files.")

    assert flagged(ben) == {"h-free": [], "h-kept": [RECORD, f"{RECORD}lock/"]}
    assert "Printed elsewhere, see the files." in text_of(page(ben, "/desk/flags/"))
    assert 'id="flagged"' not in page(ben, "/desk/")
