"""What the lists hold, as JSON Schema: each row from the columns of its list, pages, and what may be had with them."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache

from guarantors.exchange import forms
from guarantors.exchange.forms import Form
from guarantors.exchange.lists import LISTS
from guarantors.exchange.lists.hanging import Joined
from guarantors.exchange.lists.listing import Listing
from guarantors.exchange.sheet import Column, Kind
from guarantors.exchange.tables.table import Attribute

_FORMS: dict[Kind, Form] = {
    Kind.STRING: {"type": "string"},
    Kind.INTEGER: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.BOOLEAN: {"type": "boolean"},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.DATETIME: {"type": "string", "format": "date-time"},
    Kind.LIST: {"type": "array", "items": {"type": "string"}},
}
_TITLES = {"relation": "StatementRelation"}  # `Relation` is the vocabulary

NEXT: Form = {
    "type": ["string", "null"],
    "format": "uri",
    "description": "The address of the next page, with the clocks fixed; null on the last one.",
}
VIEWS: dict[str, Form] = {
    "as_of": {
        "type": ["string", "null"],
        "format": "date",
        "description": "The day that is shown; null where whatever is on record is.",
    },
    "known_at": {
        "type": ["string", "null"],
        "format": "date-time",
        "description": "The moment of our knowledge that is shown.",
    },
}


def described(form: Form, says: str) -> Form:
    """The form with a sentence on what it says here; what has a title keeps its own."""
    return {"$ref": form, "description": says} if "title" in form else {**form, "description": says}


def words(choices: Sequence[str]) -> Form:
    """One of the words: as a vocabulary of its own where they are all of one."""
    kind = type(choices[0])
    if issubclass(kind, StrEnum) and list(kind) == list(choices):
        return forms.word(kind)
    return {"type": "string", "enum": [str(choice) for choice in choices]}


def of_attribute(attribute: Attribute) -> Form:
    """A value of that column."""
    form = words(attribute.words) if attribute.words else dict(_FORMS[attribute.column.kind])
    if attribute.pattern:
        form["pattern"] = f"^(?:{attribute.pattern})$"
    if attribute.least is not None:
        form["minimum"] = attribute.least
    if not attribute.required and attribute.column.kind is not Kind.LIST:
        form = forms.nullable(form)
    return described(form, attribute.column.says)


def of_column(column: Column, *, required: bool = False) -> Form:
    """A value of a column of which no more is known than its kind."""
    form = _FORMS[column.kind]
    return described(form if required or column.kind is Kind.LIST else forms.nullable(form), column.says)


def _joined(item: Joined) -> Form:
    if not item.entry:
        return of_column(item.column)
    entry = {each.column.name: of_attribute(each) for each in item.entry}
    title = item.column.name.removesuffix("s").title()
    return described({"type": "array", "items": _object(title, entry, required=entry)}, item.column.says)


def title(listing: Listing) -> str:
    """What a row of the list is called in the schema."""
    return _TITLES.get(listing.one, listing.one.title())


def row(listing: Listing) -> Form:
    """A row. `fields` may leave out any of its columns, so none is required."""
    properties = {
        **{item.column.name: of_attribute(item) for item in listing.table.attributes},
        **{item.attribute.column.name: of_attribute(item.attribute) for item in listing.computed},
        **{item.column.name: _joined(item) for item in listing.joined},
    }
    return _object(title(listing), properties, listing.table.says)


@cache
def included() -> Form:
    """What `expand` adds: rows of other lists, each once under the name of its list and its own name."""
    named = sorted({named.list_ for listing in LISTS.values() for named in listing.names.values()})
    properties: dict[str, Form] = {name: {"type": "object", "additionalProperties": row(LISTS[name])} for name in named}
    says = "The rows that were asked for by “expand”: by list, then by name (with slashes between its columns)."
    return _object("Included", properties, says)


def one(listing: Listing) -> Form:
    """A single row, with what it names where that is asked for."""
    return with_included(row(listing)) if listing.names else row(listing)


def with_included(form: Form) -> Form:
    """The row, and what is had with it."""
    return {"allOf": [form, {"type": "object", "properties": {"included": included()}}]}


def page(title: str, row: Form, view: Iterable[str], *, expands: bool = True, **more: Form) -> Form:
    """A page of rows; `view` are the clocks that it tells, `more` what else it says of all pages."""
    properties = {**more, **{name: VIEWS[name] for name in VIEWS if name in set(view)}, "next": NEXT}
    properties["results"] = {"type": "array", "items": row}
    required = list(properties)
    if expands:
        properties["included"] = included()
    return _object(title, properties, required=required)


def whole(title: str, says: str, /, **properties: Form) -> Form:
    """An object that always has all of these."""
    return _object(title, properties, says, properties)


def _object(title: str, properties: dict[str, Form], says: str = "", required: Iterable[str] = ()) -> Form:
    # Open, since more may be said some day, and what is had with a row stands beside its columns.
    found: Form = {"title": title, "type": "object", "properties": properties}
    needed = list(required)
    return found | ({"description": says} if says else {}) | ({"required": needed} if needed else {})
