"""A refusal in the language of the page, for every face that people read."""

from enum import StrEnum

from guarantors.address import naming, worded
from guarantors.address.naming import Named
from guarantors.domain.dates import GivenDate
from guarantors.domain.errors import Wording, between
from guarantors.exchange import codebook, spoken
from guarantors.exchange.spoken import gettext as _


def in_words(said: Wording) -> str:
    """The fact and the fix. In English as the API and the logs say them."""
    if spoken.is_english():
        return said.message
    return _(said.text) % {name: _fact(value) for name, value in said.facts} if said.facts else _(said.text)


def _fact(value: object) -> object:
    match value:
        case Wording():
            return in_words(value)
        case GivenDate():
            return worded.long(value)
        case Named():
            return naming.of(value)
        case StrEnum():
            return codebook.within(value)
        case tuple():
            return between(value).join(str(_fact(each)) for each in value)
    return value
