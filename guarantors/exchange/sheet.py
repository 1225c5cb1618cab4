"""A table as every file format takes it: named, typed columns and plain rows. `sheets/` has one question a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Cell = str | int | float | bool | date | datetime | tuple[str, ...] | None
"""None is the honest cell where nothing is on record: an empty field in CSV, null in JSON, never 0 or a word."""


class Kind(StrEnum):
    """What a column holds. A list is an array in JSON, and one text with the entries apart by " | " elsewhere."""

    STRING = "string"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    LIST = "list"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is snake case and stable; `says` is one sentence for the schema and the reader of the file."""

    name: str
    kind: Kind
    says: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """`name` is the file's stem. Rows have a cell for each column, in order, and may be a stream that is read once."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
