"""Every verb of the desk: nothing without a reason, nothing unseen, nothing over another's change."""

from typing import Any

import pytest
from django.test import Client

from guarantors.actions import locks, statements
from guarantors.domain.roles import DeskRole
from guarantors.domain.stance import Level
from guarantors.models import Amendment, Lock, LockedNoun, Proposal, Source, StanceRecord, Statement, StatementVersion
from tests.pages.desk.asking import do, fields, perform, show
from tests.pages.reading import text_of
from tests.people import client_of
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db

SAID = "/desk/statements/said/"
RECORD = "/desk/stances/test-2020/aa0-1/"
SOURCE = "/desk/sources/test-2020-source/"
VERBS: dict[str, dict[str, Any]] = {
    f"{SAID}redate/": {"said_on": "2020-01-03"},
    f"{SAID}correct/": {"summary": "Says so twice."},
    f"{SAID}merge/": {"into": "other"},
    f"{SAID}withdraw/": {},
    f"{SAID}lock/": {},
    f"{RECORD}correct/": {"level": "opposed"},
    f"{RECORD}withdraw/": {},
    f"{RECORD}lock/": {},
    f"{SOURCE}describe/": {"title": "Another title"},
    f"{SOURCE}mark/": {"status": "withdrawn"},
}


@pytest.fixture
def proposal() -> Proposal:
    proposal = make_proposal()
    publish(proposal, "aa0-1", log(proposal, "said"))
    log(proposal, "other")
    return proposal


@pytest.fixture
def ben(proposal: Proposal) -> Client:
    return client_of(DeskRole.REVIEWER)


def stored() -> list[Any]:
    """All that a verb can write."""
    counts = [model.objects.count() for model in (StatementVersion, StanceRecord, Amendment, Lock)]
    revision = Proposal.objects.get(slug="test-2020").revision
    closed = StatementVersion.objects.filter(superseded_at__isnull=False).count()
    return [*counts, revision, closed, list(Source.objects.order_by("pk").values_list("status", "title"))]


@pytest.mark.parametrize(("address", "typed"), VERBS.items())
def test_its_effect_is_shown_with_nothing_done_and_then_it_is_done(
    ben: Client, address: str, typed: dict[str, Any]
) -> None:
    before = stored()

    shown = show(ben, address, reason="A slip of ours.", **typed)

    assert shown.status_code == 200
    assert "What it will change" in shown.content.decode()
    assert stored() == before
    done = do(ben, shown, address)
    assert done.status_code == 303
    assert stored() != before
    page = ben.get(done["Location"])
    assert page.status_code == 200
    assert "A slip of ours." in text_of(page.content.decode())


@pytest.mark.parametrize(("address", "typed"), VERBS.items())
def test_nothing_is_shown_or_done_without_a_reason(ben: Client, address: str, typed: dict[str, Any]) -> None:
    before = stored()

    shown = show(ben, address, reason=" ", **typed)

    assert shown.status_code == 422
    markup = shown.content.decode()
    assert 'href="#f-reason"' in markup
    assert 'id="do-it"' not in markup
    assert do(ben, shown, address).status_code == 422
    assert stored() == before
    for name, value in typed.items():  # what was typed is still there
        assert fields(markup)[name] == [value]


@pytest.mark.parametrize(("address", "typed"), VERBS.items())
def test_what_was_not_shown_is_not_done(ben: Client, address: str, typed: dict[str, Any]) -> None:
    before = stored()
    shown = show(ben, address, reason="A slip of ours.", **typed)

    changed = do(ben, shown, address, reason="Another reason.")
    unseen = ben.post(address, fields(ben.get(address).content.decode()) | typed | {"reason": "A slip.", "do": "do"})

    for answer in (changed, unseen):
        assert answer.status_code == 200
        assert "nothing was done yet" in answer.content.decode()
    assert stored() == before
    assert do(ben, changed, address).status_code == 303


@pytest.mark.parametrize(("address", "typed"), VERBS.items())
@pytest.mark.parametrize("role", [DeskRole.EDITOR, DeskRole.READER, DeskRole.ADMINISTRATOR])
def test_it_takes_the_right_to_correct(proposal: Proposal, address: str, typed: dict[str, Any], role: DeskRole) -> None:
    before = stored()
    client = client_of(role)

    assert client.get(address).status_code == 403
    assert client.post(address, {"do": "do", "reason": "A slip.", "seen": "1", **typed}).status_code == 403
    assert stored() == before


@pytest.mark.parametrize("address", VERBS)
@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"do": "fly", "seen": "1"},
        {"do": "show"},
        {"do": "do", "seen": "x"},
        {"do": "do", "seen": "99999999999"},
        {"do": "show", "seen": "-1"},
        {"do": "show", "seen": "7", "reason": "x"},
        {"do": "do", "seen": "1", "shown": "x", "reason": "a\x00b", "level": "a\x00b", "into": "\x00", "title": "\x00"},
        {"do": "show", "seen": "1", "reason": "x", "statements": "\x00", "provision": "\x00", "source_url": "\x00"},
        {"do": "show", "seen": "1", "reason": "x" * 6000, "said_on": "9999999", "sequence": "99999999999999999999"},
    ],
)
def test_a_form_that_no_page_sends_is_refused_in_words(ben: Client, address: str, sent: dict[str, str]) -> None:
    before = stored()

    assert ben.post(address, sent).status_code in (200, 400, 404, 409, 422)
    assert stored() == before


@pytest.mark.parametrize(
    ("noun", "ref", "address"),
    [
        *((LockedNoun.STATEMENT, "said", f"{SAID}{verb}/") for verb in ("redate", "correct", "merge", "withdraw")),
        *((LockedNoun.STANCE, "aa0-1", f"{RECORD}{verb}/") for verb in ("correct", "withdraw")),
        (LockedNoun.STANCE, "aa0-1", f"{SAID}redate/"),
    ],
)
def test_what_is_locked_is_refused_with_the_reason_of_the_lock(
    ben: Client, proposal: Proposal, noun: LockedNoun, ref: str, address: str
) -> None:
    locks.lock(proposal=proposal, noun=noun, ref=ref, reason="Before the court.", by="cleo")

    refused = show(ben, address, reason="A slip of ours.", **VERBS[address])

    assert refused.status_code == 422
    assert "Before the court." in text_of(refused.content.decode())
    assert statements.current(Statement.objects.get(ref="said")).version == 1


def test_a_lock_is_released_with_a_reason(ben: Client, proposal: Proposal) -> None:
    perform(ben, f"{SAID}lock/", reason="Before the court.")
    assert locks.standing(proposal, LockedNoun.STATEMENT, "said")

    page = perform(ben, f"{SAID}lock/", reason="Settled.")

    assert locks.standing(proposal, LockedNoun.STATEMENT, "said") is None
    assert "The lock on said is released." in text_of(page.content.decode())


def test_a_lock_never_turns_into_the_release_of_anothers(ben: Client, proposal: Proposal) -> None:
    shown = show(ben, f"{SAID}lock/", reason="Before the court.")
    locks.lock(proposal=proposal, noun=LockedNoun.STATEMENT, ref="said", reason="Disputed.", by="cleo")

    late = do(ben, shown, f"{SAID}lock/")

    assert late.status_code == 422
    assert "was locked by cleo" in text_of(late.content.decode())
    standing = locks.standing(proposal, LockedNoun.STATEMENT, "said")
    assert standing
    assert standing.locked_by == "cleo"


def test_who_did_it_is_who_signed_in(ben: Client) -> None:
    perform(ben, f"{SAID}redate/", said_on="2020-01-03", reason="A slip of ours.")

    versions = StatementVersion.objects.filter(statement__ref="said").order_by("version")
    assert list(versions.values_list("recorded_by", "reason")) == [("Ada", ""), ("ben", "A slip of ours.")]
    assert StanceRecord.objects.get(ref="aa0-1", version=2).effective_on == "2020-01-03"


def test_a_merge_names_the_other_by_its_id_or_its_address(ben: Client) -> None:
    for into in ("other", "https://tracker.example/statements/other/", "/statements/other/?known_at=2030-01-01"):
        assert show(ben, f"{SAID}merge/", into=into, reason="Twice.").status_code == 200
    for into in ("", "nothing", "said"):
        refused = show(ben, f"{SAID}merge/", into=into, reason="Twice.")
        assert refused.status_code == 422
        assert 'href="#f-into"' in refused.content.decode()


def test_a_merge_offers_the_others_of_the_same_actors(ben: Client) -> None:
    page = ben.get(f"{SAID}merge/").content.decode()

    assert '<option value="other">2 Jan 2020, ' in page
    assert '<option value="said">' not in page


def test_a_merge_says_which_records_rest_on_the_same_words_then(ben: Client, proposal: Proposal) -> None:
    publish(proposal, "aa0-2", Statement.objects.get(ref="other"), level=Level.OPPOSED, sequence=2)

    text = text_of(show(ben, f"{SAID}merge/", into="other", reason="Twice.").content.decode())

    assert "Land 0, on the whole proposal: aa0-1 (open) and aa0-2 (opposed) rest on the same words then." in text


def test_a_mark_says_whose_stances_will_be_flagged(ben: Client) -> None:
    text = text_of(show(ben, f"{SOURCE}mark/", status="withdrawn", reason="Taken back.").content.decode())

    assert "1 stance resting on it alone will be flagged: Land 0." in text
