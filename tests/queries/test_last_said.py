"""How a person spoke last: about this proposal where there is one, and never in words that were withdrawn."""

import pytest

from guarantors.actions import statements
from guarantors.domain.submission import PersonGiven
from guarantors.domain.voice import Voice
from guarantors.queries.last_said import last_said
from tests.world import log, make_proposal

pytestmark = pytest.mark.django_db


def minister(office: str) -> PersonGiven:
    return PersonGiven("A. Minister", office)


def test_a_new_name_has_not_spoken() -> None:
    assert last_said("Nobody", make_proposal().pk) is None


def test_the_last_day_counts_and_the_last_on_it() -> None:
    proposal = make_proposal(guarantors=2)
    log(proposal, "late", said_on="2020-01-04", sequence=2, speaker=minister("Prime Minister"))
    log(proposal, "early", said_on="2020-01-03", speaker=minister("Minister"))
    log(proposal, "before", "AA1", said_on="2020-01-04", sequence=1, voice=Voice.OFFICIAL)

    found = last_said("A. Minister", proposal.pk)

    assert found is not None
    assert (found.ref, found.office, found.voice, found.actors) == ("late", "Prime Minister", Voice.MINISTER, ("AA0",))


def test_this_proposal_goes_before_a_later_day_of_another() -> None:
    proposal, other = make_proposal(), make_proposal("other-2020")
    log(proposal, "here", said_on="2020-01-02", speaker=minister("Minister"))
    log(other, "there", said_on="2020-02-02", speaker=minister("Chancellor"))

    here, elsewhere = last_said("A. Minister", proposal.pk), last_said("A. Minister", make_proposal("third-2020").pk)

    assert here is not None
    assert elsewhere is not None
    assert (here.office, elsewhere.office) == ("Minister", "Chancellor")


def test_withdrawn_words_say_nothing() -> None:
    proposal = make_proposal()
    withdrawn = log(proposal, "withdrawn", said_on="2020-01-03", speaker=minister("Chancellor"))
    log(proposal, "standing", said_on="2020-01-02", speaker=minister("Minister"))
    statements.withdraw(statement=withdrawn, reason="Not said.", by="ada")

    found = last_said("A. Minister", proposal.pk)

    assert found is not None
    assert found.office == "Minister"
