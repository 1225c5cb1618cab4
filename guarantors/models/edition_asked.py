"""The edition of the record: the number of the last change in the journal.

What is made of one edition is right for as long as no other stands. This is the plain way to know: the database is
asked each time. The other ways (`edition_mapped`, `edition_leased`) answer the same without asking it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, transaction

from guarantors.models.journal import Ledger


class Edition:
    """Asked each time: right whoever writes, from whichever machine."""

    def announce(self, number: int) -> None:
        """Say that this edition is about to be committed. To be called while the ledger is held."""

    def standing(self) -> int:
        """The number of the edition that stands."""
        return self._stored()

    @contextmanager
    def held(self) -> Iterator[None]:
        """No edition is committed meanwhile: whoever writes waits for the ledger."""
        with transaction.atomic():
            list(Ledger.objects.select_for_update().filter(pk=1))
            yield

    def _stored(self) -> int:
        """What the primary says, whichever database the present request reads."""
        found = Ledger.objects.using(DEFAULT_DB_ALIAS).filter(pk=1).values_list("last", flat=True).first()
        return found or 0
