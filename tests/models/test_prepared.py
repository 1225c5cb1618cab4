"""What is built once and asked with other values answers what would be built anew for them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import CharField, DateField, DateTimeField, QuerySet
from django.test.utils import CaptureQueriesContext

from guarantors.models import Proposal, Source, StanceRecord
from guarantors.models.prepared import KEPT, Given, IsOneOf, StandsAfter, _shelf, answers

pytestmark = pytest.mark.django_db
COLUMNS = ("pk", "effective_day", "sequence", "recorded_at", "superseded_at", "verified", "level")


def stances() -> QuerySet[StanceRecord]:
    return StanceRecord.objects.order_by("-effective_day", "-sequence", "-pk")


@pytest.mark.parametrize("level", ["open", "supportive", "none"])
def test_each_value_is_asked_with_its_own_answer(level: str) -> None:
    found = answers(
        "of a level",
        StanceRecord,
        lambda: stances().filter(level=Given("level", CharField())).values_list(*COLUMNS),
        level=level,
    )

    assert found == list(stances().filter(level=level).values_list(*COLUMNS))


def test_moments_days_and_lists_are_written_and_read_as_by_the_orm() -> None:
    day, moment = date(2022, 3, 31), datetime(2300, 1, 1, tzinfo=UTC)

    def build(day: Any, moment: Any) -> QuerySet[Any]:
        return stances().filter(effective_day__lte=day, recorded_at__lt=moment).values_list(*COLUMNS)

    given = (Given("day", DateField()), Given("moment", DateTimeField()))
    found = answers("by clocks", StanceRecord, lambda: build(*given), day=day, moment=moment)
    assert found == list(build(day, moment))
    assert [row[3].isoformat() for row in found] == [row[3].isoformat() for row in build(day, moment)]
    sources = Source.objects.order_by("pk").values_list("ref", "authors", "retrieved_at", "verified")
    assert answers("sources", Source, lambda: sources) == list(sources)


def test_however_many_ids_are_asked_for_they_are_one_question() -> None:
    every = list(stances().values_list("pk", flat=True))
    assert len(every) > 3

    for ids in ([], every[:1], every[:3], every):
        found = answers("of ids", StanceRecord, lambda: stances().filter(IsOneOf("id")).values_list("pk"), ids=ids)
        assert [pk for (pk,) in found] == ids


@pytest.mark.parametrize("falling", [True, False])
def test_a_row_stands_after_all_that_come_before_it(falling: bool) -> None:
    paths = ("effective_day", "sequence", "pk")
    order = [f"-{path}" if falling else path for path in paths]
    every = list(StanceRecord.objects.order_by(*order).values_list(*paths))
    given = [Given(name, StanceRecord._meta.get_field(name)) for name in ("effective_day", "sequence", "id")]
    assert len({day for day, _, _ in every}) < len(every)  # or else the further columns would part nothing

    for number, (day, sequence, pk) in enumerate(every):
        after = StandsAfter(paths, given, falling=falling)
        found = answers(
            ("after", falling),
            StanceRecord,
            lambda: StanceRecord.objects.filter(after).order_by(*order).values_list(*paths),  # noqa: B023
            effective_day=day,
            sequence=sequence,
            id=pk,
        )
        assert found == every[number + 1 :]


def test_it_is_one_query_each_time_and_what_was_built_first_goes_first() -> None:
    slugs = Proposal.objects.order_by("slug").values_list("slug")

    with CaptureQueriesContext(connection) as asked:
        for number in range(KEPT + 1):
            answers(("slugs", number), Proposal, lambda: slugs)

    assert len(asked) == KEPT + 1
    assert len(_shelf.built) == KEPT
    assert ("default", ("slugs", 0)) not in _shelf.built
