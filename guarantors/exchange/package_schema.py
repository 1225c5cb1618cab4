"""The Table Schema of a package's tables: types, constraints, keys, and which table each points at."""

from collections.abc import Mapping, Sequence
from typing import Any

from guarantors.exchange import codebook
from guarantors.exchange.sheet import Column, Kind
from guarantors.exchange.tables import Table
from guarantors.exchange.tables.table import Attribute

TYPES: Mapping[Kind, str] = {
    Kind.STRING: "string",
    Kind.INTEGER: "integer",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "date",
    Kind.DATETIME: "datetime",
    Kind.LIST: "string",
    Kind.NUMBER: "number",
}


def schema(table: Table) -> dict[str, Any]:
    """The table's schema; only a table whose key is never empty has a primary key."""
    found = _schema([_field(attribute) for attribute in table.attributes])
    if table.key:
        found["primaryKey"] = list(table.key)
    if table.links:
        found["foreignKeys"] = [
            {"fields": list(link.columns), "reference": {"resource": link.table, "fields": list(link.named_by)}}
            for link in table.links
        ]
    return found


def codebook_schema() -> dict[str, Any]:
    """The codebook's own schema."""
    required = [{"required": name in codebook.REQUIRED} for name in (column.name for column in codebook.COLUMNS)]
    fields = [
        _described(column) | {"constraints": rule} for column, rule in zip(codebook.COLUMNS, required, strict=True)
    ]
    return _schema(fields) | {"primaryKey": ["vocabulary", "word"]}


def _schema(fields: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {"fields": list(fields), "missingValues": [""]}


def _field(attribute: Attribute) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": attribute.required}
    if attribute.words:
        constraints["enum"] = list(attribute.words)
    if attribute.pattern:
        constraints["pattern"] = attribute.pattern
    if attribute.least is not None:
        constraints["minimum"] = attribute.least
    return _described(attribute.column) | {"constraints": constraints}


def _described(column: Column) -> dict[str, Any]:
    says = column.says if column.kind is not Kind.LIST else f"{column.says} The entries are apart by “ | ”."
    return {"name": column.name, "type": TYPES[column.kind], "description": says}
