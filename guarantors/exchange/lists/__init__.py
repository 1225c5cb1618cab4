"""The record as lists for programs, page by page: the tables of the data package, each row with what hangs on it."""

from guarantors.exchange.lists import changes, parties, readings, words
from guarantors.exchange.lists.listing import Listing

LISTS: dict[str, Listing] = {
    item.name: item for item in (*parties.LISTS, *words.LISTS, *readings.LISTS, changes.CHANGES)
}
"""Every list by its name, which is its place under /api/v1/."""

__all__ = ["LISTS", "Listing"]
