"""Which statement stands in the place of one that was merged?"""

from datetime import datetime

from guarantors.models import StatementVersion


def stands_for(ref: str, *, known_at: datetime) -> str | None:
    """The statement in which a chain of merges ended by that moment; None for one that was not merged by then.

    One SQL query for each link of the chain, and one more. A statement is merged into one that stands, so that no
    chain comes back to where it began.
    """
    found = None
    while following := _merged_into(found or ref, known_at):
        found = following
    return found


def _merged_into(ref: str, known_at: datetime) -> str | None:
    ended = StatementVersion.objects.filter(
        statement__ref=ref, merged_into__isnull=False, superseded_at__lte=known_at
    ).order_by()
    return ended.values_list("merged_into__ref", flat=True).first()
