"""What the desk fills in: from an address, a known source, a known speaker, a draft of one's own."""

import re
import uuid

import pytest
from django.test import Client

from guarantors.domain.roles import DeskRole
from guarantors.models import Draft, Proposal, Source
from tests.pages.desk.form import HREF, IDENT, send, text
from tests.people import client_of
from tests.world import log, make_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Client:
    return client_of(DeskRole.EDITOR)


@pytest.fixture(autouse=True)
def proposal() -> Proposal:
    return make_proposal(guarantors=2)


def test_the_next_statement_takes_the_source_of_the_last(ada: Client) -> None:
    send(ada, "save", source_url="", source_title="A paper of its own")

    page = text(ada.get(f"/desk/log/?like={IDENT}"))

    assert 'value="A paper of its own"' in page
    assert "Doubts it." not in page


def test_one_begins_with_the_source_and_where_that_is_given_with_the_speaker(ada: Client) -> None:
    begins = re.compile(r'<input id="(f-[a-z_]+)"[^>]* autofocus>')

    assert begins.findall(text(ada.get("/desk/log/"))) == ["f-source_url"]
    assert begins.findall(text(ada.get("/desk/log/?source=test-2020-source"))) == ["f-speaker"]


def test_without_scripts_a_known_speaker_fills_what_is_blank(ada: Client, proposal: Proposal) -> None:
    log(proposal, "earlier")

    send(ada, "save", office="", voice="", actors=[])

    fields = Draft.objects.get(pk=IDENT).fields
    assert (fields["office"], fields["voice"], fields["actors"]) == (["Minister"], ["minister"], ["AA0"])


def test_with_scripts_what_an_editor_left_blank_stays_blank(ada: Client, proposal: Proposal) -> None:
    log(proposal, "earlier")

    send(ada, "save", office="", scripts="1")

    assert "office" not in Draft.objects.get(pk=IDENT).fields


def test_earlier_statements_of_the_same_actor_are_offered(ada: Client, proposal: Proposal) -> None:
    log(proposal, "of-zero")
    log(proposal, "of-one", "AA1")
    send(ada, "save")

    page = text(ada.get(HREF))

    assert '<option value="of-zero">' in page
    assert '<option value="of-one">' not in page


@pytest.mark.parametrize("known", ["", "test-2020-source"])
def test_a_source_that_becomes_known_or_unknown_is_drawn_anew(ada: Client, known: str) -> None:
    Source.objects.filter(ref="test-2020-source").update(url="https://known.example/a")
    typed = {"proposal": "test-2020", "source_url": "https://known.example/a", "known": known, "source_title": "Mine"}

    response = ada.get("/desk/fill/source/", typed, headers={"HX-Request": "true"})

    assert response.status_code == (204 if known else 200)
    if not known:
        assert '<a href="/sources/test-2020-source/">An article</a>' in text(response)
        assert '<input type="hidden" name="source_title" value="Mine">' in text(response)


def test_a_known_speaker_answers_office_voice_and_actors(ada: Client, proposal: Proposal) -> None:
    log(proposal, "earlier")

    found = text(ada.get("/desk/fill/speaker/", {"proposal": "test-2020", "speaker": " A. Minister "}))
    unknown = text(ada.get("/desk/fill/speaker/", {"proposal": "test-2020", "speaker": "A. Stranger\0"}))

    assert 'data-office="Minister" data-voice="minister" data-actors="AA0"' in found
    assert "as in the statement of 2 January 2020." in found
    assert unknown.strip() == ""


def test_the_address_fills_in_proposal_actor_and_source(ada: Client) -> None:
    page = text(ada.get("/desk/log/?proposal=test-2020&actor=aa1&source=test-2020-source"))

    assert '<option value="test-2020" selected>' in page
    assert 'name="actors" value="AA1" checked' in page
    assert 'href="/sources/test-2020-source/">An article</a>' in page


@pytest.mark.parametrize(
    "query", ["proposal=nothing", "actor=nobody", "source=%00", "like=nothing", f"like={uuid.UUID(int=1)}"]
)
def test_what_an_address_cannot_fill_in_is_no_error(ada: Client, query: str) -> None:
    assert ada.get(f"/desk/log/?{query}").status_code == 200
