"""What was sent back after both codings were shown is coded anew, and no longer counts as blind."""

import pytest

from guarantors.actions import drafts, submissions
from guarantors.models import Coding, Proposal, Submission
from tests.desk import coded, coding, given
from tests.world import make_proposal

pytestmark = pytest.mark.django_db
DRAFT = "0b7c1d8e-0000-4000-8000-000000000009"


def handed_in(proposal: Proposal) -> Submission:
    return submissions.submit(proposal=proposal, given=given(), codings=[coding()], by="ada", draft_id=DRAFT)


@pytest.mark.parametrize(("is_coded_first", "rounds"), [(True, ["", ""]), (False, ["first", "second"])])
def test_codings_are_blind_unless_both_were_shown_before(is_coded_first: bool, rounds: list[str]) -> None:
    proposal = make_proposal()
    drafts.save(draft_id=DRAFT, owner="ada", proposal=proposal, fields={}, revision=0)
    first = handed_in(proposal)
    if is_coded_first:
        coded(first)
    submissions.give_back(submission=first, reason="The day is wrong.", by="ben")
    again = handed_in(proposal)
    submissions.give_back(submission=again, reason="Still wrong.", by="ben")
    last = coded(handed_in(proposal))

    submissions.publish(submission=last, by="ben")

    assert submissions.is_blind(last) is not is_coded_first
    assert (
        list(Coding.objects.filter(guarantor__proposal=proposal).order_by("pk").values_list("round", flat=True))
        == rounds
    )
