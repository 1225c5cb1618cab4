"""A rule is said by one function, in the same words, wherever it is broken: in the form of the desk, through the API,
and in a dataset that is loaded.
"""

import html
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from guarantors.actions import corrections, submissions
from guarantors.domain import errors, evidence, statement, text
from guarantors.domain.coding import Round
from guarantors.domain.errors import Breach
from guarantors.domain.roles import DeskRole
from guarantors.domain.stance import Level
from guarantors.domain.voice import Voice
from guarantors.exchange.load import load, read_and_check
from guarantors.models import Coding, StanceRecord, Statement, StatementVersion, Submission
from tests.desk import coded
from tests.pages.desk.asking import perform, show
from tests.people import client_of
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db
HREF = "/desk/drafts/0b7c1d8e-0000-4000-8000-00000000000a/"

Change = dict[str, Any]

RULES: list[tuple[str, Change, Change]] = [
    # The rule, how the statement breaks it, and how the reading of it does; in the words of the dataset format.
    ("committed-names-its-legal-status", {}, {"level": "committed"}),
    ("only-committed-has-a-legal-status", {}, {"legal_status": "signed"}),
    ("only-noncommittal-has-a-basis", {}, {"basis": "mixed"}),
    ("unnamed-evidence-alone-is-low-confidence", {"identification": "unnamed", "name": ""}, {"confidence": "high"}),
    ("said-before-published", {"said_on": "2030-01-02"}, {}),
    ("date-is-possible", {"said_on": "2020-02-30"}, {}),
    ("named-means-a-speaker", {"name": ""}, {}),
    ("unnamed-means-no-speaker", {"identification": "unnamed"}, {"confidence": "low"}),
    ("relayed-names-the-relay", {"directness": "relayed"}, {}),
    ("only-relayed-has-a-relay", {"relay": "B. Aide"}, {}),
    ("statement-speaks-for-somebody", {"actors": []}, {}),
    ("quotation-is-short", {"quote": "x" * 501}, {}),
    ("text-is-short-enough", {"summary": "x" * 5001}, {}),
    ("text-has-no-control-characters", {"summary": "Says\x01so."}, {}),
]

DROPPED_BY_THE_FORM = {"only-committed-has-a-legal-status", "only-noncommittal-has-a-basis"}
"""It hides the field once the level is another, and leaves out what still stands in it."""

SAID: Change = {
    "actors": ["AA0"],
    "said_on": "2020-01-02",
    "name": "A. Minister",
    "relay": "",
    "voice": "minister",
    "identification": "named",
    "directness": "direct",
    "summary": "Doubts it.",
    "quote": "",
}
PUBLISHED, LATE = {"published_on": "2030-01-01"}, {"effective_on": "2030-01-01"}
READ: Change = {"level": "sceptical", "confidence": "high", "basis": None, "legal_status": None}


def in_the_form(said: Change, read: Change) -> str:
    """What the page answers to a form that is handed in."""
    plain = {name: value for name, value in said.items() if name not in ("name", "relay")}
    coding = {f"u-whole-{name}": value for name, value in read.items() if value}
    people = {"speaker": said["name"], "office": "Minister", "relay": said["relay"], "u-whole-rationale": "So."}
    sent = {"do": "submit", "revision": "0", "window": "one", "proposal": "test-2020", "source_url": "test-2020-source"}
    answer = client_of(DeskRole.EDITOR).post(HREF, sent | plain | people | coding)
    assert answer.status_code in (303, 422)
    return html.unescape(answer.content.decode())


def sent_to_the_api(said: Change, read: Change) -> str:
    plain = {name: value for name, value in said.items() if name not in ("name", "relay")}
    body = plain | {
        "proposal": "test-2020",
        "source": {"id": "test-2020-source"},
        "speaker": {"name": said["name"], "office": "Minister"},
        "relayed_by": {"name": said["relay"]},
        "codings": [{"guarantor": "AA0", "rationale": "So.", **read}],
    }
    answer = client_of(DeskRole.EDITOR).post("/api/v1/statements/", body, content_type="application/json")
    assert answer.status_code in (201, 400, 422)
    return "\n".join(error["detail"] for error in answer.json().get("errors", ()))


def dataset(said: Change, read: Change) -> Change:
    """The same in a dataset, which says with the stance record what the desk makes of a coding."""
    plain = {name: value for name, value in said.items() if name not in ("name", "relay")}
    return {
        "format": "1",
        "proposal": {
            "slug": "loaded-2020",
            "title": "T",
            "made_on": "2020-01-01",
            "status": "proposed",
            "summary": "S",
        },
        "guarantors": [{"actor": "AA0", "name": "Land 0", "kind": "state", "role": "proposed_guarantor"}],
        "sources": [{"id": "s", "title": "T", "publisher": "P", "language": "en", "kind": "article", **PUBLISHED}],
        "statements": [
            plain
            | {"id": "said", "source": "s", "speaker": {"name": said["name"], "office": "Minister"}}
            | {"relayed_by": {"name": said["relay"]}}
        ],
        "stances": [{"id": "whole-1", "guarantor": "AA0", "rationale": "So.", "statements": ["said"], **LATE, **read}],
    }


def loaded(tmp_path: Path, content: Change) -> str:
    """What is wrong in the file (JSON is YAML), which is loaded if nothing is."""
    path = tmp_path / "dataset.yaml"
    path.write_text(json.dumps(content), encoding="utf-8")
    datasets, faults = read_and_check([path])
    if not faults:
        load(datasets, by="Ben")
    return "\n".join(fault.message for fault in faults)


@contextmanager
def listening(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Breach]]:
    """Every breach that the functions of the domain find meanwhile."""
    found: list[Breach] = []

    def kept(rule: str, field: str, text: str, /, **facts: object) -> Breach:
        found.append(Breach(rule, field, text, **facts))
        return found[-1]

    with monkeypatch.context() as patch:
        for module in (errors, evidence, statement, text):
            patch.setattr(module, "Breach", kept)
        yield found


@pytest.mark.parametrize(("rule", "said", "read"), RULES, ids=[rule for rule, _, _ in RULES])
def test_a_rule_has_one_voice(
    rule: str, said: Change, read: Change, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_proposal()
    said, read = SAID | said, READ | read
    faces: list[Callable[[], str]] = [
        lambda: sent_to_the_api(said, read),
        lambda: loaded(tmp_path, dataset(said, read)),
    ]
    if rule not in DROPPED_BY_THE_FORM:
        faces.append(lambda: in_the_form(said, read))
    messages = []
    for face in faces:
        with listening(monkeypatch) as breaches:
            shown = face()
        [message] = {breach.message for breach in breaches if breach.rule == rule}
        assert message in shown
        messages.append(message)

    assert len(set(messages)) == 1
    assert not Statement.objects.filter(proposal__slug__in=["test-2020", "loaded-2020"]).exists()
    assert not Submission.objects.exists()


def test_what_keeps_the_rules_is_taken_by_each(tmp_path: Path) -> None:
    make_proposal()

    assert in_the_form(SAID, READ) == ""
    assert sent_to_the_api(SAID, READ) == ""
    assert loaded(tmp_path, dataset(SAID, READ)) == ""
    assert Submission.objects.count() == 2
    assert StanceRecord.objects.filter(guarantor__proposal__slug="loaded-2020").count() == 1


def test_the_form_leaves_out_what_does_not_go_with_the_level() -> None:
    make_proposal()

    assert in_the_form(SAID, READ | {"basis": "mixed", "legal_status": "signed"}) == ""

    [read] = submissions.codings_of(Submission.objects.get(), Round.FIRST)
    assert (read.level, read.basis, read.legal_status) == (Level.SCEPTICAL, None, None)


@pytest.mark.parametrize("change", [{"voice": "legislator"}, {"directness": "third_party"}])
def test_words_that_do_not_speak_for_the_state_are_kept_and_move_nothing(change: Change, tmp_path: Path) -> None:
    make_proposal()
    in_the_form(SAID | change, READ)
    sent_to_the_api(SAID | change, READ)
    for waiting in Submission.objects.all():
        coded(waiting, *submissions.codings_of(waiting, Round.FIRST))
        submissions.publish(submission=waiting, by="ben")
    read = {name: value for name, value in READ.items() if name != "legal_status"}
    coding = {"statement": "said", "guarantor": "AA0", "coder": "Ada", **read}
    assert loaded(tmp_path, dataset(SAID | change, READ) | {"stances": [], "codings": [coding]}) == ""

    for slug, count in (("test-2020", 2), ("loaded-2020", 1)):
        assert Statement.objects.filter(proposal__slug=slug).count() == count
        assert Coding.objects.filter(guarantor__proposal__slug=slug).exists()
        assert not StanceRecord.objects.filter(guarantor__proposal__slug=slug).exists()


@pytest.mark.parametrize(
    ("rule", "typed", "said", "stance"),
    [
        ("no-stance-without-evidence", {"statements": "senator"}, {"voice": "legislator"}, {}),
        ("effective-after-it-was-said", {"effective_on": "2020-01-01"}, {}, {"effective_on": "2020-01-01"}),
    ],
)
def test_a_record_rests_on_evidence_at_the_desk_and_in_a_dataset(
    rule: str, typed: Change, said: Change, stance: Change, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = make_proposal()
    publish(proposal, "whole-1", log(proposal, "minister"))
    log(proposal, "senator", voice=Voice.LEGISLATOR)
    content = dataset(SAID | said, READ)
    content["statements"][0]["id"] = "senator"
    content["stances"][0] |= {"statements": ["senator"], **stance}

    with listening(monkeypatch) as at_the_desk:
        shown = show(client_of(DeskRole.REVIEWER), "/desk/stances/test-2020/whole-1/correct/", reason="So.", **typed)
    with listening(monkeypatch) as in_the_file:
        faults = loaded(tmp_path, content)

    [message] = {breach.message for breach in at_the_desk if breach.rule == rule}
    assert message in html.unescape(shown.content.decode())
    assert message in faults
    assert {breach.message for breach in in_the_file if breach.rule == rule} == {message}


def test_a_correction_never_overwrites_and_what_is_withdrawn_stays_so(tmp_path: Path) -> None:
    content = dataset(SAID, READ)
    loaded(tmp_path, content)
    first = StatementVersion.objects.values().get(statement__ref="said")
    content["statements"][0]["summary"] = "Doubts it very much."
    loaded(tmp_path, content)
    address = "/desk/statements/said/correct/"
    perform(client_of(DeskRole.REVIEWER), address, summary="Doubts it a little.", reason="Misread.")
    versions = list(StatementVersion.objects.filter(statement__ref="said").order_by("version"))
    assert [item.summary for item in versions] == ["Doubts it.", "Doubts it very much.", "Doubts it a little."]
    changed = [name for name, value in first.items() if getattr(versions[0], name) != value]
    assert changed == ["superseded_at", "superseded_by"]

    corrections.withdraw(statement=versions[0].statement, reason="Never said.", by="ben")
    loaded(tmp_path, content)
    assert not StatementVersion.objects.filter(statement__ref="said", superseded_at=None).exists()
    answer = client_of(DeskRole.REVIEWER).post(address, {"do": "do", "reason": "Once more.", "seen": "3"})
    assert answer.status_code in (400, 404, 409, 422)
    assert StatementVersion.objects.filter(statement__ref="said").count() == 3
