"""No string of the desk, nor of the pages of an account, is unmarked (`tests.pages.unmarked`)."""

from typing import Any

import pytest
from django.test import Client

from guarantors.actions import drafts
from guarantors.domain.roles import DeskRole
from guarantors.domain.stance import Level
from guarantors.models import Webhook
from tests.desk import coded, coding, press, review_of, submission
from tests.pages.desk import form
from tests.pages.desk.asking import fields
from tests.pages.desk.test_verb import RECORD, SAID, SOURCE, VERBS
from tests.pages.unmarked import made_up, unmarked
from tests.people import client_of
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db

DRAFT = "0b7c1d8e-0000-4000-8000-00000000000b"
OF_THE_DESK = [
    f"/desk/{name}" for name in ("", "log/", "drafts/", "review/", "flags/", "tokens/", "webhooks/", "audit/")
]
OF_AN_ACCOUNT = [f"/accounts/{name}/" for name in ("2fa", "password/change", "sessions", "data", "logout")]
TO_EVERYBODY = [f"/accounts/{name}/" for name in ("login", "password/reset", "password/reset/done", "inactive")]
HOOK = {"do": "add", "title": "A paper", "url": "https://paper.example/hook", "happenings": ["stance.published"]}
NO_WORDS = {"do": "add", "title": " ", "url": "http://10.0.0.1/", "happenings": ["x"], "name": "", "scopes": ["x"]}
TYPED = """Test test-2020 A test. A clause Land 0 AA0 An article A paper test-2020-source A. Minister, Minister Ada
Says so. Says so twice. Another title Doubts it. Voices doubt. Reads so. Because. Land 0 hesitates said other aa0-1
cleo ada ben dora https://paper.example https://paper.example/hook stance.published stance.corrected stance.withdrawn
statement.published statement.corrected statement.withdrawn tests log review a zh"""


@pytest.fixture
def cleo() -> Client:
    """May do everything, where something of everything waits."""
    proposal = make_proposal()
    publish(proposal, "aa0-1", log(proposal, "said"))
    log(proposal, "other")
    client = client_of(DeskRole.ADMINISTRATOR, DeskRole.REVIEWER, DeskRole.EDITOR, name="cleo")
    drafts.save(draft_id=DRAFT, owner="cleo", proposal=None, fields={"summary": ["Says so."]}, revision=0)
    client.post(
        "/desk/webhooks/",
        {"do": "add", "title": "A paper", "url": "https://paper.example/hook", "happenings": ["stance.published"]},
    )
    client.get("/desk/")
    client.proposal = proposal  # type: ignore[attr-defined]
    return client


def unmarked_in(response: Any) -> list[str]:
    page = response.content.decode()
    assert "⟦" in page, response
    return unmarked(page, TYPED)


def test_every_string_of_the_desks_pages_is_marked(cleo: Client) -> None:
    waiting = submission(cleo.proposal, by="ada")  # type: ignore[attr-defined]
    submission(cleo.proposal, by="cleo")  # type: ignore[attr-defined]
    pages = [*OF_THE_DESK, f"/desk/drafts/{DRAFT}/", f"/desk/webhooks/{Webhook.objects.get().pk}/"]
    pages += [SAID, RECORD, SOURCE, review_of(waiting), *OF_AN_ACCOUNT]
    with made_up():
        found = {page: unmarked_in(cleo.get(page, follow=True)) for page in pages}
        found |= {page: unmarked_in(Client().get(page)) for page in TO_EVERYBODY}

    assert {page: texts for page, texts in found.items() if texts} == {}


def test_every_string_of_a_review_is_marked(cleo: Client) -> None:
    alike, apart = (submission(cleo.proposal, by="ada") for _ in range(2))  # type: ignore[attr-defined]
    coded(alike, by="cleo")
    coded(apart, coding(level=Level.OPPOSED), by="cleo")
    with made_up():
        found = [unmarked_in(cleo.get(review_of(item))) for item in (alike, apart)]
        found += [unmarked_in(press(cleo, item, "back", {"reason": ""})) for item in (alike, apart)]
        found.append(unmarked_in(cleo.get(press(cleo, alike, "publish").headers["Location"])))

    assert found == [[]] * len(found)


@pytest.mark.parametrize(("address", "typed"), VERBS.items())
def test_every_string_of_a_verb_is_marked(cleo: Client, address: str, typed: dict[str, Any]) -> None:
    with made_up():
        opened = cleo.get(address)
        given = fields(opened.content.decode()) | typed
        refused = cleo.post(address, given | {"do": "show", "reason": ""})
        shown = cleo.post(address, given | {"do": "show", "reason": "Because."})
        found = [unmarked_in(response) for response in (opened, refused, shown)]

    assert found == [[], [], []]


def test_every_string_of_a_refusal_is_marked(cleo: Client) -> None:
    empty = {name: "" for name in form.FULL if name not in ("revision", "window")}
    with made_up():
        asked = {page: cleo.post(page, NO_WORDS) for page in ("/desk/webhooks/", "/desk/tokens/")}
        asked["log"] = cleo.post(form.HREF, empty | {"do": "submit", "revision": "0", "window": "one"})
        asked["login"] = Client().post("/accounts/login/", {"login": "nobody", "password": "wrong"})
        asked["nobody"] = client_of(DeskRole.READER).get("/desk/log/")
        found = {name: unmarked_in(response) for name, response in asked.items()}

    assert {name: texts for name, texts in found.items() if texts} == {}
