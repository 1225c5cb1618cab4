"""The form in which a statement is logged: kept as typed, checked whole, handed in once, never overwritten."""

import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guarantors.actions import submissions
from guarantors.domain.coding import Round
from guarantors.domain.roles import DeskRole
from guarantors.models import Draft, Proposal, Source, StanceRecord, Statement, Submission
from tests.people import client_of
from tests.world import log, make_proposal

pytestmark = pytest.mark.django_db

IDENT = "0b7c1d8e-0000-4000-8000-00000000000a"
HREF = f"/desk/drafts/{IDENT}/"
FULL: dict[str, Any] = {
    "proposal": "test-2020",
    "source_url": "test-2020-source",
    "speaker": "A. Minister",
    "office": "Minister",
    "voice": "minister",
    "identification": "named",
    "directness": "direct",
    "actors": ["AA0"],
    "said_on": "2020-01-02",
    "sequence": "1",
    "summary": "Doubts it.",
    "u-whole-level": "sceptical",
    "u-whole-rationale": "Voices doubt.",
    "window": "one",
    "revision": "0",
}


@pytest.fixture
def ada() -> Client:
    return client_of(DeskRole.EDITOR)


@pytest.fixture(autouse=True)
def proposal() -> Proposal:
    return make_proposal(guarantors=2)


def send(client: Client, do: str, href: str = HREF, *, htmx: bool = False, **values: Any) -> Any:
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(
        href, {**FULL, "do": do, **{name.replace("__", "-"): v for name, v in values.items()}}, headers=headers
    )


def text(response: Any) -> str:
    return response.content.decode()


def revision(response: Any) -> str:
    found = re.search(r'name="revision" value="(\d+)"', text(response))
    assert found
    return found[1]


def test_a_new_form_has_an_id_of_its_own_and_stores_nothing(ada: Client) -> None:
    first, second = (re.search(r'action="(/desk/drafts/[0-9a-f-]+/)"', text(ada.get("/desk/log/"))) for _ in range(2))

    assert first
    assert second
    assert first[1] != second[1]
    assert not Draft.objects.exists()


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


def test_saving_keeps_all_of_it_and_leads_to_the_draft(ada: Client) -> None:
    response = send(ada, "save", summary="<b>Doubts</b>\r\n\0it.")

    assert (response.status_code, response.headers["Location"]) == (303, f"{HREF}#saved")
    page = text(ada.get(HREF))
    assert "&lt;b&gt;Doubts&lt;/b&gt;\nit.</textarea>" in page
    assert revision(ada.get(HREF)) == "1"
    assert 'value="sceptical" checked' in page


def test_autosave_answers_what_stands_beside_and_the_next_revision(ada: Client) -> None:
    send(ada, "autosave", htmx=True)

    response = send(ada, "autosave", htmx=True, summary="Doubts it much.")

    assert response.status_code == 200
    assert response.headers["HX-Replace-Url"] == HREF
    assert text(response).strip().startswith('<aside id="beside"')
    assert "<html" not in text(response)
    assert revision(response) == "2"


def test_one_window_may_overtake_itself(ada: Client) -> None:
    for summary in ("D", "Do", "Dou"):
        assert send(ada, "autosave", htmx=True, summary=summary, revision="0").status_code == 200

    assert Draft.objects.get(pk=IDENT).fields["summary"] == ["Dou"]


def test_saving_the_same_again_changes_nothing(ada: Client) -> None:
    send(ada, "save")
    send(ada, "save", window="another")

    assert Draft.objects.get(pk=IDENT).revision == 1


def test_another_window_is_told_what_changed_and_keeps_its_text(ada: Client) -> None:
    send(ada, "save", summary="From one window.")

    response = send(ada, "save", summary="From another.", window="two", revision="0")

    assert response.status_code == 409
    assert "From one window." in text(response)
    assert "From another.</textarea>" in text(response)
    assert Draft.objects.get(pk=IDENT).fields["summary"] == ["From one window."]
    again = send(ada, "save", summary="From another.", window="three", revision=revision(response))
    assert again.status_code == 303
    assert (Draft.objects.get(pk=IDENT).fields["summary"], Draft.objects.get(pk=IDENT).revision) == (
        ["From another."],
        2,
    )


def test_autosave_of_another_window_is_told_in_a_line(ada: Client) -> None:
    send(ada, "save")

    response = send(ada, "autosave", htmx=True, summary="Other.", window="two")

    assert (response.status_code, response.headers["Content-Type"]) == (409, "text/plain; charset=utf-8")


def test_it_is_handed_in_with_its_coding(ada: Client) -> None:
    response = send(ada, "submit")

    assert (response.status_code, response.headers["Location"]) == (303, f"/desk/drafts/#d-{IDENT}")
    made = Submission.objects.get()
    assert (made.logged_by, Draft.objects.get(pk=IDENT).submission) == ("ada", made)
    assert submissions.given_of(made).source.id == "test-2020-source"
    assert [item.level for item in submissions.codings_of(made, Round.FIRST)] == ["sceptical"]
    assert not Statement.objects.filter(proposal__slug="test-2020").exists()
    assert f"/desk/log/?like={IDENT}" in text(ada.get("/desk/drafts/"))


def test_pressing_twice_hands_in_once(ada: Client) -> None:
    assert send(ada, "submit").status_code == send(ada, "submit").status_code == 303

    assert Submission.objects.count() == 1


def test_what_is_typed_after_it_was_handed_in_becomes_a_draft_of_its_own(ada: Client) -> None:
    send(ada, "submit")

    response = send(ada, "save", summary="Later thoughts.", window="two")

    assert response.status_code == 409
    assert "It was handed in meanwhile" in text(response)
    action = re.search(r'action="(/desk/drafts/[0-9a-f-]+/)"', text(response))
    assert action
    assert action[1] != HREF
    assert send(ada, "save", action[1], summary="Later thoughts.", revision=revision(response)).status_code == 303
    assert Draft.objects.count() == 2


@pytest.mark.parametrize("htmx", [True, False])
def test_what_is_wrong_is_said_all_at_once_with_the_form_kept(ada: Client, htmx: bool) -> None:
    response = send(ada, "submit", htmx=htmx, summary="", voice="king", u__whole__level="", said_on="2031-01-01")

    page = text(response)
    assert response.status_code == 422
    for field in ("summary", "voice", "said_on", "u-whole-level"):
        assert f'href="#f-{field}"' in page
        assert f'id="f-{field}-error"' in page
    assert "Four things to fix" in page
    assert "“king” is not known here" in page
    assert 'value="A. Minister"' in page
    assert "2031" in page
    assert Draft.objects.get(pk=IDENT).fields["voice"] == ["king"]
    assert not Submission.objects.exists()


def test_words_that_take_no_level_are_handed_in_without_a_coding(ada: Client) -> None:
    assert send(ada, "submit", u__whole__level="", nothing="yes").status_code == 303

    assert submissions.codings_of(Submission.objects.get(), Round.FIRST) == ()


@pytest.mark.parametrize("breach", ["x" * 5001, "bell \a"])
def test_a_text_that_cannot_be_kept_on_record_is_kept_in_the_draft(ada: Client, breach: str) -> None:
    assert send(ada, "submit", summary=breach, source_archived_url="y" * 2000).status_code == 422
    assert Draft.objects.get(pk=IDENT).fields["summary"] == [breach]


def test_a_form_that_is_far_too_long_is_refused(ada: Client) -> None:
    assert send(ada, "save", summary="x" * 200_001).status_code == 400


def test_a_draft_is_its_owners_alone(ada: Client) -> None:
    send(ada, "save")
    eve = client_of(DeskRole.EDITOR, name="eve")

    assert eve.get(HREF).status_code == send(eve, "save").status_code == 404
    assert "Doubts it." not in text(eve.get("/desk/drafts/"))


def test_an_id_that_nobody_used_is_a_new_form_under_it(ada: Client) -> None:
    assert f'action="{HREF}"' in text(ada.get(HREF))


def test_an_unknown_button_is_refused_with_the_known_ones(ada: Client) -> None:
    response = send(ada, "burn")

    assert response.status_code == 400
    assert "lay-aside" in text(response)


@pytest.mark.parametrize("revision_sent", ["", "-1", "9" * 30, "²", "x"])
def test_a_revision_that_is_no_number_is_that_of_a_new_form(ada: Client, revision_sent: str) -> None:
    assert send(ada, "save", revision=revision_sent).status_code == 303


def test_what_was_handed_in_leads_to_the_list(ada: Client) -> None:
    send(ada, "submit")

    response = ada.get(HREF)

    assert (response.status_code, response.headers["Location"]) == (302, f"/desk/drafts/#d-{IDENT}")


def test_it_is_taken_back_laid_aside_and_taken_up_again(ada: Client) -> None:
    send(ada, "submit")

    assert send(ada, "take-back").headers["Location"] == HREF
    assert Submission.objects.get().outcome == "returned"
    assert send(ada, "take-back").status_code == 400
    assert send(ada, "lay-aside", revision=revision(ada.get(HREF))).status_code == 303
    assert "It was laid aside" in text(ada.get(HREF))
    assert send(ada, "take-up").headers["Location"] == HREF
    assert "It was laid aside" not in text(ada.get(HREF))
    assert send(ada, "submit", revision=revision(ada.get(HREF))).status_code == 303


def test_what_was_decided_meanwhile_is_not_taken_back(ada: Client) -> None:
    send(ada, "submit")
    waiting = Submission.objects.get()
    submissions.code(submission=waiting, codings=submissions.codings_of(waiting, Round.FIRST), by="ben")
    submissions.publish(submission=waiting, by="ben")

    response = send(ada, "take-back")

    assert response.status_code == 409
    assert "published by ben" in text(response)


def test_a_reviewer_publishes_alone_only_where_the_site_runs_without_review(settings: Any) -> None:
    ben = client_of(DeskRole.REVIEWER)
    assert "Publish now" not in text(ben.get("/desk/log/"))
    assert send(ben, "publish").status_code == 400

    settings.REVIEW = False

    assert "Publish now" in text(ben.get("/desk/log/"))
    assert send(ben, "publish").status_code == 303
    record = StanceRecord.objects.get(guarantor__proposal__slug="test-2020")
    assert (record.level, record.review) == ("sceptical", "coded_once")


def test_an_editor_never_publishes_alone(ada: Client, settings: Any) -> None:
    settings.REVIEW = False

    assert "Publish now" not in text(ada.get("/desk/log/"))
    assert send(ada, "publish").status_code == 400
    assert Draft.objects.get(pk=IDENT).fields["summary"] == ["Doubts it."]


def test_publishing_that_is_refused_leaves_no_submission(settings: Any) -> None:
    settings.REVIEW = False
    ben = client_of(DeskRole.REVIEWER)

    assert send(ben, "publish", said_on="2031-01-01").status_code == 422
    assert not Submission.objects.exists()


def test_the_next_statement_takes_the_source_of_the_last(ada: Client) -> None:
    send(ada, "save", source_url="", source_title="A paper of its own")

    page = text(ada.get(f"/desk/log/?like={IDENT}"))

    assert 'value="A paper of its own"' in page
    assert "Doubts it." not in page


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


def test_a_draft_whose_proposal_is_gone_from_the_form_is_about_the_newest(ada: Client) -> None:
    assert send(ada, "save", proposal="nothing").status_code == 303
    assert ada.get(HREF).status_code == 200


def test_what_was_typed_on_another_proposal_is_carried_along(ada: Client) -> None:
    make_proposal("other-2020")
    send(ada, "save", u__treaty__level="opposed", actors=["AA0", "XYZ"], earlier__7="first", nothing="yes")

    page = text(ada.get(HREF))

    assert '<input type="hidden" name="u-treaty-level" value="opposed">' in page
    assert 'name="actors" value="XYZ" checked' in page
    assert re.search(r'name="earlier-7" type="text" value="first"', page)
    assert re.search(r'name="nothing"[^>]* checked', page)
    assert page.count('name="proposal"') == 1


def test_a_form_costs_no_more_queries_the_more_is_on_record(
    ada: Client, proposal: Proposal, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(30):
        ada.get("/desk/log/?proposal=test-2020")
    send(ada, "save")
    log(proposal, "more", summary="Something else.")
    with CaptureQueriesContext(connection) as few:
        ada.get(HREF)
    for number in range(5):
        log(proposal, f"more-{number}", summary=f"Something else, number {number}.")

    with django_assert_max_num_queries(len(few)):
        ada.get(HREF)
