"""The history of an entry in words: who, when, why, from what to what, and a link to the page as it was."""

from datetime import datetime
from typing import Any, Protocol

from guarantors.address import shown_moment
from guarantors.models import LockedNoun
from guarantors.pages.desk import facts
from guarantors.queries.history import Deed, Past
from guarantors.queries.locks import LockRow

WORDS = {
    Deed.HANDED_IN: "Handed in for review",
    Deed.CODED: "Coded",
    Deed.LOGGED: "Logged",
    Deed.PUBLISHED: "Published",
    Deed.CORRECTED: "Corrected",
    Deed.WITHDRAWN: "Withdrawn",
    Deed.MERGED: "Merged into another",
    Deed.TOOK_IN: "Took in a duplicate",
    Deed.AMENDED: "Its source was described anew or marked",
    Deed.LOCKED: "Locked",
    Deed.RELEASED: "Lock released",
}


class Shown(Protocol):
    """What has a page that can be seen as it was."""

    def at(self, moment: datetime | None) -> str: ...


def entry(subject: Shown, past: Past) -> dict[str, Any]:
    """One act on a statement, a stance record or a source."""
    to_statement = past.deed in (Deed.MERGED, Deed.TOOK_IN)
    return {
        **told(past),
        "then": subject.at(past.at) if past.is_public else "",
        "other": f"/desk/{'statements' if to_statement else 'sources'}/{past.other}/" if past.other else "",
        "other_ref": past.other,
    }


def told(past: Past) -> dict[str, Any]:
    """One act, without its links."""
    return {
        "what": WORDS[past.deed] + (f", version {past.version}" if past.version and past.version > 1 else ""),
        "at": shown_moment(past.at),
        "iso": past.at.isoformat(),
        "by": past.by,
        "why": past.why,
        "about": past.about,
        "changes": facts.changed(past.changes),
    }


def lock(found: LockRow | None) -> dict[str, str] | None:
    """A lock that stands, in words."""
    if found is None:
        return None
    what = "statement" if found.noun is LockedNoun.STATEMENT else "stance record"
    text = f"This {what} was locked by {found.by}, {shown_moment(found.at)}."
    return {"text": text, "reason": found.reason}
