"""A refusal in the language of the page."""

from guarantors.address import worded
from guarantors.domain import dates
from guarantors.domain.errors import Breach
from guarantors.exchange.spoken import gettext as _


def in_words(breach: Breach) -> str:
    """The fact and the fix. What no reader can meet has no wording, and stays as it is."""
    if not breach.wording:
        return breach.message
    return _(breach.wording) % {name: _fact(value) for name, value in breach.facts}


def _fact(value: object) -> object:
    return worded.long(value) if isinstance(value, dates.GivenDate) else value
