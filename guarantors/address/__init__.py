"""The one grammar of the query string, shared by every face: what is shown is what the address says.

An unknown or repeated parameter, an unknown word, an impossible date or an overlong text is refused with the allowed
ones named; an empty parameter is the same as an absent one.
"""

from guarantors.address.lists import (
    ACTOR_PARAMETERS,
    SOURCE_PARAMETERS,
    STATEMENT_PARAMETERS,
    source_words,
    statement_words,
    wanted_sources,
    wanted_statements,
)
from guarantors.address.moments import latest_day, written_moment
from guarantors.address.reading import PARAMETERS, has_empty, one_of, read, single
from guarantors.address.view import TABLE_PARAMETERS, Address
from guarantors.domain.text import shown

__all__ = [
    "ACTOR_PARAMETERS",
    "PARAMETERS",
    "SOURCE_PARAMETERS",
    "STATEMENT_PARAMETERS",
    "TABLE_PARAMETERS",
    "Address",
    "has_empty",
    "latest_day",
    "one_of",
    "read",
    "shown",
    "single",
    "source_words",
    "statement_words",
    "wanted_sources",
    "wanted_statements",
    "written_moment",
]
