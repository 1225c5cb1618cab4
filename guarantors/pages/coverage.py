"""Coverage in words: what was read, and what that does not claim. What is not known is said to be not recorded."""

from datetime import date

from guarantors.address import worded
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import ngettext
from guarantors.models.carried import SourcesRead
from guarantors.models.gist_counts import Entries
from guarantors.pages import counted


def sentence(read: SourcesRead) -> str:
    """`Coverage: 46 sources, published from 17 Mar 2022 to 22 Aug 2025.`"""
    if not read.count:
        return _("Coverage: no source is on record yet.")
    sources = _with_days(counted.sources(read.count), read.first, read.last)
    if not read.undated:
        return _("Coverage: %(sources)s.") % {"sources": sources}
    return ngettext(
        "Coverage: %(sources)s; %(undated)s without a date on record.",
        "Coverage: %(sources)s; %(undated)s without a date on record.",
        read.undated,
    ) % {"sources": sources, "undated": read.undated}


def facts(read: SourcesRead, own: Entries, name: str) -> list[tuple[str, str]]:
    """Terms and what is on record of each, for the page of one guarantor."""
    of_proposal = ngettext("%(count)s source of the proposal", "%(count)s sources of the proposal", read.count)
    found = [
        (_("Searched"), _with_days(of_proposal % {"count": worded.figure(read.count)}, read.first, read.last)),
        (
            _("With words of %(name)s") % {"name": name},
            _with_days(counted.sources(own.sources), own.first_published, own.last_published),
        ),
    ]
    moments = (
        (_("First entry"), own.first_recorded),
        (_("Latest entry"), own.last_recorded),
        (_("Last changed"), own.last_changed),
        (_("Sources last checked"), read.checked_at),
    )
    return [*found, *((term, worded.short_day(at.date()) if at else _("not recorded")) for term, at in moments)]


def _with_days(sources: str, first: date | None, last: date | None) -> str:
    """How many sources, and when they were published where that is on record."""
    if first is None or last is None:
        return sources
    if first == last:
        return _("%(sources)s, published %(day)s") % {"sources": sources, "day": worded.short_day(first)}
    return _("%(sources)s, published from %(first)s to %(last)s") % {
        "sources": sources,
        "first": worded.short_day(first),
        "last": worded.short_day(last),
    }
