"""The operations that read the record: each list, a single row of it, and its versions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from guarantors.address import programs
from guarantors.address.reading import FORMATS
from guarantors.api import formats
from guarantors.api.schema import examples, parameters, rows
from guarantors.api.schema.operation import NOT_CHANGED, Operation, Tag, answer
from guarantors.exchange.forms import Form
from guarantors.exchange.lists.listing import Listing

KEPT = ("ETag", "Last-Modified", "Cache-Control")
ROWS = tuple(media for name, media in formats.MEDIA.items() if name != "json")
_READ = (400, 401, 429)


def read(
    name: str,
    tag: Tag,
    summary: str,
    says: str,
    form: Form,
    *,
    names: Iterable[str] = (),
    choices: Mapping[str, Sequence[str]] | None = None,
    required: Sequence[str] = (),
    is_list: bool = False,
    may_be_missing: bool = False,
    links: Mapping[str, Any] | None = None,
) -> Operation:
    """What everybody reads: JSON, and CSV or JSON Lines where it is a list."""
    found = answer(
        "A page of the list." if is_list else "What stands there.",
        form,
        *KEPT,
        *(("Link",) if is_list else ()),
        examples=examples.answered(name),
        links=links,
        more=ROWS if is_list else (),
    )
    return Operation(
        id=name,
        tag=tag,
        summary=summary,
        says=says,
        answers={"200": found, "304": NOT_CHANGED},
        refused=(*_READ, *((406,) if is_list else ()), *((404,) if may_be_missing else ())),
        parameters=(*parameters.query(names, choices or {}, required), parameters.IF_NONE_MATCH),
    )


def list_of(listing: Listing) -> Operation:
    """A page of a list."""
    names = programs.parameters(listing)
    title = rows.title(listing)
    return read(
        f"list{_many(listing)}",
        Tag.RECORD,
        f"{listing.name.capitalize()}, page by page",
        _about(listing),
        rows.page(f"{title}Page", rows.row(listing), programs.narrowing(listing), expands=bool(listing.names)),
        names=names,
        choices=_choices(listing),
        is_list=True,
        links=_links(listing),
    )


def one_of(listing: Listing) -> Operation:
    """A single row."""
    says = "The version that stands; of what was withdrawn, the last one." if listing.has_versions else ""
    return read(
        f"get{_one(listing)}",
        Tag.RECORD,
        f"One {listing.one} by its name",
        says or listing.table.says,
        rows.one(listing),
        names=programs.of_one(listing),
        choices=_choices(listing),
        may_be_missing=True,
    )


def versions_of(listing: Listing) -> Operation:
    """Every version of a row."""
    title = rows.title(listing)
    return read(
        f"list{_one(listing)}Versions",
        Tag.RECORD,
        f"Every version of one {listing.one}",
        "Newest first: each correction of ours is a version of its own, with its reason, and nothing is overwritten.",
        rows.page(f"{title}Versions", rows.row(listing), programs.narrowing(listing), expands=bool(listing.names)),
        names=programs.of_versions(listing),
        choices=_choices(listing),
        is_list=True,
        may_be_missing=True,
    )


def _about(listing: Listing) -> str:
    if listing.goes_on:
        return (
            f"{listing.table.says} “next” always leads on, also from the last page: whoever keeps it and asks again "
            "later misses nothing."
        )
    day = " As of the day asked for, or today." if listing.until_today else ""
    return f"{listing.table.says}{day} Columns and words are those of the data package."


def _choices(listing: Listing) -> Mapping[str, Sequence[str]]:
    return programs.fixed_words(listing) | {"format": FORMATS}


def _many(listing: Listing) -> str:
    return listing.name.title()


def _one(listing: Listing) -> str:
    return listing.one.title()


def _links(listing: Listing) -> dict[str, Any]:
    """From a list to its first row."""
    if not listing.key:
        return {}
    named = {name: f"$response.body#/results/0/{name}" for name in listing.key}
    found = {"first": {"operationId": f"get{_one(listing)}", "parameters": named, "description": "The first row."}}
    if listing.has_versions:
        versions = {"operationId": f"list{_one(listing)}Versions", "parameters": named, "description": "Its versions."}
        found["versions"] = versions
    return found
