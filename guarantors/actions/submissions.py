"""Submissions: a statement is handed in, coded blind by a second person, and published; or sent back with a reason.

Nothing of it is on record before it is published; then the statement, every coding and the stance records that follow
come on record together, at one moment, through the same actions as everything else.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from guarantors.actions import audit, checking, drafts, entering, typed
from guarantors.actions.publication import check_by, check_reason, now, publication
from guarantors.domain.coding import BLIND, Review, Round, adopted, agree
from guarantors.domain.errors import gettext_noop, refuse, refuse_any, stale
from guarantors.domain.submission import CodingGiven, Given, codings_from_plain, plain_codings
from guarantors.models import CodingSheet, Outcome, Proposal, Statement, Submission


@transaction.atomic
def submit(
    *,
    proposal: Proposal,
    given: Given,
    codings: Sequence[CodingGiven],
    by: str,
    draft_id: str | None = None,
    names: checking.Names | None = None,
) -> Submission:
    """Hand in a statement with the first coding of it, for a second coder; `draft_id` is the draft it was made of.

    `names` are what codings may name, where they were asked for already.
    Raises `Refused` with every rule that the statement or a coding would break once published.
    """
    check_by(by)
    refuse_any(checking.breaches(proposal, given, codings, names=names))
    draft = drafts.in_work(draft_id, owner=by) if draft_id is not None else None
    moment = now()
    made = Submission.objects.create(
        proposal=proposal,
        content=given.plain(),
        logged_by=by,
        logged_at=moment,
        follows=draft.returned if draft else None,
    )
    _sheet(made, Round.FIRST, by, codings, moment)
    if draft is not None:
        drafts.hand_in(draft, made)
    audit.keep(by=by, at=moment, verb="handed in", noun="submission", ref=str(made.pk), proposal=proposal)
    return made


@transaction.atomic
def code(*, submission: Submission, codings: Sequence[CodingGiven], by: str) -> CodingSheet:
    """The second, blind coding. Raises `Refused` for a broken rule or for who logged it, `Stale` if one is there."""
    check_by(by)
    held = _held(submission)
    _check_other(held, by)
    other = held.sheets.filter(round=Round.SECOND).first()
    if other is not None:
        wording = gettext_noop("%(coder)s has coded it meanwhile; your coding was not taken.")
        raise stale("submission", wording, coder=other.coder)
    refuse_any(checking.coding_breaches(held.proposal, given_of(held), codings))
    moment = now()
    audit.keep(by=by, at=moment, verb="coded", noun="submission", ref=str(held.pk), proposal=held.proposal)
    return _sheet(held, Round.SECOND, by, codings, moment)


@transaction.atomic
def publish(*, submission: Submission, by: str) -> Statement:
    """Put on record what two coders read alike. Raises `Refused` where they differ or one is missing."""
    check_by(by)
    with publication(submission.proposal) as moment:
        held = _held(submission)
        _check_other(held, by)
        first, second = _both(held)
        if not agree(first, second):
            wording = gettext_noop("the two coders differ; adjudicate, and say why.")
            raise refuse("different-readings-are-adjudicated", "codings", wording)
        return _publish(held, adopted(first, second), Review.AGREED, by, moment)


@transaction.atomic
def adjudicate(*, submission: Submission, codings: Sequence[CodingGiven], by: str) -> Statement:
    """Decide between two readings and put the statement on record. Raises `Refused` without a rationale for each."""
    check_by(by)
    with publication(submission.proposal) as moment:
        held = _held(submission)
        _check_other(held, by)
        _both(held)
        refuse_any(checking.coding_breaches(held.proposal, given_of(held), codings, rationale_needed=True))
        _sheet(held, Round.ADJUDICATION, by, codings, moment)
        return _publish(held, codings, Review.ADJUDICATED, by, moment)


@transaction.atomic
def publish_alone(*, submission: Submission, by: str) -> Statement:
    """Put on record what one person has coded, where the site runs without review; the record says so."""
    check_by(by)
    if settings.REVIEW:
        wording = gettext_noop("this site publishes what a second person has coded; a team of one sets REVIEW=off.")
        raise refuse("review-is-a-second-coding", "submission", wording)
    with publication(submission.proposal) as moment:
        held = _held(submission)
        if held.sheets.filter(round=Round.SECOND).exists():
            wording = gettext_noop(
                "a second person has coded it, so the record cannot say that it was coded once; a reviewer publishes "
                "or adjudicates it."
            )
            raise refuse("coded-twice-is-reviewed", "codings", wording)
        return _publish(held, codings_of(held, Round.FIRST), Review.CODED_ONCE, by, moment)


@transaction.atomic
def give_back(*, submission: Submission, reason: str, by: str) -> None:
    """Send it back to who logged it, as a draft again; or take back one's own. Raises `Refused` without a reason."""
    check_by(by)
    check_reason(reason)
    held = _held(submission)
    moment = now()
    _decide(held, Outcome.RETURNED, by, moment, reason=reason)
    as_typed = typed.of_handed_in(held.proposal.slug, given_of(held), codings_of(held, Round.FIRST))
    drafts.reopen(held, note=reason, at=moment, typed=as_typed)
    verb = "took back" if by == held.logged_by else "sent back"
    audit.keep(by=by, at=moment, verb=verb, noun="submission", ref=str(held.pk), proposal=held.proposal, reason=reason)


def given_of(submission: Submission) -> Given:
    """What was handed in."""
    return Given.from_plain(submission.content)


def codings_of(submission: Submission, round_: Round) -> tuple[CodingGiven, ...]:
    """What was read in a round; nothing where it was not coded in it."""
    sheet = submission.sheets.filter(round=round_.value).first()
    return codings_from_plain(sheet.codings) if sheet else ()


def is_blind(submission: Submission) -> bool:
    """Whether its codings were made without sight of another's.

    Once both were shown and it was sent back, who codes it anew may have seen how the other read it.
    """
    earlier = submission.follows
    while earlier is not None:
        if earlier.sheets.filter(round=Round.SECOND).exists():
            return False
        earlier = earlier.follows
    return True


def _sheet(
    submission: Submission, round_: Round, coder: str, codings: Sequence[CodingGiven], at: datetime
) -> CodingSheet:
    return CodingSheet.objects.create(
        submission=submission, round=round_.value, coder=coder, codings=plain_codings(codings), coded_at=at
    )


def _held(submission: Submission) -> Submission:
    """The submission, held against others. Raises `Stale` where it was decided meanwhile."""
    held = (
        Submission.objects.select_for_update(of=("self",), no_key=True).select_related("proposal").get(pk=submission.pk)
    )
    if held.outcome:
        wording = gettext_noop("it was published by %(by)s meanwhile.")
        if held.outcome == Outcome.RETURNED:
            wording = gettext_noop("it was returned by %(by)s meanwhile.")
        raise stale("submission", wording, by=held.decided_by)
    return held


def _check_other(submission: Submission, by: str) -> None:
    if by == submission.logged_by:
        wording = gettext_noop("%(by)s logged this statement; somebody else reviews it.")
        raise refuse("nobody-reviews-what-they-logged", "submission", wording, by=by)


def _both(submission: Submission) -> tuple[Sequence[CodingGiven], Sequence[CodingGiven]]:
    if not submission.sheets.filter(round=Round.SECOND).exists():
        wording = gettext_noop("nobody has coded it a second time yet.")
        raise refuse("review-is-a-second-coding", "codings", wording)
    return codings_of(submission, Round.FIRST), codings_of(submission, Round.SECOND)


def _publish(
    submission: Submission, adopted_: Sequence[CodingGiven], review: Review, by: str, moment: datetime
) -> Statement:
    hidden = () if is_blind(submission) else BLIND
    statement = entering.enter(
        proposal=submission.proposal,
        given=given_of(submission),
        sheets=[
            (sheet.coder, None if sheet.round in hidden else Round(sheet.round), codings_from_plain(sheet.codings))
            for sheet in submission.sheets.order_by("pk")
        ],
        adopted=adopted_,
        review=review,
        logged_by=submission.logged_by,
        by=by,
        at=moment,
    )
    _decide(submission, Outcome.PUBLISHED, by, moment, statement=statement)
    audit.keep(
        by=by,
        at=moment,
        verb="published",
        noun="submission",
        ref=str(submission.pk),
        proposal=submission.proposal,
        detail={"statement": statement.ref, "review": review.value},
    )
    return statement


def _decide(
    submission: Submission,
    outcome: Outcome,
    by: str,
    at: datetime,
    *,
    reason: str = "",
    statement: Statement | None = None,
) -> None:
    submission.outcome, submission.decided_by = outcome.value, by
    submission.decided_at = max(at, submission.logged_at)  # the clocks of two servers may differ a little
    submission.reason, submission.statement = reason, statement
    submission.save(update_fields=["outcome", "decided_by", "decided_at", "reason", "statement"])
