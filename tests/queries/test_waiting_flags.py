"""What of a waiting statement wants a second look, and when that may be said."""

import pytest

from guarantors.actions import sources, submissions
from guarantors.domain.risk import Risk
from guarantors.domain.roles import DeskRole
from guarantors.domain.stance import Confidence, Level
from guarantors.domain.submission import PersonGiven, SourceGiven
from guarantors.domain.voice import Identification, SourceStatus, Voice
from guarantors.models import Source, Submission
from guarantors.queries import waiting
from guarantors.queries.people import Person
from guarantors.queries.waiting import WaitingRow
from tests.desk import coded, coding, given, submission
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db
ADA = Person("ada", frozenset({DeskRole.EDITOR}))
BEN = Person("ben", frozenset({DeskRole.REVIEWER}))


def seen(item: Submission, person: Person) -> WaitingRow:
    row = waiting.find(item.pk, person)
    assert row
    return row


def risks(row: WaitingRow) -> list[Risk]:
    return [flag.risk for flag in row.flags]


def test_a_jump_is_flagged_once_nobody_is_blind_and_other_flags_at_once() -> None:
    proposal = make_proposal()
    publish(proposal, "aa0-1", log(proposal, "before", said_on="2020-01-01"), effective_on="2020-01-01")
    item = submission(proposal)
    assert risks(seen(item, BEN)) == [Risk.ONE_SOURCE, Risk.NEW_EDITOR]
    assert risks(seen(item, ADA)) == [Risk.ONE_SOURCE, Risk.NEW_EDITOR]

    coded(item)

    assert risks(seen(item, BEN)) == [Risk.JUMP, Risk.ONE_SOURCE, Risk.NEW_EDITOR]
    assert seen(item, BEN).flags[0].says == "Land 0: from open to sceptical, 2 levels at once."


def test_a_jump_is_measured_on_its_unit_from_what_was_in_force_on_that_day() -> None:
    proposal = make_proposal()
    later = log(proposal, "later", said_on="2020-02-01")
    publish(proposal, "aa0-1", later, effective_on="2020-02-01", level=Level.SUPPORTIVE)
    publish(proposal, "aa0-2", log(proposal, "clause"), provision=proposal.provisions.get(), level=Level.SUPPORTIVE)

    item = coded(submission(proposal, coding(), coding(provision="clause", level=Level.OPPOSED)), coding())

    assert [flag.says for flag in seen(item, BEN).flags if flag.risk is Risk.JUMP] == [
        "Land 0, A clause: from supportive to opposed, 4 levels at once."
    ]


def test_a_legislator_makes_no_jump() -> None:
    proposal = make_proposal()
    publish(proposal, "aa0-1", log(proposal, "before"), level=Level.SUPPORTIVE)

    item = coded(submission(proposal, voice=Voice.LEGISLATOR))

    assert Risk.JUMP not in risks(seen(item, BEN))


def test_flags_of_the_words_and_their_sources() -> None:
    proposal = make_proposal()
    source = Source.objects.get(ref="test-2020-source")
    sources.mark(source=source, status=SourceStatus.WITHDRAWN, reason="Retracted.", by="ben")
    unnamed = coding(confidence=Confidence.LOW)

    item = submission(
        proposal,
        unnamed,
        what=given(
            SourceGiven(id=source.ref),
            said_on="2018-05-01",
            identification=Identification.UNNAMED,
            speaker=PersonGiven(office="An official"),
        ),
    )
    both = submission(proposal, corroborated_by=(source.ref,))

    expected = [Risk.UNNAMED_ONLY, Risk.ONE_SOURCE, Risk.NEW_EDITOR, Risk.WITHDRAWN_SOURCE, Risk.OLD_DATE]
    assert risks(seen(item, BEN)) == expected
    assert risks(seen(both, BEN)) == [Risk.NEW_EDITOR, Risk.WITHDRAWN_SOURCE]
    assert [brief.ref for brief in seen(both, BEN).also] == [source.ref]


def test_a_source_is_found_under_its_address_and_read_as_on_record() -> None:
    proposal = make_proposal()
    Source.objects.filter(ref="test-2020-source").update(
        url="https://known.example/a/", archived_url="https://arch.example/a"
    )

    for url in ("http://known.example/a", "https://arch.example/a/"):
        row = seen(submission(proposal, what=given(SourceGiven(url=url))), BEN)
        assert (row.source.id, row.source.title, row.statement.source.ref) == (
            "test-2020-source",
            "An article",
            "test-2020-source",
        )


def test_an_editor_is_new_until_five_are_published() -> None:
    proposal = make_proposal()
    for number in range(5):
        assert Risk.NEW_EDITOR in risks(seen(submission(proposal, by="ada"), BEN))
        submissions.publish(submission=coded(submission(proposal, said_on=f"2020-02-0{number + 1}")), by="ben")

    assert Risk.NEW_EDITOR not in risks(seen(submission(proposal, by="ada"), BEN))
    assert Risk.NEW_EDITOR in risks(seen(submission(proposal, by="eva"), BEN))
