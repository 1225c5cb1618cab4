"""Wording of the review: whose turn it is, how long it waits, why it wants a second look."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_noop

from guarantors.address import worded
from guarantors.domain.risk import Risk
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import ngettext, pgettext
from guarantors.pages import counted
from guarantors.queries.waiting import Turn, WaitingRow

_RISKS: dict[Risk, str] = {
    Risk.JUMP: gettext_noop("Jump of levels"),
    Risk.UNNAMED_ONLY: gettext_noop("Unnamed evidence only"),
    Risk.ONE_SOURCE: gettext_noop("One source"),
    Risk.NEW_EDITOR: gettext_noop("New editor"),
    Risk.WITHDRAWN_SOURCE: gettext_noop("Withdrawn source"),
    Risk.CORRECTED_SOURCE: gettext_noop("Corrected source"),
    Risk.OLD_DATE: gettext_noop("Long before the proposal"),
}


def risk(raised: Risk) -> str:
    """The flag in two words or three."""
    return _(_RISKS[raised])


def action(turn: Turn) -> str:
    """What this person can do with a statement that waits, on the button that leads there."""
    match turn:
        case Turn.CODE:
            return pgettext("to read a statement for its level", "Code")
        case Turn.PUBLISH:
            return _("Publish")
        case Turn.ADJUDICATE:
            return _("Adjudicate")
        case Turn.ALONE:
            return _("Publish alone")
        case Turn.OTHERS:
            return pgettext("at a statement that waits for others", "Look")


def waits(since: datetime, now: datetime) -> str:
    """How long, as coarse as a reader needs: under an hour, 4 hours, 2 days, 5 weeks."""
    hours = max(0, int((now - since) / timedelta(hours=1)))
    if hours < 1:
        return _("under an hour")
    return counted.hours(hours) if hours < 24 else worded.span_in_words(hours // 24)


def to_do(count: int) -> str:
    """How many of them this person can do something with."""
    if not count:
        return _("Nothing for you to do.")
    wording = ngettext("%(count)s statement for you to do.", "%(count)s statements for you to do.", count)
    return wording % {"count": worded.figure(count)}


def wait(count: int) -> str:
    """`3 statements wait`."""
    return ngettext("%(count)s statement waits", "%(count)s statements wait", count) % {"count": worded.figure(count)}


def moment(at: datetime) -> str:
    """30 Mar 2022, 14:05 UTC."""
    return f"{worded.short_day(at.date())}, {at:%H:%M} UTC"


def state(row: WaitingRow, username: str) -> str:
    """Where it stands, for this person, in one line."""
    own = username == row.logged_by
    if row.turn is Turn.CODE:
        return _("Nobody has coded it a second time yet")
    if row.turn is Turn.ALONE:
        return _("Coded once; this site runs without review")
    if row.turn is Turn.PUBLISH:
        if row.coded_by == username:
            return _("You coded it: both read alike")
        return _("%(coder)s coded it: both read alike") % {"coder": row.coded_by}
    if row.turn is Turn.ADJUDICATE:
        if row.coded_by == username:
            return _("You coded it: the two differ")
        return _("%(coder)s coded it: the two differ") % {"coder": row.coded_by}
    if row.coded_by and own:
        return _("%(coder)s coded it and decides") % {"coder": row.coded_by}
    if row.coded_by:
        return _("Coded twice, by %(first)s and %(second)s") % {"first": row.logged_by, "second": row.coded_by}
    return _("Yours: somebody else reviews it") if own else _("A reviewer codes it")
