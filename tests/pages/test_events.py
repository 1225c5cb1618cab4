"""Events and nominations, and a stance that outlived its government."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from guarantors.models import Actor, Event, Nomination, Proposal, Source
from tests.pages.reading import page, rows, section, text_of
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db
ADDRESS = "/test-2020/events/"


@pytest.fixture
def proposal() -> Proposal:
    """Two guarantors; AA0 is open from 2 January 2020."""
    proposal = make_proposal(guarantors=2)
    publish(proposal, "aa0-1", log(proposal, "said"))
    return proposal


def happen(proposal: Proposal, ref: str, **values: Any) -> Event:
    given = {"happened_on": "2020-02-01", "kind": "change_of_government", "title": "A new cabinet"}
    given |= {"first_day": date(2020, 2, 1), "last_day": date(2020, 2, 1), "actor": Actor.objects.get(code="AA0")}
    return Event.objects.create(proposal=proposal, ref=ref, **given | values)


def test_where_none_is_on_record_it_says_so(client: Client) -> None:
    text = text_of(page(client, "/istanbul-2022/events/"))

    assert "No event is on record up to" in text
    assert "That none is listed does not mean that nothing happened" in text
    assert "No nomination is on record up to" in text


def test_an_event_says_when_what_kind_whom_and_where_it_was_printed(client: Client, proposal: Proposal) -> None:
    happen(proposal, "cabinet", source=Source.objects.get(ref="test-2020-source"))
    happen(
        proposal,
        "talks",
        actor=None,
        kind="talks",
        title="Talks in a castle",
        happened_on="2020-01",
        first_day=date(2020, 1, 1),
        last_day=date(2020, 1, 31),
    )

    assert rows(section(page(client, ADDRESS), "h-events"))[1:] == [
        "Jan 2020 Talks in a castle Talks All none on record",
        "1 Feb 2020 A new cabinet Change of government Land 0 An article",
    ]
    assert "A new cabinet" not in page(client, f"{ADDRESS}?as_of=2020-01-31")
    assert "Talks in a castle" not in page(client, f"{ADDRESS}?as_of=2020-01-30")


def test_a_nomination_says_by_whom_where_and_whether_it_stands(client: Client, proposal: Proposal) -> None:
    part = proposal.guarantors.get(actor__code="AA0")
    Nomination.objects.create(
        ref="n1",
        guarantor=part,
        named_by=Actor.objects.get(code="AA1"),
        named_on="2020-01-03",
        first_day=date(2020, 1, 3),
        last_day=date(2020, 1, 3),
        source=Source.objects.get(ref="test-2020-source"),
        withdrawn_on=date(2020, 3, 1),
    )

    assert rows(section(page(client, ADDRESS), "h-named"))[1:] == [
        "Land 0 3 Jan 2020 Land 1 An article Withdrawn 1 Mar 2020"
    ]
    assert "An article Standing" in text_of(page(client, f"{ADDRESS}?as_of=2020-02-01"))


def test_a_past_view_says_that_events_carry_no_moment_of_recording(client: Client) -> None:
    note = "Events and nominations carry no moment of recording of their own"

    assert note in page(client, "/istanbul-2022/events/?known_at=2022-04-02")
    assert note not in page(client, "/istanbul-2022/events/")


PLACES = ["/test-2020/", "/test-2020/AA0/", "/test-2020/timeline/", "/test-2020/compare/?g=AA0&g=AA1"]
SAID = "a previous government’s: not reaffirmed since the change of government, 1 Feb 2020"


def seen(client: Client, address: str, as_of: str) -> bool:
    return SAID in text_of(page(client, f"{address}{'&' if '?' in address else '?'}as_of={as_of}"))


@pytest.mark.parametrize("address", PLACES)
def test_a_change_of_government_marks_the_stance_until_it_is_reaffirmed(
    client: Client, proposal: Proposal, address: str
) -> None:
    happen(proposal, "cabinet")
    publish(proposal, "aa0-2", log(proposal, "again", said_on="2020-03-01"), effective_on="2020-03-01")

    assert not seen(client, address, "2020-01-31")
    assert seen(client, address, "2020-02-01")
    assert seen(client, address, "2020-02-29")
    assert not seen(client, address, "2020-03-01")


@pytest.mark.parametrize("address", PLACES)
def test_another_actors_government_and_another_kind_of_event_mark_nothing(
    client: Client, proposal: Proposal, address: str
) -> None:
    happen(proposal, "theirs", actor=Actor.objects.get(code="AA1"))
    happen(proposal, "summit", kind="summit")

    assert not seen(client, address, "2020-03-01")
