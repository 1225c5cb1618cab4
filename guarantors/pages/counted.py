"""So many of a thing, in words of the language: each noun a message of its own, since other languages have more forms
than one and many."""

from guarantors.address.worded import figure
from guarantors.exchange.spoken import ngettext


def actors(count: int) -> str:
    """`3 actors`."""
    return ngettext("%(count)s actor", "%(count)s actors", count) % {"count": figure(count)}


def changes(count: int) -> str:
    """`3 changes`: moves of theirs from one level to another."""
    return ngettext("%(count)s change", "%(count)s changes", count) % {"count": figure(count)}


def corrections(count: int) -> str:
    """`3 corrections`: of ours."""
    return ngettext("%(count)s correction", "%(count)s corrections", count) % {"count": figure(count)}


def days(count: int) -> str:
    """`90 days`."""
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": figure(count)}


def entries(count: int) -> str:
    """`3 entries of ours`."""
    return ngettext("%(count)s entry of ours", "%(count)s entries of ours", count) % {"count": figure(count)}


def nominations(count: int) -> str:
    """`3 nominations`."""
    return ngettext("%(count)s nomination", "%(count)s nominations", count) % {"count": figure(count)}


def events(count: int) -> str:
    """`3 events`."""
    return ngettext("%(count)s event", "%(count)s events", count) % {"count": figure(count)}


def hours(count: int) -> str:
    """`3 hours`."""
    return ngettext("%(count)s hour", "%(count)s hours", count) % {"count": figure(count)}


def new_records(count: int) -> str:
    """`3 new stance records`."""
    return ngettext("%(count)s new stance record", "%(count)s new stance records", count) % {"count": figure(count)}


def new_statements(count: int) -> str:
    """`3 new statements`."""
    return ngettext("%(count)s new statement", "%(count)s new statements", count) % {"count": figure(count)}


def proposals(count: int) -> str:
    """`3 proposals`."""
    return ngettext("%(count)s proposal", "%(count)s proposals", count) % {"count": figure(count)}


def provisions(count: int) -> str:
    """`3 provisions`."""
    return ngettext("%(count)s provision", "%(count)s provisions", count) % {"count": figure(count)}


def reaffirmations(count: int) -> str:
    """`3 reaffirmations`."""
    return ngettext("%(count)s reaffirmation", "%(count)s reaffirmations", count) % {"count": figure(count)}


def sources(count: int) -> str:
    """`3 sources`."""
    return ngettext("%(count)s source", "%(count)s sources", count) % {"count": figure(count)}


def statements(count: int) -> str:
    """`1 statement`, `3 statements`, `1,200 statements`."""
    return ngettext("%(count)s statement", "%(count)s statements", count) % {"count": figure(count)}


def withdrawals(count: int) -> str:
    """`3 withdrawals`: of ours."""
    return ngettext("%(count)s withdrawal", "%(count)s withdrawals", count) % {"count": figure(count)}
