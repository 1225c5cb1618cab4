"""The record as plain tables, one row a thing, joined by keys: what the data package holds, and single files offer."""

from guarantors.exchange.tables import amendments, parties, readings, words
from guarantors.exchange.tables.table import Scope, Table

TABLES: tuple[Table, ...] = (*parties.TABLES, *words.TABLES, *readings.TABLES, amendments.AMENDMENTS)
"""Every table, those that are named before those that name them."""

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}

__all__ = ["BY_NAME", "TABLES", "Scope", "Table"]
