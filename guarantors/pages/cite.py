"""The cite box: a line of text with an address that shows the same in ten years, and the same as files."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest

from guarantors.address import Address, embedding, permanent, written_moment
from guarantors.domain import dates
from guarantors.exchange.citations import WRITERS, cited
from guarantors.exchange.citations import plain as plain_text
from guarantors.exchange.citations.citation import Citation as Cited
from guarantors.queries.proposals import GuarantorBrief, ProposalRow
from guarantors.queries.sources import SourceRow
from guarantors.queries.statements import StatementRow


@dataclass(frozen=True, slots=True)
class Citation:
    """`files` are (name of the form, address), empty where the page is cited by its line alone; so are `pictures`.

    `embed` is HTML to copy.
    """

    text: str
    url: str
    files: tuple[tuple[str, str], ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()
    embed: str = ""


def page(request: HttpRequest, where: Address, title: str, changed_at: datetime) -> Citation:
    """A view with both clocks fixed; `changed_at` is the last change of what it shows."""
    found = _view(request, where, title, changed_at, key="view")
    return Citation(plain_text(found), found.address)


def between(
    request: HttpRequest, where: Address, title: str, changed_at: datetime, first: date, last: date
) -> Citation:
    """What changed between two days, with the last and the moment of our knowledge fixed.

    A first day that is not given stays so: it bounds what we did to the books only where a reader asks for it.
    """
    moment = where.known_at or changed_at
    url = request.build_absolute_uri(request.path + where.with_(to=last, known_at=moment).query())
    days = f"{dates.long_day(first)} to {dates.long_day(last)}"
    return Citation(f"Guarantor Tracker, “{title}”, {days}, as recorded up to {written_moment(moment)}.", url)


def proposal(request: HttpRequest, where: Address, row: ProposalRow) -> Citation:
    """The guarantor table as shown."""
    found = _view(request, where, cited.view_title(row, where.provision), row.changed_at, key=row.slug)
    code = _embed(request, where, f"/{row.slug}/", "guarantor_table", found.title)
    fixed = where.with_(since=None).fixed(row.changed_at)
    pictures = _pictures(f"/{row.slug}/", fixed.only(*embedding.KEPT))
    return Citation(plain_text(found), found.address, files(f"/{row.slug}/cite", fixed), pictures, code)


def guarantor(request: HttpRequest, where: Address, row: ProposalRow, part: GuarantorBrief) -> Citation:
    """One guarantor as shown."""
    base = f"/{row.slug}/{part.code}"
    found = _view(
        request, where, cited.view_title(row, where.provision, part), row.changed_at, key=f"{row.slug}-{part.code}"
    )
    code = _embed(request, where, f"{base}/", "guarantor", found.title)
    fixed = where.with_(since=None).fixed(row.changed_at)
    return Citation(plain_text(found), found.address, files(base, fixed), _pictures(f"{base}/", fixed), code)


def statement(request: HttpRequest, row: StatementRow, *, about: str, source: SourceRow, where: Address) -> Citation:
    """One version of a statement."""
    closed = row.superseded_at if cited.withdrawn_by(row, where.moment) else None
    url = request.build_absolute_uri(permanent.of_statement(row.ref, closed or row.recorded_at))
    found = cited.statement(row, about=about, source_url=source.url, address=url, known_at=where.moment)
    return Citation(plain_text(found), found.address, files(f"/statements/{row.ref}", where))


def source(request: HttpRequest, row: SourceRow, where: Address) -> Citation:
    """What was read."""
    url = request.build_absolute_uri(f"/sources/{row.ref}/")
    found = cited.source(row, address=url, known_at=where.moment)
    return Citation(plain_text(found), found.address, files(f"/sources/{row.ref}", where))


def files(base: str, where: Address) -> tuple[tuple[str, str], ...]:
    """Each form of citation by its name, with its address."""
    query = where.query()
    return tuple((writer.title, f"{base}.{ending}{query}") for ending, writer in WRITERS.items())


def _pictures(base: str, where: Address) -> tuple[tuple[str, str], ...]:
    return tuple((form.upper(), f"{base}chart.{form}{where.query()}") for form in ("svg", "png"))


def _view(request: HttpRequest, where: Address, title: str, changed_at: datetime, *, key: str) -> Cited:
    fixed = where.with_(since=None).fixed(changed_at)
    url = request.build_absolute_uri(request.path + fixed.query())
    return cited.view(title, key=key, address=url, as_of=fixed.day, known_at=fixed.moment)


def _embed(request: HttpRequest, where: Address, page: str, route: str, title: str) -> str:
    """The HTML to copy; shown as text."""
    src = request.build_absolute_uri(embedding.path(page) + where.only(*embedding.KEPT).query())
    return str(embedding.code(src, title, *embedding.SIZES[route]))
