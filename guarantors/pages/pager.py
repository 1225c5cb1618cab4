"""The links beneath one page of a list: back, and on."""

from dataclasses import dataclass

from guarantors.address import Address


@dataclass(frozen=True, slots=True)
class Pager:
    """Query strings; None where there is no such page."""

    previous: str | None
    next: str | None


def of(where: Address, previous: str | None, next_: str | None) -> Pager:
    """`previous` and `next_` are what those pages come after; "" is the beginning."""
    return Pager(
        None if previous is None else where.with_(after=previous).query(),
        None if next_ is None else where.with_(after=next_).query(),
    )
