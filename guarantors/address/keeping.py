"""For how long the answer at an address may be kept."""

from datetime import timedelta

from guarantors.address.view import Address

SETTLED_AFTER = timedelta(hours=1)
"""An entry carries the moment at which its transaction began; none runs for so long, so older moments are complete."""

A_YEAR = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, no-cache"


def cache_control(where: Address) -> str:
    """A view with both clocks fixed shows the same for ever once its moment is complete; any other is asked again."""
    settled = where.is_permanent and where.moment < where.now - SETTLED_AFTER
    return A_YEAR if settled else ASK_AGAIN
