"""The one grammar of the query string, shared by every face: what is shown is what the address says.

An unknown or repeated parameter, an unknown word, an impossible date or an overlong text is refused with the allowed
ones named; an empty parameter is the same as an absent one.
"""

from guarantors.address import embedding, permanent
from guarantors.address.asking import actor_or_404, part_or_404, proposal_or_404, read_address, read_only
from guarantors.address.keeping import cache_control
from guarantors.address.lists import (
    ACTOR_PARAMETERS,
    SOURCE_PARAMETERS,
    STATEMENT_PARAMETERS,
    source_of,
    source_words,
    statement_words,
    wanted_sources,
    wanted_statements,
)
from guarantors.address.moments import latest_day, shown_moment, written_moment
from guarantors.address.reading import PARAMETERS, has_empty, one_of, read, single
from guarantors.address.view import TABLE_PARAMETERS, Address, written_query
from guarantors.domain.text import shown

__all__ = [
    "ACTOR_PARAMETERS",
    "PARAMETERS",
    "SOURCE_PARAMETERS",
    "STATEMENT_PARAMETERS",
    "TABLE_PARAMETERS",
    "Address",
    "actor_or_404",
    "cache_control",
    "embedding",
    "has_empty",
    "latest_day",
    "one_of",
    "part_or_404",
    "permanent",
    "proposal_or_404",
    "read",
    "read_address",
    "read_only",
    "shown",
    "shown_moment",
    "single",
    "source_of",
    "source_words",
    "statement_words",
    "wanted_sources",
    "wanted_statements",
    "written_moment",
    "written_query",
]
