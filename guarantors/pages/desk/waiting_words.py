"""Wording of the review: whose turn it is, how long it waits, why it wants a second look."""

from datetime import datetime, timedelta

from guarantors.domain import dates
from guarantors.domain.risk import Risk
from guarantors.pages.words import count_of
from guarantors.queries.waiting import Turn, WaitingRow

ACTIONS: dict[Turn, str] = {
    Turn.CODE: "Code",
    Turn.PUBLISH: "Publish",
    Turn.ADJUDICATE: "Adjudicate",
    Turn.ALONE: "Publish alone",
    Turn.OTHERS: "Look",
}

RISKS: dict[Risk, str] = {
    Risk.JUMP: "Jump of levels",
    Risk.UNNAMED_ONLY: "Unnamed evidence only",
    Risk.ONE_SOURCE: "One source",
    Risk.NEW_EDITOR: "New editor",
    Risk.WITHDRAWN_SOURCE: "Withdrawn source",
    Risk.CORRECTED_SOURCE: "Corrected source",
    Risk.OLD_DATE: "Long before the proposal",
}


def waits(since: datetime, now: datetime) -> str:
    """How long, as coarse as a reader needs: under an hour, 4 hours, 2 days, 5 weeks."""
    hours = max(0, int((now - since) / timedelta(hours=1)))
    if hours < 1:
        return "under an hour"
    return count_of(hours, "hour") if hours < 24 else dates.span_in_words(hours // 24)


def to_do(count: int) -> str:
    """How many of them this person can do something with."""
    return f"{count_of(count, 'statement')} for you to do." if count else "Nothing for you to do."


def moment(at: datetime) -> str:
    """30 Mar 2022, 14:05 UTC."""
    return f"{dates.short_day(at.date())}, {at:%H:%M} UTC"


def state(row: WaitingRow, username: str) -> str:
    """Where it stands, for this person, in one line."""
    own = username == row.logged_by
    coder = "You" if row.coded_by == username else row.coded_by
    if row.turn is Turn.CODE:
        return "Nobody has coded it a second time yet"
    if row.turn is Turn.ALONE:
        return "Coded once; this site runs without review"
    if row.turn is Turn.PUBLISH:
        return f"{coder} coded it: both read alike"
    if row.turn is Turn.ADJUDICATE:
        return f"{coder} coded it: the two differ"
    if row.coded_by:
        return f"{row.coded_by} coded it and decides" if own else f"Coded twice, by {row.logged_by} and {row.coded_by}"
    return "Yours: somebody else reviews it" if own else "A reviewer codes it"
