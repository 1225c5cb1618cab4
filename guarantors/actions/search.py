"""The index of the search, kept in step with the record: in the same transaction as each entry, or built anew."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from guarantors.domain.search import WEIGHTS, indexed
from guarantors.models import SearchText, StatementVersion, many
from guarantors.models.search import install_search, is_in_step, position, remove_index

BATCH = 1000

_SEARCHED = {
    "speaker": ("speaker__name", "relayed_by__name"),
    "summary": ("summary",),
    "quote": ("quote",),
    "title": ("source__title",),
    "office": ("office", "relayed_office"),
    "publisher": ("source__publisher",),
}
"""What of a version is searched, field by field (`domain.search.WEIGHTS`)."""

_COLUMNS = ("pk", "said_last", "sequence", *(column for field in WEIGHTS for column in _SEARCHED[field]))

Progress = Callable[[int, int], None]


def index(versions: QuerySet[StatementVersion]) -> int:
    """Index these versions as they now stand; answers how many. To be called in the transaction of what changed."""
    count = 0
    for rows in _batches(versions):
        SearchText.objects.using(versions.db).bulk_create(
            rows, update_conflicts=True, unique_fields=["position"], update_fields=["text"]
        )
        count += len(rows)
    return count


def add(versions: Iterable[Mapping[str, Any]]) -> None:
    """Index new versions, given as their searched columns (`_COLUMNS`): none of them may be in the index."""
    many.insert(SearchText, ("position", "version", "text"), map(_values, versions))


def index_missing(using: str) -> int:
    """Index what was recorded before there was a search; answers how many."""
    return index(StatementVersion.objects.using(using).filter(search__isnull=True))


def rebuild(progress: Progress = lambda *_: None, using: str = "default") -> int:
    """Make the whole index anew from the record, in one transaction; answers how many versions are in it."""
    versions = StatementVersion.objects.using(using).all()
    with transaction.atomic(using):
        total, done = versions.count(), 0
        remove_index(using)
        SearchText.objects.using(using).all()._raw_delete(using)
        for rows in _batches(versions):
            SearchText.objects.using(using).bulk_create(rows)
            done += len(rows)
            progress(done, total)
        install_search(using)
    return total


def out_of_step(using: str = "default") -> list[int]:
    """The ids of versions whose entry in the index is missing, or is not what a rebuilt one would be.

    Where the engine's own index does not follow its rows, that is every version.
    """
    versions = StatementVersion.objects.using(using).all()
    stored = dict(SearchText.objects.using(using).values_list("version_id", "text"))
    if not is_in_step(using):
        return sorted(versions.values_list("pk", flat=True))
    made = {row.version_id: row.text for rows in _batches(versions) for row in rows}
    return sorted(pk for pk in made.keys() | stored.keys() if made.get(pk) != stored.get(pk))


def _batches(versions: QuerySet[StatementVersion]) -> Iterator[list[SearchText]]:
    # The ids are read at once, since what is written meanwhile must not move what is read.
    ids = list(versions.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        batch = StatementVersion.objects.using(versions.db).filter(pk__in=ids[start : start + BATCH])
        yield [_row(version) for version in batch.order_by("pk").values(*_COLUMNS)]


def _row(version: dict[str, Any]) -> SearchText:
    place, pk, text = _values(version)
    return SearchText(position=place, version_id=pk, text=text)


def _values(version: Mapping[str, Any]) -> tuple[int, int, str]:
    fields = [[version[column] or "" for column in _SEARCHED[field]] for field in WEIGHTS]
    pk = version["pk"]
    return position(version["said_last"], version["sequence"], pk), pk, indexed(fields)
