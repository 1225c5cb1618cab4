"""The index of the search, kept in step with the record: in the same transaction as each entry, or built anew."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from guarantors.domain.search import indexed
from guarantors.models import SearchText, StatementVersion, many
from guarantors.models.search import install_search, is_in_step, position, remove_index

BATCH = 1000


class Searched(NamedTuple):
    """A version as it is searched: a field of `domain.search.WEIGHTS` after the other, each with its parts."""

    pk: int
    said_last: date
    sequence: int
    speaker: tuple[str | None, str | None]
    summary: tuple[str]
    quote: tuple[str]
    title: tuple[str]
    office: tuple[str, str]
    publisher: tuple[str]


_COLUMNS = (
    *("pk", "said_last", "sequence", "speaker__name", "relayed_by__name", "summary", "quote", "source__title"),
    *("office", "relayed_office", "source__publisher"),
)
"""Where a stored version has them."""

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


def add(versions: Iterable[Searched]) -> None:
    """Index new versions: none of them may be in the index."""
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
        yield [_row(version) for version in batch.order_by("pk").values_list(*_COLUMNS)]


def _row(version: tuple[Any, ...]) -> SearchText:
    pk, said_last, sequence, speaker, relay, summary, quote, title, office, relay_office, publisher = version
    of_one = ((summary,), (quote,), (title,), (office, relay_office), (publisher,))
    place, version_id, text = _values(Searched(pk, said_last, sequence, (speaker, relay), *of_one))
    return SearchText(position=place, version_id=version_id, text=text)


def _values(version: Searched) -> tuple[int, int, str]:
    pk, said_last, sequence, *fields = version
    return position(said_last, sequence, pk), pk, indexed(fields)
