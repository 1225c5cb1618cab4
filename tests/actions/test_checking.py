"""What is handed in keeps every rule that it must keep once it is published, and waits as it was given."""

from dataclasses import replace
from typing import Any

import pytest

from guarantors.actions import submissions
from guarantors.domain.coding import Round
from guarantors.domain.errors import Refused
from guarantors.domain.stance import Basis, ConditionKind, LegalStatus, Level
from guarantors.domain.submission import ConditionGiven, Given, PersonGiven, RelationGiven, SourceGiven
from guarantors.domain.voice import Directness, Identification, Relation
from guarantors.models import Submission
from tests.desk import coding, given, submission
from tests.world import log, make_proposal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "read", "field", "message"),
    [
        ({"said_on": "2020-02-30"}, {}, "said.said_on", "there is no day 30 in February"),
        ({"actors": ()}, {}, "said.actors", "at least one actor"),
        ({"actors": ("ZZZ",)}, {}, "said.actors", "no actor “ZZZ”"),
        ({"summary": " "}, {}, "said.summary", "in our own words"),
        ({"speaker": PersonGiven()}, {}, "said.speaker", "a named speaker has a name"),
        ({"directness": Directness.RELAYED}, {}, "said.relayed_by", "say who relayed them"),
        ({"quote": "x" * 501}, {}, "said.quote", "at most 500"),
        ({"sequence": 0}, {}, "said.sequence", "number 1"),
        ({}, {"level": Level.COMMITTED}, "codings.0.legal_status", "how the state bound itself"),
        ({}, {"legal_status": LegalStatus.SIGNED}, "codings.0.legal_status", "leave it out"),
        ({}, {"basis": Basis.MIXED}, "codings.0.basis", "leave it out"),
        ({}, {"rationale": ""}, "codings.0.rationale", "say why"),
        ({}, {"guarantor": "ZZZ"}, "codings.0.guarantor", "ZZZ has no part"),
        ({}, {"provision": "nope"}, "codings.0.provision", "no provision “nope”"),
        (
            {"identification": Identification.UNNAMED, "speaker": PersonGiven()},
            {},
            "codings.0.confidence",
            "its confidence is low",
        ),
    ],
)
def test_every_rule_is_named_before_anything_is_kept(
    said: dict[str, Any], read: dict[str, Any], field: str, message: str
) -> None:
    proposal = make_proposal()

    with pytest.raises(Refused) as refused:
        submission(proposal, coding(**read), **said)

    assert [breach for breach in refused.value.breaches if breach.field == field and message in breach.message]
    assert not Submission.objects.filter(proposal=proposal).exists()


def test_all_faults_are_named_at_once() -> None:
    proposal = make_proposal()
    wrong = Given(SourceGiven(language="english!"), given(summary="", said_on="soon").said)

    with pytest.raises(Refused) as refused:
        submissions.submit(proposal=proposal, given=wrong, codings=[coding(rationale="")], by="ada")

    fields = {breach.field for breach in refused.value.breaches}
    assert fields >= {"source.title", "source.publisher", "source.language", "said.said_on", "said.summary"}
    assert "codings.0.rationale" in fields


def test_what_waits_reads_back_as_it_was_given() -> None:
    full = replace(
        given(relayed_by=PersonGiven("R", "Spokesman"), directness=Directness.RELAYED, quote="q", quote_language="de"),
        relations=(RelationGiven("earlier", Relation.CLARIFIES),),
    )
    proposal = make_proposal()
    log(proposal, "earlier")
    read = coding(conditions=(ConditionGiven(ConditionKind.TRIGGER, "Once it stops."),))

    waiting = submissions.submit(proposal=proposal, given=full, codings=[read], by="ada")

    stored = Submission.objects.get(pk=waiting.pk)
    assert submissions.given_of(stored) == full
    assert submissions.codings_of(stored, Round.FIRST) == (read,)
