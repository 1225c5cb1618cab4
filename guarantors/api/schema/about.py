"""The operations on what is no table of the record: the index, this description, coding and its agreement."""

from guarantors.address.programs import SHEET
from guarantors.address.reading import FORMATS
from guarantors.api.reads.sheets import SheetView
from guarantors.api.schema import examples, parameters, rows
from guarantors.api.schema.media import MEDIA
from guarantors.api.schema.operation import NOT_CHANGED, Operation, Tag, answer
from guarantors.api.schema.reads import read
from guarantors.exchange.forms import Form
from guarantors.exchange.sheet import Column

_LIST: Form = {
    "title": "ListBrief",
    "description": "A list: its address, its parameters, and under the name of each what it may say.",
    "type": "object",
    "properties": {
        "href": {"type": "string", "format": "uri"},
        "parameters": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["href", "parameters"],
    "additionalProperties": {"type": "array", "items": {"type": "string"}},
}


def index() -> Operation:
    """What there is."""
    address: Form = {"type": "string", "format": "uri"}
    form: Form = {
        "title": "Index",
        "type": "object",
        "properties": dict.fromkeys(("schema", "docs", "tutorial", "problems"), address),
        "additionalProperties": _LIST,
    }
    return Operation(
        id="getIndex",
        tag=Tag.ABOUT,
        summary="What there is",
        says="Every list with its address, its parameters, and the words that these may say.",
        answers={"200": answer("The lists.", form, "ETag", examples=examples.answered("getIndex")), "304": NOT_CHANGED},
        refused=(400, 401, 429),
        parameters=(parameters.IF_NONE_MATCH,),
    )


def schema() -> Operation:
    """The description itself."""
    found = answer("An OpenAPI document.", {"type": "object"}, "ETag", "Cache-Control")
    found["content"] |= {media: {"schema": {"type": "object"}} for media in MEDIA}
    form = {"type": "string", "enum": sorted(set(MEDIA.values()))}
    says = "How it is written; it goes before the header “Accept”."
    return Operation(
        id="getSchema",
        tag=Tag.ABOUT,
        summary="This description",
        says="OpenAPI 3.1, as JSON or as YAML.",
        answers={"200": found, "304": NOT_CHANGED},
        refused=(400, 401, 406, 429),
        parameters=(
            {"name": "format", "in": "query", "description": says, "schema": form, "allowEmptyValue": True},
            parameters.IF_NONE_MATCH,
        ),
    )


def agreement(view: SheetView) -> Operation:
    """How far coders agree."""
    return _sheet(
        view,
        "listAgreement",
        "AgreementFigure",
        "How far coders agree",
        "Krippendorff’s alpha by variable and period: all codings together first, then each period, oldest first.",
    )


def disagreements(view: SheetView) -> Operation:
    """Where they did not."""
    return _sheet(
        view,
        "listDisagreements",
        "Disagreement",
        "Where coders read differently",
        "Every unit that they read differently, and what was decided.",
    )


def codebook(view: SheetView) -> Operation:
    """What the words mean."""
    return _sheet(
        view,
        "listCodebook",
        "CodebookWord",
        "Every word and what it means",
        "The codebook, from the constants that the code enforces.",
    )


def _sheet(view: SheetView, name: str, title: str, summary: str, says: str) -> Operation:
    clocks = ("known_at",) if view.has_moment else ()
    row: Form = {
        "title": title,
        "type": "object",
        "properties": {column.name: rows.of_column(column) for column in view.columns},
    }
    return read(
        name,
        Tag.METHOD,
        summary,
        says,
        rows.page(f"{title}Page", row, clocks, expands=False),
        names=(*clocks, *SHEET),
        choices={"fields": _names(view.columns), "format": FORMATS},
        is_list=True,
    )


def _names(columns: tuple[Column, ...]) -> tuple[str, ...]:
    return tuple(column.name for column in columns)
