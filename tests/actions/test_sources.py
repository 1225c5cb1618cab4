"""A source is described better and marked by its standing; what each field was is kept, and pages of then stay."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from guarantors.actions import sources
from guarantors.domain.errors import Refused, Stale
from guarantors.domain.submission import SourceGiven
from guarantors.domain.voice import SourceKind, SourceStatus
from guarantors.models import Amendment, Proposal, Source
from guarantors.queries import sources as question
from guarantors.queries.then import Then
from tests.world import LONG_AGO, log, make_proposal

pytestmark = pytest.mark.django_db

URL = "https://paper.example/1"


@pytest.fixture
def source() -> Source:
    """The source of a statement that is on record."""
    log(make_proposal(), "said")
    found = Source.objects.get(ref="test-2020-source")
    found.url = URL
    found.save()
    return found


def mark(source: Source, status: SourceStatus = SourceStatus.WITHDRAWN, **more: Any) -> None:
    sources.mark(source=source, status=status, reason="Taken down.", by="ben", **more)


def amend(source: Source, *, seen: int | None = None, **values: Any) -> None:
    sources.amend(source=source, values=values, reason="Misprinted.", by="ben", seen=seen)


def test_a_mark_is_kept_with_what_it_was_and_a_page_of_then_shows_that(source: Source) -> None:
    moment = datetime.now(UTC)

    mark(source, seen=SourceStatus.STANDING)

    kept = Amendment.objects.get(noun="source", ref=source.ref)
    assert (kept.field, kept.was, kept.became, kept.reason, kept.recorded_by) == (
        "status",
        "standing",
        "withdrawn",
        "Taken down.",
        "ben",
    )
    now, then = question.find(source.ref), question.find(source.ref, then=Then(moment))
    assert now
    assert then
    assert (now.status, then.status) == (SourceStatus.WITHDRAWN, SourceStatus.STANDING)


def test_every_proposal_that_names_it_changes_at_that_very_moment(source: Source) -> None:
    other, silent = make_proposal("other-2020"), make_proposal("silent-2020")
    log(other, "also", corroborated_by=[source])
    before = {row.slug: row.revision for row in Proposal.objects.all()}

    mark(source)

    moment = Amendment.objects.get(noun="source", ref=source.ref).recorded_at
    changed = {row.slug: row.changed_at for row in Proposal.objects.all() if row.revision > before[row.slug]}
    assert changed == {"test-2020": moment, "other-2020": moment}
    assert silent.slug in before


def test_a_source_that_nothing_names_is_marked_too() -> None:
    make_proposal()
    source = Source.objects.get(ref="test-2020-source")

    mark(source)
    amend(source, title="Another")

    source.refresh_from_db()
    assert (source.status, source.title) == ("withdrawn", "Another")


def test_marking_twice_alike_is_refused_and_a_late_one_is_told(source: Source) -> None:
    mark(source)

    with pytest.raises(Refused, match="is marked as withdrawn already"):
        mark(source)
    with pytest.raises(Stale, match="was marked as withdrawn meanwhile"):
        mark(source, SourceStatus.CORRECTED, seen=SourceStatus.STANDING)
    assert Amendment.objects.filter(ref=source.ref).count() == 1


def test_it_is_described_better_field_by_field(source: Source) -> None:
    amend(source, title="A better title", published_on=date(2029, 12, 31), kind=SourceKind.INTERVIEW, authors=["A. B."])

    source.refresh_from_db()
    assert (source.title, source.kind, source.authors) == ("A better title", "interview", ["A. B."])
    kept = {row.field: (row.was, row.became) for row in Amendment.objects.filter(ref=source.ref)}
    assert kept == {
        "title": ("An article", "A better title"),
        "published_on": ("2030-01-01", "2029-12-31"),
        "kind": ("article", "interview"),
        "authors": ([], ["A. B."]),
    }


def test_the_second_of_two_editors_is_told(source: Source) -> None:
    seen = sources.amendments_of(source)
    amend(source, title="First", seen=seen)

    with pytest.raises(Stale, match="meanwhile"):
        amend(source, title="Second", seen=seen)

    source.refresh_from_db()
    assert source.title == "First"


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"title": " "}, "title", "its title"),
        ({"publisher": ""}, "publisher", "who published it"),
        ({"language": "English"}, "language", "by its code"),
        ({"language": "en-abcdefgh-abcdefgh"}, "language", "by its code"),
        ({"url": "javascript:alert(1)"}, "url", "begins with https"),
        ({"archived_url": "ftp://x.example/"}, "archived_url", "begins with https"),
        ({"archived_url": "https://x.example/" + "x" * 1000}, "archived_url", "at most 1000"),
        ({"authors": ["x" * 201]}, "authors", "at most 200"),
        ({"note": "x" * 5001}, "note", "at most 5000"),
        ({"title": "a\x00b"}, "title", "control character"),
        ({"published_on": date(2020, 1, 1)}, "published_on", "1 January 2020 is before said was said, 2 January 2020"),
        ({"status": "withdrawn"}, "status", "is not described here"),
        ({"title": "An article"}, "source", "says what is on record already"),
    ],
)
def test_a_description_that_breaks_a_rule_is_refused(
    source: Source, values: dict[str, Any], field: str, message: str
) -> None:
    with pytest.raises(Refused, match=message) as refused:
        amend(source, **values)

    assert [breach.field for breach in refused.value.breaches] == [field]
    assert not Amendment.objects.filter(ref=source.ref).exists()


def test_one_address_has_one_entry(source: Source) -> None:
    other = Source.objects.create(
        ref="other",
        kind="article",
        title="Other",
        publisher="A paper",
        language="en",
        url="https://paper.example/2",
        recorded_at=LONG_AGO,
    )

    with pytest.raises(Refused, match="is on record as test-2020-source"):
        amend(other, url="http://paper.example/1/")
    amend(other, title="Renamed", url="https://paper.example/2")
    amend(source, url="https://paper.example/3")
    amend(other, url=URL)


@pytest.mark.parametrize("url", [URL, "http://paper.example/1", "https://paper.example/1/", f"  {URL} "])
def test_a_source_is_known_by_its_address_however_it_is_written(source: Source, url: str) -> None:
    assert sources.known_under(url) == source
    for title, rules in (("", []), ("Else", ["source-has-one-entry"])):
        given = SourceGiven(url=url, title=title)
        assert [breach.rule for breach in sources.breaches(given, sources.known(given))] == rules
    assert sources.known_under("") is None


@pytest.mark.parametrize(("reason", "by", "field"), [("", "ben", "reason"), ("Taken down.", " ", "recorded_by")])
def test_neither_goes_without_a_reason_and_a_name(source: Source, reason: str, by: str, field: str) -> None:
    with pytest.raises(Refused) as marked:
        sources.mark(source=source, status=SourceStatus.WITHDRAWN, reason=reason, by=by)
    with pytest.raises(Refused) as amended:
        sources.amend(source=source, values={"title": "Another"}, reason=reason, by=by)

    assert [error.value.breaches[0].field for error in (marked, amended)] == [field, field]
