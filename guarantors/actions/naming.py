"""Names that stand in addresses (of sources, speakers, statements): free when they are chosen, and chosen again where
somebody who publishes about another proposal took the same one meanwhile.
"""

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, transaction

from guarantors.domain.errors import Refused

Row = TypeVar("Row")

ATTEMPTS = 5


def made_under_a_free_name(make: Callable[[], Row]) -> Row:
    """What `make` answers, which looks for a free name each time that it is called."""
    for _ in range(ATTEMPTS - 1):
        try:
            with transaction.atomic():
                return make()
        except IntegrityError:
            continue
        except Refused as refused:
            if any(breach.rule != "id-is-free" for breach in refused.breaches):
                raise
    return make()
