"""Entries and stored rows in one shape, which serves to compare a file with the record and to dump it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from guarantors.domain import dates
from guarantors.domain import difference as difference_
from guarantors.exchange.entries import Entry
from guarantors.exchange.sections import CLOCK, MERGED
from guarantors.models import StatementVersion
from guarantors.queries.contents import Shape as Shape
from guarantors.queries.contents import stance as stance
from guarantors.queries.contents import statement as statement


def content(entry: Entry) -> Shape:
    """What an entry says, without its recorded clock."""
    return {key: value for key, value in entry.values.items() if key not in CLOCK and key not in MERGED}


def statement_content(entry: Entry, published_on: date | None) -> Shape:
    """The same for a statement whose source appeared on that day, as the file has it."""
    last = dates.latest_possible(dates.parse(entry["said_on"]), entry["said_last"] or published_on)
    return content(entry) | {"said_last": last}


def difference(was: Mapping[str, Any], became: Mapping[str, Any]) -> str:
    """What changed, in words: `level was open, became supportive`."""
    found = {key: value for key, value in became.items() if not (key == "review" and value is None)}
    return "; ".join(map(str, difference_.changes(was, found)))  # a file made by hand does not speak of the review


def reckoned_otherwise(row: StatementVersion, published_on: date | None) -> date | None:
    """The version's last possible day, where the source's date as it is now would give another one.

    A source's date can be amended; what a version was counted from on the day that it was recorded stays.
    """
    given = dates.parse(row.said_on)
    if published_on is None:
        as_now: date | None = given.last
    else:
        as_now = None if published_on < given.first else min(given.last, published_on)
    return None if as_now == row.said_last else row.said_last
