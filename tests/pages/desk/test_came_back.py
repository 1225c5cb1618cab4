"""What a program handed in comes back to the desk as a draft, which can be handed in again as it is."""

from datetime import date

import pytest

from guarantors.actions import submissions
from guarantors.domain.coding import Round
from guarantors.domain.roles import DeskRole
from guarantors.domain.stance import Basis, ConditionKind, Level
from guarantors.domain.submission import CodingGiven, ConditionGiven, Given, PersonGiven, RelationGiven, SourceGiven
from guarantors.domain.voice import Directness, Relation, SourceKind
from guarantors.models import Draft, Submission
from tests.desk import coding, given, press, submission
from tests.people import client_of
from tests.world import log, make_proposal

pytestmark = pytest.mark.django_db

PAPER = SourceGiven(
    title="Land 0 hesitates",
    publisher="A paper",
    kind=SourceKind.INTERVIEW,
    authors=("A. Writer", "B. Writer"),
    published_on=date(2020, 1, 3),
    url="https://paper.example/1",
    archived_url="https://archive.example/1",
    language="uk",
)
WHOLE = given(
    PAPER,
    (RelationGiven("earlier", Relation.WALKS_BACK),),
    directness=Directness.RELAYED,
    relayed_by=PersonGiven("B. Aide", "Spokesman"),
    said_on="2020-01-01/2020-01-02",
    sequence=2,
    quote="Ні.",
    quote_language="uk",
    corroborated_by=("test-2020-source",),
)
HINGES = (
    ConditionGiven(ConditionKind.CONSENT, "Only if others do."),
    ConditionGiven(ConditionKind.TRIGGER, "Once it is signed."),
)
READINGS = (
    coding(conditions=HINGES),
    coding(provision="clause", level=Level.NONCOMMITTAL, basis=Basis.MIXED, rationale="On the one hand."),
)


@pytest.mark.parametrize(
    ("what", "readings"), [(WHOLE, READINGS), (given(), (coding(),)), (given(), ())], ids=["whole", "short", "no level"]
)
def test_it_can_be_handed_in_again_as_it_is(what: Given, readings: tuple[CodingGiven, ...]) -> None:
    proposal = make_proposal()
    log(proposal, "earlier")
    waiting = submissions.submit(proposal=proposal, given=what, codings=readings, by="ada")
    submissions.give_back(submission=waiting, reason="Which day?", by="ben")
    ada, draft = client_of(DeskRole.EDITOR), Draft.objects.get(owner="ada")
    assert "Which day?" in ada.get(f"/desk/drafts/{draft.pk}/").content.decode()

    answer = ada.post(f"/desk/drafts/{draft.pk}/", {**draft.fields, "do": "submit", "revision": draft.revision})

    assert answer.status_code == 303
    again = Submission.objects.get(outcome="")
    assert again.content == waiting.content
    assert submissions.codings_of(again, Round.FIRST) == readings
    assert again.follows == Submission.objects.get(pk=waiting.pk)


def test_who_takes_it_back_is_led_to_the_draft() -> None:
    waiting = submission(make_proposal())

    answer = press(client_of(DeskRole.EDITOR), waiting, "give-back", {"reason": "A slip."})

    assert answer.headers["Location"] == f"/desk/drafts/{Draft.objects.get().pk}/"
