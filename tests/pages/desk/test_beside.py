"""What stands beside the form: never a failure, whatever is typed; no precedent before a level; nothing written."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, settings
from hypothesis import given as any_of
from hypothesis import strategies as st

from guarantors.actions import submissions
from guarantors.domain.stance import Confidence, LegalStatus, Level
from guarantors.domain.submission import PersonGiven, SourceGiven
from guarantors.domain.voice import Directness, Identification, Relation, Voice
from guarantors.models import Proposal, Statement
from guarantors.pages.desk import beside
from guarantors.pages.desk.beside import Beside
from guarantors.queries import proposals
from tests.desk import coding, given
from tests.engines import examples
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db

TYPED: dict[str, list[str]] = {
    "source_url": ["https://paper.example/9"],
    "source_title": ["Land 0 hesitates"],
    "source_publisher": ["A paper"],
    "source_published_on": ["2020-01-03"],
    "source_kind": ["article"],
    "source_language": ["en"],
    "speaker": ["A. Minister"],
    "office": ["Minister"],
    "voice": ["minister"],
    "identification": ["named"],
    "directness": ["direct"],
    "actors": ["AA0"],
    "said_on": ["2020-01-02"],
    "sequence": ["1"],
    "summary": ["Doubts that such a promise binds anybody."],
    "u-whole-level": ["sceptical"],
    "u-whole-rationale": ["Voices doubt."],
}


def of(proposal: Proposal, *args: Any, **kwargs: Any) -> Beside:
    row = proposals.find(proposal.slug)
    assert row
    return beside.of(row, *args, **kwargs)


def typed(proposal: Proposal, **fields: str) -> Beside:
    changes = {name.replace("__", "-"): [value] for name, value in fields.items()}
    return of(proposal, fields=TYPED | changes)


def shown(found: Beside) -> str:
    return render_to_string("pages/desk/_beside.html", {"beside": found})


def test_a_full_form_shows_its_effect_and_writes_nothing() -> None:
    proposal = make_proposal()

    found = typed(proposal)

    assert found.effect
    assert found.effect.units[0].sentence.endswith("No stance on record until now; sceptical from 2 Jan 2020.")
    assert not Statement.objects.filter(proposal=proposal).exists()
    assert "If published" in shown(found)


def test_texts_that_change_no_line_may_be_missing() -> None:
    proposal = make_proposal()
    texts = ("summary", "source_title", "source_publisher", "source_language", "speaker", "u-whole-rationale")

    found = of(proposal, fields={name: values for name, values in TYPED.items() if name not in texts})

    assert found.effect
    assert not found.effect.nothing


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        (["u-whole-level"], "The preview needs a level."),
        (["said_on", "source_published_on"], "The preview needs a date."),
        (["actors"], "The preview needs on whose behalf it was said."),
        (["voice", "u-whole-level"], "The preview needs a voice and a level."),
    ],
)
def test_what_is_missing_is_named(missing: list[str], sentence: str) -> None:
    found = of(make_proposal(), fields={name: values for name, values in TYPED.items() if name not in missing})

    assert found.lacks == sentence
    assert sentence in shown(found)


def test_an_empty_form_asks_for_all_at_once() -> None:
    found = of(make_proposal(), fields={})

    assert found.lacks == "The preview needs a date, a voice, on whose behalf it was said and a level."
    assert (found.effect, found.duplicates, found.chosen) == (None, (), "")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"said_on": "2020-02-02"}, "2 February 2020 is after the source was published"),
        ({"identification": "unnamed", "u__whole__confidence": "high"}, "its confidence is low"),
        ({"u__whole__level": "committed"}, "how the state bound itself"),
        ({"actors": "ZZZ"}, "no actor “ZZZ”"),
        ({"u__whole__level": "keen"}, "“keen” is not known here"),
    ],
)
def test_what_would_be_refused_is_said(fields: dict[str, str], message: str) -> None:
    found = typed(make_proposal(), **fields)

    assert found.effect is None
    assert message in " ".join(found.refusals)
    assert "It would be refused as it stands" in shown(found)


def test_what_was_given_is_read_without_a_form() -> None:
    proposal = make_proposal()

    assert of(proposal, given(), [coding()]).effect
    assert of(proposal, None, None).lacks.startswith("The preview needs")


def test_a_probable_duplicate_is_shown_with_its_reasons() -> None:
    proposal = make_proposal()
    log(proposal, "there")
    waiting = submissions.submit(proposal=proposal, given=given(), codings=[coding(level=Level.OPPOSED)], by="ada")

    found = typed(proposal)
    text = shown(found)

    assert found.warning.startswith("Two statements are much like this one.")
    assert 'href="/statements/there/"' in text
    assert "Same speaker and same day; waits for review, logged by ada" in text
    assert "opposed" not in text.partition("</section>")[0].lower()
    assert len(of(proposal, given(), [coding()], but=waiting.pk, but_ref="there").duplicates) == 0


def test_precedents_wait_for_a_level() -> None:
    proposal = make_proposal()
    said = log(proposal, "there", summary=TYPED["summary"][0])
    publish(proposal, "r-there", said, level=Level.OPPOSED)

    before = of(proposal, fields={name: values for name, values in TYPED.items() if name != "u-whole-level"})
    after = typed(proposal)

    assert (before.alike, before.otherwise) == ((), ())
    assert "Opposed" not in shown(before)
    assert [item.href for item in after.otherwise] == ["/statements/there/"]
    assert "Similar words, read otherwise" in shown(after)
    assert "Land 0, high confidence" in shown(after)


def test_a_joint_declaration_is_counted() -> None:
    proposal = make_proposal(guarantors=5)
    said = log(proposal, "there", summary=TYPED["summary"][0], actors=[p.actor for p in proposal.guarantors.all()])
    for number in range(5):
        publish(proposal, f"r{number}", said, code=f"AA{number}", level=Level.SCEPTICAL)

    (item,) = typed(proposal).alike

    assert item.chips == (("sceptical", "Sceptical", "5 guarantors, high confidence"),)


WORDS = [
    *("", " ", "\x00", "2020-01-02", "2020", "9999-12-31/9999", "soon", "AA0", "ZZZ", "whole", "clause", "0", "-1"),
    *("test-2020-source", "https://paper.example/9", "1" * 30, "\ud800", "%_\\'\"", "\u202e\n\t", "x" * 700),
    *(*Voice, *Identification, *Directness, *Level, *Confidence, *LegalStatus, *Relation),
]
NAMES = [
    *(*TYPED, "said_within", "relay", "relay_office", "quote", "quote_language", "more_actors", "corroborated_by"),
    *("earlier-0", "relation-0", "u-clause-level", "u-clause-rationale", "u-whole-consent", "u-whole-legal_status"),
    *("u-whole-confidence", "u-whole-basis", "source_authors", "source_archived_url", "proposal", "unheard-of"),
]


@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@any_of(
    st.dictionaries(
        st.sampled_from(NAMES), st.lists(st.sampled_from(WORDS) | st.text(max_size=30), max_size=3), max_size=12
    )
)
def test_any_form_is_answered_in_words(changes: Mapping[str, Sequence[str]]) -> None:
    proposal = Proposal.objects.filter(slug="test-2020").first() or make_proposal()
    before = Proposal.objects.get(pk=proposal.pk).revision

    found = of(proposal, fields={**TYPED, **changes})

    assert bool(found.effect) + bool(found.lacks) + bool(found.refusals) == 1
    assert "<section" in shown(found)
    assert Proposal.objects.get(pk=proposal.pk).revision == before
    assert not Statement.objects.filter(proposal=proposal).exists()


@pytest.mark.parametrize(
    "said",
    [
        {"said_on": "", "actors": ("\x00",)},
        {"actors": ("AA0", "AA0")},
        {"speaker": PersonGiven("\x00" * 300, "x" * 400), "sequence": 10**12},
        {"identification": Identification.UNNAMED, "speaker": PersonGiven("A name")},
        {"directness": Directness.RELAYED},
        {"said_on": "2020-01-02/2020-01-02", "summary": "\ud800"},
    ],
)
def test_anything_given_is_answered_in_words(said: dict[str, Any]) -> None:
    made = replace(given(**said), source=SourceGiven(published_on=date(2030, 1, 1)))

    assert "<section" in shown(of(make_proposal(), made, [coding()]))


def test_the_number_of_queries_is_bounded() -> None:
    counts = []
    for number in (1, 10):
        proposal = make_proposal(f"many-{number}")
        for index in range(number):
            said = log(proposal, f"m{number}-{index}", summary=TYPED["summary"][0], sequence=index + 1)
            publish(proposal, f"r{number}-{index}", said, sequence=index + 1)
        with CaptureQueriesContext(connection) as captured:
            assert typed(proposal).effect
        counts.append(len(captured))
    assert counts[1] <= counts[0] < 110
