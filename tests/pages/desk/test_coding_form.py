"""The form of a coding: what is typed becomes codings, and every refusal comes back to its field."""

import pytest
from django.template.loader import render_to_string

from guarantors.actions import checking
from guarantors.actions.typed import of_codings
from guarantors.domain.errors import Breach, Refused
from guarantors.domain.stance import Basis, ConditionKind, Confidence, LegalStatus, Level
from guarantors.domain.submission import CodingGiven, ConditionGiven, Given, SaidGiven, SourceGiven
from guarantors.domain.voice import Directness, Identification, Voice
from guarantors.models import Proposal
from guarantors.pages.desk.coding_form import CodingForm
from guarantors.queries import proposals
from guarantors.queries.proposals import ProposalRow
from tests.world import make_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal() -> ProposalRow:
    return row(make_proposal(guarantors=2))


def row(stored: Proposal) -> ProposalRow:
    found = proposals.find(stored.slug)
    assert found
    return found


def form(proposal: ProposalRow, *actors: str, unnamed: bool = False, **typed: str) -> CodingForm:
    """A form in which that is typed; `whole_level="open"` is the field `u-whole-level`."""
    data = {"u-" + name.replace("_", "-", 1): [value] for name, value in typed.items()}
    return CodingForm(proposal, actors or ("AA0",), data, unnamed=unnamed)


def test_an_empty_form_reads_nothing(proposal: ProposalRow) -> None:
    assert form(proposal).codings() == []


def test_a_level_is_read_for_every_named_actor_and_unit(proposal: ProposalRow) -> None:
    read = form(
        proposal, "AA0", "AA1", whole_level="open", clause_level="opposed", whole_rationale="Says so."
    ).codings()

    assert [(item.guarantor, item.provision, item.level) for item in read] == [
        ("AA0", None, Level.OPEN),
        ("AA1", None, Level.OPEN),
        ("AA0", "clause", Level.OPPOSED),
        ("AA1", "clause", Level.OPPOSED),
    ]


def test_an_actor_without_a_part_speaks_and_is_not_coded(proposal: ProposalRow) -> None:
    assert [item.guarantor for item in form(proposal, "AA1", "EU", whole_level="open").codings()] == ["AA1"]
    assert [item.guarantor for item in form(proposal, "EU", whole_level="open").codings()] == ["EU"]


def test_a_provision_takes_rationale_and_confidence_of_the_whole_where_it_has_none(proposal: ProposalRow) -> None:
    typed = {"whole_rationale": "Doubts it.", "whole_confidence": "medium", "clause_level": "opposed"}

    (taken,) = form(proposal, **typed).codings()
    (own,) = form(proposal, **typed, clause_rationale="“Never.”", clause_confidence="low").codings()

    assert (taken.rationale, taken.confidence) == ("Doubts it.", Confidence.MEDIUM)
    assert (own.rationale, own.confidence) == ("“Never.”", Confidence.LOW)


@pytest.mark.parametrize(("unnamed", "confidence"), [(False, Confidence.HIGH), (True, Confidence.LOW)])
def test_confidence_that_is_not_given_follows_the_speaker(
    proposal: ProposalRow, unnamed: bool, confidence: Confidence
) -> None:
    (read,) = form(proposal, unnamed=unnamed, whole_level="open").codings()

    assert read.confidence is confidence


def test_conditions_are_one_a_line(proposal: ProposalRow) -> None:
    (read,) = form(
        proposal, whole_level="open", whole_consent="only if A\n\n only if B ", whole_scope="at sea"
    ).codings()

    assert read.conditions == (
        ConditionGiven(ConditionKind.CONSENT, "only if A"),
        ConditionGiven(ConditionKind.CONSENT, "only if B"),
        ConditionGiven(ConditionKind.SCOPE, "at sea"),
    )


def test_what_goes_with_another_level_is_not_read(proposal: ProposalRow) -> None:
    (read,) = form(proposal, whole_level="open", whole_basis="mixed", whole_legal_status="signed").codings()

    assert (read.basis, read.legal_status) == (None, None)


@pytest.mark.parametrize("field", ["level", "confidence", "basis", "legal_status"])
def test_a_word_that_is_not_known_is_refused_at_its_field_with_the_allowed_ones(
    proposal: ProposalRow, field: str
) -> None:
    filled = form(proposal, **{"whole_level": "noncommittal", f"whole_{field}": "perhaps"})

    with pytest.raises(Refused) as refused:
        filled.codings()
    assert filled.put(refused.value.breaches) == []

    (fault,) = filled.errors
    assert fault.id == f"f-u-whole-{field}"
    assert fault.message.startswith("“perhaps” is not known here; choose one of ")
    assert "“perhaps”" in draw(filled)
    assert 'value="perhaps"' in draw(filled)


def test_every_refusal_of_the_rules_comes_to_its_field(proposal: ProposalRow) -> None:
    filled = form(
        proposal,
        "AA0",
        "AA1",
        whole_level="committed",
        clause_level="opposed",
        clause_trigger="x" * 501,
        clause_scope="y",
    )
    said = SaidGiven(
        "2020-01-02",
        ("AA0", "AA1"),
        Voice.MINISTER,
        Identification.UNNAMED,
        Directness.DIRECT,
        "Says so.",
    )
    stored = Proposal.objects.get(pk=proposal.pk)

    others = filled.put(checking.coding_breaches(stored, Given(SourceGiven(), said), filled.codings()))

    assert others == []
    assert {fault.id for fault in filled.errors} == {
        "f-u-whole-legal_status",
        "f-u-whole-confidence",
        "f-u-whole-rationale",
        "f-u-clause-confidence",
        "f-u-clause-trigger",
    }
    assert len({(fault.id, fault.message) for fault in filled.errors}) == len(filled.errors)


def test_a_refusal_of_something_else_is_handed_back(proposal: ProposalRow) -> None:
    filled = form(proposal, whole_level="open")
    filled.codings()
    strange = Breach("x", "said.speaker", "give it.")

    others = filled.put([strange, Breach("x", "codings", "it stands twice."), Breach("x", "codings.9.level", "no.")])

    assert others == [strange]
    assert [fault.message for fault in filled.errors] == ["it stands twice.", "no."]


def test_codings_stand_in_the_form_and_come_out_the_same(proposal: ProposalRow) -> None:
    codings = [
        CodingGiven(
            "AA0",
            None,
            Level.NONCOMMITTAL,
            Confidence.MEDIUM,
            "Declined.",
            basis=Basis.DECLINED,
            conditions=(ConditionGiven(ConditionKind.TRIGGER, "once there is peace"),),
        ),
        CodingGiven("AA0", "clause", Level.COMMITTED, Confidence.LOW, "Signed.", legal_status=LegalStatus.SIGNED),
    ]

    assert CodingForm(proposal, ["AA0"], initial=codings).codings() == codings
    assert CodingForm(proposal, ["AA0"], of_codings(codings)).codings() == codings


def test_the_scale_is_drawn_with_its_choice_and_folds_the_provisions_that_are_not_coded(proposal: ProposalRow) -> None:
    chosen = '<input type="radio" id="f-u-whole-level-sceptical" name="u-whole-level" value="sceptical" checked>'

    drawn = draw(form(proposal, whole_level="sceptical"))

    assert chosen in drawn
    assert '<details class="fold provisions"><summary>' in drawn
    assert '<details class="fold provisions" open>' in draw(form(proposal, clause_level="open"))


def test_what_was_typed_is_drawn_as_text(proposal: ProposalRow) -> None:
    drawn = draw(form(proposal, whole_rationale="<b>\n two"))

    assert "&lt;b&gt;\n two</textarea>" in drawn


def draw(filled: CodingForm) -> str:
    return render_to_string("pages/desk/_coding.html", {"coding": filled})
