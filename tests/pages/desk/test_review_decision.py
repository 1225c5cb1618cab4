"""The decision at the end of a review: published, adjudicated, sent back; and by whom."""

import re
from typing import Any

import pytest
from django.test import Client

from guarantors.actions import drafts, submissions
from guarantors.domain.roles import DeskRole
from guarantors.domain.stance import Level
from guarantors.domain.submission import SourceGiven
from guarantors.models import Draft, Proposal, StanceRecord, Statement, Submission
from tests.desk import coded, coding, given, press, review_of, submission, typed
from tests.pages.reading import page, section, text_of
from tests.people import client_of
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db
DRAFT = "0b7c1d8e-0000-4000-8000-00000000000a"


@pytest.fixture
def ben() -> Client:
    return client_of(DeskRole.REVIEWER)


def test_equal_readings_are_published_in_one_step_that_says_what_it_does(ben: Client) -> None:
    proposal = make_proposal()
    item, following = coded(submission(proposal)), submission(proposal)
    text = page(ben, review_of(item))
    assert "No stance on record until now; sceptical from 2 Jan 2020" in text_of(section(text, "h-publish"))
    assert not Statement.objects.filter(proposal=proposal).exists()

    response = press(ben, item, "publish")

    assert (response.status_code, response.headers["Location"]) == (303, f"/desk/review/#review-{following.pk}")
    queue = page(ben, "/desk/review/")
    assert '<a href="/statements/aa0-2020-01-02-minister/">statement aa0-2020-01-02-minister</a>' in queue
    assert f'id="review-{following.pk}"' in queue
    assert StanceRecord.objects.get(guarantor__proposal=proposal).review == "agreed"


def test_the_last_one_leads_to_the_empty_queue(ben: Client) -> None:
    item = coded(submission(make_proposal()))

    assert press(ben, item, "publish").headers["Location"] == "/desk/review/"
    assert "Nothing waits for review." in page(ben, "/desk/review/")


def test_different_readings_are_adjudicated_with_a_rationale(ben: Client) -> None:
    proposal = make_proposal()
    item = coded(submission(proposal), coding(level=Level.OPPOSED, rationale="Rules it out."))
    text = page(ben, review_of(item))
    assert 'value="publish"' not in text
    assert not re.search(r'name="u-whole-level" value="(?!")[a-z]+" checked', text)

    refused = press(ben, item, "adjudicate", typed("sceptical"))
    assert refused.status_code == 422
    assert "say why the words were read so" in refused.content.decode()
    done = press(ben, item, "adjudicate", typed("sceptical", rationale="Not ruled out."))

    assert done.status_code == 303
    record = StanceRecord.objects.get(guarantor__proposal=proposal)
    assert (record.level, record.review, record.rationale) == ("sceptical", "adjudicated", "Not ruled out.")


@pytest.mark.parametrize(("do", "level"), [("take-first", "sceptical"), ("take-second", "opposed")])
def test_a_coding_is_taken_into_the_form_and_the_rationale_stays_ones_own(ben: Client, do: str, level: str) -> None:
    item = coded(submission(make_proposal()), coding(level=Level.OPPOSED, rationale="Rules it out."))

    text = press(ben, item, do, typed("open", rationale="Half typed")).content.decode()

    assert re.search(rf'name="u-whole-level" value="{level}" checked', text)
    assert "Half typed</textarea>" in text
    assert Submission.objects.get(pk=item.pk).outcome == ""


def test_an_adjudication_shows_what_it_would_change_with_nothing_done(ben: Client) -> None:
    proposal = make_proposal()
    item = coded(submission(proposal), coding(level=Level.OPPOSED))

    response = press(ben, item, "preview", typed("noncommittal", rationale="Balanced."))

    text = response.content.decode()
    assert response.status_code == 200
    assert "No stance on record until now; noncommittal from 2 Jan 2020" in text_of(text)
    assert re.search(r'value="noncommittal" checked', text)
    assert (Submission.objects.get(pk=item.pk).outcome, Statement.objects.filter(proposal=proposal).count()) == ("", 0)


def test_equal_readings_may_be_decided_otherwise(ben: Client) -> None:
    proposal = make_proposal()
    item = coded(submission(proposal))
    text = page(ben, review_of(item) + "?decide=otherwise")
    assert 'value="adjudicate"' in text
    assert 'value="publish"' not in text

    press(ben, item, "adjudicate", typed("open", rationale="Both misread it."))

    assert StanceRecord.objects.get(guarantor__proposal=proposal).review == "adjudicated"


def test_it_is_sent_back_with_a_reason_and_without_it_the_coding_typed_is_kept(ben: Client) -> None:
    proposal = make_proposal()
    drafts.save(draft_id=DRAFT, owner="ada", proposal=proposal, fields={"summary": ["Doubts it."]}, revision=0)
    item = submissions.submit(proposal=proposal, given=given(), codings=[coding()], by="ada", draft_id=DRAFT)

    refused = press(ben, item, "give-back", typed("open", rationale="Half typed") | {"reason": " "})
    assert refused.status_code == 422
    assert "give a reason" in refused.content.decode()
    assert "Half typed</textarea>" in refused.content.decode()
    press(ben, item, "give-back", {"reason": "The day is wrong."})

    assert Draft.objects.get(pk=DRAFT).note == "The day is wrong."
    assert "You sent it back: ada has it as a draft again" in page(ben, "/desk/review/")
    closed = text_of(page(ben, review_of(item)))
    assert "Sent back by ben on" in closed
    assert "Reason: The day is wrong." in closed
    assert "Voices doubt." not in closed


def test_who_logged_it_sees_their_coding_and_takes_it_back() -> None:
    ada = client_of(DeskRole.EDITOR)
    proposal = make_proposal()
    drafts.save(draft_id=DRAFT, owner="ada", proposal=proposal, fields={}, revision=0)
    item = submissions.submit(proposal=proposal, given=given(), codings=[coding()], by="ada", draft_id=DRAFT)
    text = page(ada, review_of(item))
    assert "Voices doubt." in section(text, "h-codings")
    assert "Nobody else sees it before" in text
    assert 'value="code"' not in text

    response = press(ada, item, "give-back", {"reason": "A slip."})

    assert response.headers["Location"] == f"/desk/drafts/{DRAFT}/"
    assert Draft.objects.get(pk=DRAFT).submission is None
    assert "Taken back by ada on" in text_of(page(ada, review_of(item)))


def test_a_record_that_moved_meanwhile_is_said_beside_the_button(ben: Client) -> None:
    proposal = make_proposal()
    source = SourceGiven(id="test-2020-source")
    item = coded(submission(proposal, what=given(source)))
    Proposal.objects.filter(pk=proposal.pk).update(changed_at="2999-01-01T00:00:00Z")

    text = page(ben, review_of(item))

    assert "It cannot be published as it was read" in text
    assert 'id="do-publish"' not in text


@pytest.mark.parametrize("do", ["code", "publish", "adjudicate", "preview", "take-first", "alone"])
def test_an_editor_decides_nothing(do: str) -> None:
    item = coded(submission(make_proposal()))

    response = press(client_of(DeskRole.EDITOR, name="eva"), item, do, typed("open", rationale="Mine."))

    assert response.status_code == 403
    assert "takes the role reviewer" in response.content.decode()
    assert Submission.objects.get(pk=item.pk).outcome == ""


def test_an_editor_takes_back_only_what_is_theirs() -> None:
    item = submission(make_proposal())

    assert press(client_of(DeskRole.EDITOR, name="eva"), item, "give-back", {"reason": "Mine."}).status_code == 403
    assert Submission.objects.get(pk=item.pk).outcome == ""


@pytest.mark.parametrize("do", ["code", "publish", "adjudicate", "alone", "take-second", "preview"])
def test_nobody_reviews_what_they_logged(do: str) -> None:
    proposal = make_proposal()
    item = coded(submission(proposal, by="carl"))

    response = press(client_of(DeskRole.REVIEWER, name="carl"), item, do, typed("open", rationale="Mine."))

    assert response.status_code == (200 if do == "take-second" else 422)
    assert (Submission.objects.get(pk=item.pk).outcome, Statement.objects.filter(proposal=proposal).count()) == ("", 0)


def test_a_team_of_one_publishes_alone_and_is_told_what_the_record_will_say(settings: Any) -> None:
    settings.REVIEW = False
    proposal = make_proposal()
    item = submission(proposal, by="ben")
    ben = client_of(DeskRole.REVIEWER)
    text = text_of(page(ben, review_of(item)))
    assert "The record will say that it was coded once, by one person." in text
    assert "No stance on record until now; sceptical from 2 Jan 2020" in text

    press(ben, item, "alone")

    assert StanceRecord.objects.get(guarantor__proposal=proposal).review == "coded_once"
    assert "Coded once, not reviewed" in page(Client(), "/statements/aa0-2020-01-02-minister/")


def test_publishing_what_others_published_before_says_what_it_does_on_top(ben: Client) -> None:
    proposal = make_proposal()
    publish(proposal, "aa0-1", log(proposal, "held", said_on="2020-01-01"), effective_on="2020-01-01")
    item = coded(submission(proposal))

    text = text_of(page(ben, review_of(item)))

    assert "Jump of levels Land 0: from open to sceptical, 2 levels at once." in text
    assert "Open from 1 Jan 2020, then sceptical from 2 Jan 2020" in text


@pytest.mark.parametrize(
    ("second", "do", "fields", "leads_to"),
    [
        (None, "code", typed("opposed", rationale="Mine."), "/desk/review/{}/#h-codings"),
        (coding(), "publish", {}, "/desk/review/"),
        (coding(level=Level.OPEN), "adjudicate", typed("opposed", rationale="Mine."), "/desk/review/"),
        (None, "give-back", {"reason": "The day."}, "/desk/review/"),
    ],
)
def test_a_button_pressed_twice_does_it_once(
    ben: Client, second: Any, do: str, fields: dict[str, str], leads_to: str
) -> None:
    proposal = make_proposal()
    item = submission(proposal)
    if second:
        coded(item, second)

    answers = [press(ben, item, do, fields) for _ in range(2)]

    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [
        (303, leads_to.format(item.pk))
    ] * 2
    assert Statement.objects.filter(proposal=proposal).count() == (1 if second else 0)


def test_another_coding_of_ones_own_is_refused_and_kept(ben: Client) -> None:
    item = submission(make_proposal())
    press(ben, item, "code", typed("opposed", rationale="Mine."))

    late = press(ben, item, "code", typed("open", rationale="On second thoughts."))

    assert late.status_code == 409
    assert "This was done already" in late.content.decode()
    assert "On second thoughts.</textarea>" in late.content.decode()
