"""Two editors on one record: the second is told what changed meanwhile, and keeps the own text."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from guarantors.actions import corrections, sources, stances, statements
from guarantors.domain.roles import DeskRole
from guarantors.domain.stance import Level
from guarantors.domain.voice import SourceStatus
from guarantors.models import Proposal, Source, StanceRecord, Statement
from tests.pages.desk.asking import do, fields, show
from tests.pages.desk.test_verb import RECORD, SAID, SOURCE, VERBS, stored
from tests.pages.reading import text_of
from tests.people import client_of
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal() -> Proposal:
    proposal = make_proposal()
    publish(proposal, "aa0-1", log(proposal, "said"))
    log(proposal, "other")
    return proposal


@pytest.fixture
def ben(proposal: Proposal) -> Client:
    return client_of(DeskRole.REVIEWER)


def redated() -> None:
    statement = Statement.objects.get(ref="said")
    content = replace(statements.content_of(statements.current(statement)), said_on="2020-01-08")
    corrections.correct(statement=statement, content=content, reason="Cleo was quicker.", by="cleo")


def reread() -> None:
    record = StanceRecord.objects.get(ref="aa0-1")
    content = replace(stances.content_of(record), level=Level.SCEPTICAL)
    corrections.correct_record(record=record, content=content, reason="Cleo was quicker.", by="cleo")


def described() -> None:
    source = Source.objects.get(ref="test-2020-source")
    sources.amend(source=source, values={"note": "By Cleo."}, reason="Cleo was quicker.", by="cleo")


def marked() -> None:
    source = Source.objects.get(ref="test-2020-source")
    sources.mark(source=source, status=SourceStatus.CORRECTED, reason="Cleo was quicker.", by="cleo")


@pytest.mark.parametrize(
    ("address", "meanwhile", "change"),
    [
        (f"{SAID}redate/", redated, "Date said: 2 January 2020 → became 8 January 2020"),
        (f"{SAID}correct/", redated, "Date said: 2 January 2020 → became 8 January 2020"),
        (f"{SAID}merge/", redated, "Date said: 2 January 2020 → became 8 January 2020"),
        (f"{SAID}withdraw/", redated, "Date said: 2 January 2020 → became 8 January 2020"),
        (f"{RECORD}correct/", reread, "Level: Open → became Sceptical"),
        (f"{RECORD}withdraw/", reread, "Level: Open → became Sceptical"),
        (f"{SOURCE}describe/", described, "Note: not given → became “By Cleo.”"),
        (f"{SOURCE}mark/", marked, "Status: Standing → became Corrected"),
    ],
)
def test_whoever_comes_second_is_told_and_keeps_the_own_text(
    ben: Client, address: str, meanwhile: Callable[[], None], change: str
) -> None:
    typed = VERBS[address] | {"reason": "A slip of ours."}
    shown = show(ben, address, **typed)
    meanwhile()
    before = stored()

    late = do(ben, shown, address)

    assert late.status_code == 409
    text = text_of(late.content.decode())
    assert "It changed meanwhile: nothing was done" in text
    assert "by cleo" in text
    assert "Cleo was quicker." in text
    assert change in text
    assert stored() == before
    kept = fields(late.content.decode())
    assert {name: kept[name][0] for name in typed} == typed
    # Going on from the version that stands now shows the effect on that one, and does it.
    again = ben.post(address, kept | {"do": "show"})
    assert again.status_code == 200, text_of(again.content.decode())
    assert do(ben, again, address).status_code == 303


def test_both_versions_are_shown_side_by_side(ben: Client) -> None:
    shown = show(ben, f"{SAID}redate/", said_on="3 January 2020", reason="A slip of ours.")
    redated()

    text = text_of(do(ben, shown, f"{SAID}redate/").content.decode())

    assert "Both versions" in text
    assert "Stands now Yours Date said 8 January 2020 3 January 2020" in text


@pytest.mark.parametrize("verb", ["redate/", "withdraw/", "correct/", "merge/"])
def test_what_is_gone_meanwhile_shows_the_own_text_without_a_form(ben: Client, verb: str) -> None:
    shown = show(ben, SAID + verb, reason="A slip of ours.", **VERBS[SAID + verb])
    corrections.withdraw(statement=Statement.objects.get(ref="said"), reason="Never said.", by="cleo")

    late = do(ben, shown, SAID + verb)

    assert late.status_code == 409
    text = text_of(late.content.decode())
    assert "no longer on record" in text
    assert "A slip of ours." in text
    assert "Never said." in text
    assert '<form method="post" class="form verb"' not in late.content.decode()
    gone = ben.get(SAID + verb)
    assert (gone.status_code, gone["Location"]) == (303, SAID)
