"""Drafts: an editor's form as typed, saved again and again, and never lost."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from guarantors.actions.publication import check_by, now
from guarantors.domain.errors import Stale, gettext_noop, refuse, stale
from guarantors.models import Draft, Proposal, Submission

LONGEST = 200_000
"""Characters in all fields together: dozens of times a full form."""

Fields = Mapping[str, list[str]]


@transaction.atomic
def save(*, draft_id: str, owner: str, proposal: Proposal | None, fields: Fields, revision: int) -> Draft:
    """Keep the form as typed, whatever it says; saving the same again changes nothing.

    `revision` is the one that the editor's form was made of, 0 for a new one. Raises `Stale` where a later one was
    saved elsewhere, or where it was handed in; `Refused` for another's draft or a form that is far too long.
    """
    check_by(owner)
    kept = {name: list(values) for name, values in fields.items() if any(values)}
    if sum(len(value) for values in kept.values() for value in values) > LONGEST:
        wording = gettext_noop("a draft holds at most %(most)s characters.")
        raise refuse("draft-is-short-enough", "draft", wording, most=LONGEST)
    pk = _id(draft_id)
    # Two presses at once may both find none: the second then takes what the first has made.
    new = {"owner": owner, "proposal": proposal, "fields": kept, "saved_at": now()}
    found, is_new = Draft.objects.select_for_update(of=("self",), no_key=True).get_or_create(pk=pk, defaults=new)
    if is_new:
        return found
    _check_owner(found, owner)
    if found.submission_id is not None:
        raise stale("draft", gettext_noop("it was handed in for review meanwhile; take it back to go on with it."))
    if (found.fields, found.proposal, found.discarded_at) == (kept, proposal, None):
        return found
    if found.revision != revision:
        raise _saved_elsewhere(found)
    found.fields, found.proposal, found.saved_at, found.discarded_at = kept, proposal, now(), None
    found.revision += 1
    found.save(update_fields=["fields", "proposal", "saved_at", "discarded_at", "revision"])
    return found


@transaction.atomic
def discard(*, draft_id: str, owner: str, revision: int | None = None) -> Draft:
    """Lay it aside; it can be taken up again by saving it. Raises `Refused` for another's, `Stale` if handed in.

    `revision` is the one that was seen, if that matters: raises `Stale` where a later one was saved meanwhile.
    """
    found = Draft.objects.select_for_update(no_key=True).filter(pk=_id(draft_id)).first()
    if found is None:
        raise refuse("draft-is-known", "draft", gettext_noop("there is no such draft."))
    _check_owner(found, owner)
    if found.submission_id is not None:
        raise stale("draft", gettext_noop("it was handed in for review meanwhile; take it back first."))
    if revision is not None and found.revision != revision:
        raise _saved_elsewhere(found)
    found.discarded_at = now()
    found.save(update_fields=["discarded_at"])
    return found


def in_work(draft_id: str, *, owner: str) -> Draft | None:
    """The draft, held to be handed in; None for a form that was never saved and is sent at once.

    Raises `Stale` where it was handed in already, by another window.
    """
    found = Draft.objects.select_for_update(of=("self",), no_key=True).filter(pk=_id(draft_id)).first()
    if found is not None:
        _check_owner(found, owner)
        if found.submission_id is not None:
            raise stale("draft", gettext_noop("it was handed in for review already."))
    return found


def hand_in(draft: Draft, submission: Submission) -> None:
    """Tie a draft to what was made of it."""
    draft.submission, draft.note, draft.discarded_at = submission, "", None
    draft.save(update_fields=["submission", "note", "discarded_at"])


def reopen(submission: Submission, *, note: str, at: datetime, typed: Fields) -> None:
    """Give the draft back to its owner, with the reason; what was handed in without one becomes one, as `typed`."""
    found = Draft.objects.select_for_update(no_key=True).filter(submission=submission).first()
    if found is None:
        Draft.objects.create(
            owner=submission.logged_by,
            proposal=submission.proposal,
            fields=dict(typed),
            returned=submission,
            note=note,
            saved_at=at,
        )
        return
    found.submission, found.returned, found.note, found.saved_at = None, submission, note, at
    found.revision += 1
    found.save(update_fields=["submission", "returned", "note", "saved_at", "revision"])


def _check_owner(draft: Draft, owner: str) -> None:
    if draft.owner != owner:
        raise refuse("draft-is-its-owners", "draft", gettext_noop("this draft is another editor's."))


def _saved_elsewhere(draft: Draft) -> Stale:
    wording = gettext_noop("it was saved elsewhere meanwhile, as revision %(revision)s.")
    return stale("draft", wording, revision=draft.revision)


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise refuse("draft-is-known", "draft", gettext_noop("that is not a draft's id.")) from error
