"""The form of a statement: what is typed is handed in as meant, and every refusal comes back to its field."""

from datetime import date
from typing import Any

import pytest

from guarantors.actions import checking
from guarantors.domain.errors import Breach, Refused
from guarantors.domain.submission import PersonGiven, RelationGiven, SourceGiven
from guarantors.domain.voice import Directness, Identification, Relation, SourceKind, Voice
from guarantors.models import Proposal, Source
from guarantors.pages.desk.statement_form import StatementForm
from guarantors.pages.desk.statement_typed import known_source, typed_of
from guarantors.queries import proposals
from guarantors.queries.proposals import ProposalRow
from tests.world import log, make_proposal, statement_content

pytestmark = pytest.mark.django_db

FULL = {
    "source_url": "https://paper.example/1",
    "source_title": "Land 0 hesitates",
    "source_publisher": "A paper",
    "source_published_on": "3 January 2020",
    "source_kind": "interview",
    "source_language": "English",
    "source_authors": "A. Writer, B. Writer",
    "speaker": "A. Minister",
    "office": "Minister",
    "voice": "minister",
    "identification": "named",
    "directness": "direct",
    "actors": "AA0",
    "said_on": "2020-01-02",
    "sequence": "2",
    "summary": "Doubts it.",
    "quote": "Well.",
}


@pytest.fixture
def proposal() -> ProposalRow:
    return row(make_proposal(guarantors=2))


def row(stored: Proposal) -> ProposalRow:
    found = proposals.find(stored.slug)
    assert found
    return found


def form(proposal: ProposalRow, **typed: Any) -> StatementForm:
    filled = {**FULL, **{name.replace("__", "-"): value for name, value in typed.items()}}
    return StatementForm(
        proposal, {name: [value] if isinstance(value, str) else value for name, value in filled.items()}
    )


def fields_refused(filled: StatementForm) -> list[str]:
    with pytest.raises(Refused) as refused:
        filled.given()
    return [breach.field for breach in refused.value.breaches]


def test_everything_typed_is_handed_in(proposal: ProposalRow) -> None:
    given = form(proposal).given()

    assert given.source == SourceGiven(
        title="Land 0 hesitates",
        publisher="A paper",
        kind=SourceKind.INTERVIEW,
        authors=("A. Writer", "B. Writer"),
        published_on=date(2020, 1, 3),
        url="https://paper.example/1",
        language="en",
    )
    said = given.said
    assert (said.said_on, said.actors, said.voice, said.sequence) == ("2020-01-02", ("AA0",), Voice.MINISTER, 2)
    assert said.speaker == PersonGiven("A. Minister", "Minister")
    assert (said.summary, said.quote, said.quote_language) == ("Doubts it.", "Well.", "en")


def test_what_is_handed_in_stands_in_the_form_and_comes_out_the_same(proposal: ProposalRow) -> None:
    earlier = log(Proposal.objects.get(pk=proposal.pk), "first")
    given = form(proposal, earlier__0=earlier.ref, relation__0="walks_back", corroborated_by="test-2020-source").given()

    assert given.relations == (RelationGiven("first", Relation.WALKS_BACK),)
    assert StatementForm(proposal, typed_of(given)).given() == given


def test_a_version_on_record_stands_in_the_form(proposal: ProposalRow) -> None:
    stored = Proposal.objects.get(pk=proposal.pk)
    content = statement_content(stored, relayed_by=PersonGiven("A. Relay", ""), directness=Directness.RELAYED)

    given = StatementForm.of(proposal, content).given()

    assert given.source == SourceGiven(id="test-2020-source")
    assert given.said.relayed_by == PersonGiven("A. Relay", "")
    assert (given.said.said_on, given.said.actors, given.said.summary) == ("2020-01-02", ("AA0",), "Says so.")


@pytest.mark.parametrize("typed", ["test-2020-source", "https://known.example/a", "http://known.example/a/"])
def test_a_known_source_fills_the_rest(proposal: ProposalRow, typed: str) -> None:
    Source.objects.filter(ref="test-2020-source").update(url="https://known.example/a")

    filled = form(proposal, source_url=typed)

    assert filled.known is not None
    assert filled.given().source == SourceGiven(id="test-2020-source")


@pytest.mark.parametrize(
    ("typed", "said_on"),
    [
        ({"said_on": "2020-01"}, "2020-01"),
        ({"said_on": "January 2020"}, "2020-01"),
        ({"said_on": "1 Jan 2020 to 2 Jan 2020"}, "2020-01-01/2020-01-02"),
        ({"said_on": ""}, "2020-01-03"),
        ({"said_on": "", "said_within": "by_source"}, "2020-01-01/2020-01-03"),
        ({"said_on": "2020-01-02", "said_within": "by_source"}, "2020-01-02/2020-01-03"),
        ({"said_on": "2020-01-03", "said_within": "by_source"}, "2020-01-03"),
        ({"said_on": "nonsense"}, "nonsense"),
    ],
)
def test_the_date_is_read_as_it_is_meant(proposal: ProposalRow, typed: dict[str, str], said_on: str) -> None:
    assert form(proposal, **typed).given().said.said_on == said_on


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"voice": ""}, "said.voice"),
        ({"voice": "king"}, "said.voice"),
        ({"identification": "?"}, "said.identification"),
        ({"directness": "?"}, "said.directness"),
        ({"source_kind": "rumour"}, "source.kind"),
        ({"source_published_on": "soon"}, "source.published_on"),
        ({"source_published_on": "", "said_on": ""}, "said.said_on"),
        ({"source_published_on": "", "said_within": "by_source"}, "said.said_on"),
        ({"said_on": "x", "said_within": "by_source"}, "said.said_on"),
        ({"more_actors": "AA " + " ".join(f"X{n}" for n in range(40_000))}, "said.actors"),
        ({"corroborated_by": "\n".join(map(str, range(201)))}, "said.corroborated_by"),
        ({"sequence": "two"}, "said.sequence"),
        ({"sequence": "-1"}, "said.sequence"),
        ({"sequence": "99999"}, "said.sequence"),
        ({"earlier__0": "first", "relation__0": "?"}, "relations.0.relation"),
        ({"earlier__4": "first"}, "relations.0.relation"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(proposal: ProposalRow, typed: dict[str, str], field: str) -> None:
    filled = form(proposal, **typed)

    assert fields_refused(filled) == [field]
    assert filled.put([Breach("x", field, "is wrong.")]) == []
    assert [fault.message for fault in filled.errors] == ["is wrong."]


def test_an_unknown_word_is_refused_with_the_allowed_ones_and_kept(proposal: ProposalRow) -> None:
    filled = form(proposal, voice="king")
    with pytest.raises(Refused, match="“king” is not known here; choose one of head_of_state, head_of_government"):
        filled.given()

    assert ("king", True) in [(option.value, option.chosen) for option in filled.by_name["voice"].options]


def test_every_refusal_of_the_rules_comes_to_its_field(proposal: ProposalRow) -> None:
    filled = form(
        proposal,
        source_url="nowhere",
        source_title="",
        source_publisher="",
        source_language="Klingon",
        speaker="",
        actors=[],
        more_actors="zz9, zz8",
        said_on="2020-01-04",
        summary="",
        quote="x" * 501,
        sequence="0",
        relay="A. Relay",
        corroborated_by="nothing",
        earlier__0="nothing",
        relation__0="clarifies",
    )

    found = checking.breaches(Proposal.objects.get(pk=proposal.pk), filled.given(), [])

    assert filled.put(found) == []
    assert {fault.id.removeprefix("f-") for fault in filled.errors} == {
        "source_url",
        "source_title",
        "source_publisher",
        "source_language",
        "speaker",
        "actors",
        "said_on",
        "summary",
        "quote",
        "sequence",
        "relay",
        "corroborated_by",
        "earlier-0",
    }
    assert len(found) == len(filled.errors)


def test_an_office_that_is_too_long_is_refused_at_the_office(proposal: ProposalRow) -> None:
    filled = form(proposal, office="x" * 251)

    filled.put(checking.breaches(Proposal.objects.get(pk=proposal.pk), filled.given(), []))

    assert [fault.id for fault in filled.errors] == ["f-office"]


def test_relations_leave_one_row_to_type_and_keep_those_typed(proposal: ProposalRow) -> None:
    filled = form(proposal, earlier__0="a", relation__0="clarifies", earlier__3="b", relation__3="reaffirms")

    assert [pair[1].name for pair in filled.relations] == ["earlier-0", "earlier-3", "earlier-1"]
    assert [relation.earlier for relation in filled.given().relations] == ["a", "b"]


def test_an_untouched_form_is_named_and_direct(proposal: ProposalRow) -> None:
    untouched = StatementForm(proposal)

    assert untouched.by_name["identification"].value == Identification.NAMED
    assert untouched.by_name["directness"].value == Directness.DIRECT
    assert untouched.by_name["voice"].value == ""


def test_a_statement_is_named_by_its_address_too(proposal: ProposalRow) -> None:
    given = form(proposal, earlier__0="https://site.example/statements/first/", relation__0="clarifies").given()

    assert given.relations[0].earlier == "first"


def test_no_address_is_no_source(proposal: ProposalRow) -> None:
    assert known_source("") is None
