"""The history of an entry in words: who, when, why, from what to what, and a link to the page as it was."""

from datetime import datetime
from typing import Any, Protocol

from django.utils.translation import gettext_noop

from guarantors.address import naming, shown_moment
from guarantors.domain.coding import REVIEW_RULES, Round
from guarantors.exchange.spoken import gettext as _
from guarantors.models import LockedNoun
from guarantors.pages import confidence
from guarantors.pages.desk import facts
from guarantors.pages.labels import within
from guarantors.queries.history import Deed, Past, Read
from guarantors.queries.locks import LockRow

WORDS = {
    Deed.HANDED_IN: gettext_noop("Handed in for review"),
    Deed.CODED: gettext_noop("Coded"),
    Deed.LOGGED: gettext_noop("Logged"),
    Deed.PUBLISHED: gettext_noop("Published"),
    Deed.CORRECTED: gettext_noop("Corrected"),
    Deed.WITHDRAWN: gettext_noop("Withdrawn"),
    Deed.MERGED: gettext_noop("Merged into another"),
    Deed.TOOK_IN: gettext_noop("Took in a duplicate"),
    Deed.AMENDED: gettext_noop("Its source was described anew or marked"),
    Deed.LOCKED: gettext_noop("Locked"),
    Deed.RELEASED: gettext_noop("Lock released"),
}


_ROUNDS: dict[Round | None, str] = {
    None: gettext_noop("Loaded with the statement."),
    Round.FIRST: gettext_noop("First coding."),
    Round.SECOND: gettext_noop("Second coding, made blind."),
    Round.ADJUDICATION: gettext_noop("Adjudication."),
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
        "what": _what(past),
        "at": shown_moment(past.at),
        "iso": past.at.isoformat(),
        "by": past.by,
        "why": past.why,
        "about": _about(past),
        "changes": facts.changed(past.changes),
    }


def _about(past: Past) -> str:
    """What a coder read, how a version was reviewed, or the title of a source; "" where nothing is to be said."""
    if past.read:
        return f"{_(_ROUNDS[past.round])} {'; '.join(map(_read, past.read))}."
    return _(REVIEW_RULES[past.review]) if past.review else past.about


def _read(read: Read) -> str:
    named = {
        "name": naming.actor(read.code, read.name),
        "provision": read.provision,
        "level": within(read.level),
        "confidence": confidence.in_words(read.confidence),
    }
    if read.provision:
        return _("%(name)s on %(provision)s: %(level)s, %(confidence)s") % named
    return _("%(name)s: %(level)s, %(confidence)s") % named


def _what(past: Past) -> str:
    if not past.version or past.version == 1:
        return _(WORDS[past.deed])
    return _("%(deed)s, version %(version)s") % {"deed": _(WORDS[past.deed]), "version": past.version}


def lock(found: LockRow | None) -> dict[str, str] | None:
    """A lock that stands, in words."""
    if found is None:
        return None
    if found.noun is LockedNoun.STATEMENT:
        wording = _("This statement was locked by %(name)s, %(moment)s.")
    else:
        wording = _("This stance record was locked by %(name)s, %(moment)s.")
    return {"text": wording % {"name": found.by, "moment": shown_moment(found.at)}, "reason": found.reason}
