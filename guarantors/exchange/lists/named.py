"""What the rows of a list name, and how they are as cells of CSV."""

from collections.abc import Iterator, Sequence

from guarantors.exchange.lists.listing import Listing, Named, Row


def names_in(rows: Sequence[Row], named: Named) -> list[str]:
    """What the rows name by these columns, each name once."""
    found: dict[str, None] = {}
    for row in rows:
        values = [row[column] for column in named.columns]
        if isinstance(values[-1], list):
            found |= dict.fromkeys("/".join([*values[:-1], entry]) for entry in values[-1])
        elif all(values):
            found["/".join(values)] = None
    return list(found)


def texts(rows: Sequence[Row], listing: Listing) -> Iterator[Row]:
    """The rows with each list of entries as a list of texts, as one cell of CSV takes it."""
    entries = [item for item in listing.joined if item.entry]
    for row in rows:
        yield row | {
            item.column.name: [item.text(entry) for entry in row[item.column.name]]
            for item in entries
            if item.column.name in row
        }
