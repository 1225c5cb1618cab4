"""One's own drafts, each in the list where it belongs, with what can be done with it."""

import re

import pytest
from django.test import Client

from guarantors.actions import submissions
from guarantors.domain.coding import Round
from guarantors.domain.roles import DeskRole
from guarantors.models import Draft, Submission
from tests.pages.desk.form import FULL, HREF, IDENT, send, text
from tests.people import client_of
from tests.world import make_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Client:
    make_proposal(guarantors=2)
    return client_of(DeskRole.EDITOR)


def headings(client: Client) -> list[str]:
    return re.findall(r'<h2 id="h-[a-z-]+">([^<]+)</h2>', text(client.get("/desk/drafts/")))


def test_an_editor_without_drafts_is_told_so(ada: Client) -> None:
    assert "Nothing yet" in text(ada.get("/desk/drafts/"))


def test_a_draft_in_work_is_listed_with_its_words_and_level(ada: Client) -> None:
    send(ada, "save", summary="<i>Doubts</i> it.")

    page = text(ada.get("/desk/drafts/"))

    assert f'<a href="{HREF}">&lt;i&gt;Doubts&lt;/i&gt; it.</a>' in page
    assert "Sceptical" in page
    assert "<span>Land 0</span>" in page
    assert headings(ada) == ["In work"]


def test_an_empty_draft_has_a_name_too(ada: Client) -> None:
    ada.post(HREF, {"proposal": FULL["proposal"], "do": "save"})

    assert "Nothing written yet" in text(ada.get("/desk/drafts/"))


def test_what_waits_can_be_taken_back(ada: Client) -> None:
    send(ada, "submit")

    assert headings(ada) == ["Waiting for review"]
    assert 'value="take-back"' in text(ada.get("/desk/drafts/"))


def test_what_was_sent_back_shows_the_note(ada: Client) -> None:
    send(ada, "submit")
    submissions.give_back(submission=Submission.objects.get(), reason="Name the <office>.", by="ben")

    assert headings(ada) == ["Sent back"]
    assert "Name the &lt;office&gt;." in text(ada.get("/desk/drafts/"))
    assert "Name the &lt;office&gt;." in text(ada.get(HREF))


def test_what_was_published_leads_to_the_record(ada: Client) -> None:
    send(ada, "submit")
    waiting = Submission.objects.get()
    submissions.code(submission=waiting, codings=submissions.codings_of(waiting, Round.FIRST), by="ben")
    statement = submissions.publish(submission=waiting, by="ben")

    assert headings(ada) == ["Published lately"]
    assert f'href="/statements/{statement.ref}/"' in text(ada.get("/desk/drafts/"))


def test_what_is_laid_aside_can_be_taken_up_again(ada: Client) -> None:
    send(ada, "lay-aside")

    assert headings(ada) == ["Laid aside"]
    assert Draft.objects.get(pk=IDENT).fields["summary"] == ["Doubts it."]
    assert 'value="take-up"' in text(ada.get("/desk/drafts/"))
