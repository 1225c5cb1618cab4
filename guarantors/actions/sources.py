"""Sources: put on record with the first statement that they carry, described better later, marked by their standing."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.text import slugify

from guarantors.actions import journal, rows
from guarantors.actions.naming import made_under_a_free_name
from guarantors.actions.publication import check_by, check_reason, now, publication
from guarantors.domain import dates
from guarantors.domain.acts import Act
from guarantors.domain.errors import Breach, gettext_noop, refuse, refuse_any, stale
from guarantors.domain.source import source_breaches, spellings
from guarantors.domain.submission import SourceGiven
from guarantors.domain.voice import SourceKind, SourceStatus
from guarantors.models import Amendment, Event, Nomination, Proposal, Source, StatementVersion

AMENDABLE = ("title", "publisher", "kind", "authors", "published_on", "url", "archived_url", "language", "note")
"""What of a source can be described better; its standing is marked on its own."""


def breaches(given: SourceGiven, stored: Source | None) -> list[Breach]:
    """What keeps a source from being put on record. One that is on record (`known`) is taken as it is."""
    if given.id:
        return [] if stored else [unknown_source("id", given.id)]
    if stored is None:
        return list(
            source_breaches(
                title=given.title,
                publisher=given.publisher,
                language=given.language,
                url=given.url,
                archived_url=given.archived_url,
                authors=given.authors,
            )
        )
    if (given.title or stored.title, given.publisher or stored.publisher) == (stored.title, stored.publisher):
        return []
    wording = gettext_noop(
        "that address is on record as “%(title)s”, %(publisher)s; leave the rest of the source empty "
        "to take it as it is, or correct its entry."
    )
    return [Breach("source-has-one-entry", "url", wording, title=stored.title, publisher=stored.publisher)]


def unknown_source(field: str, ref: str) -> Breach:
    """What is said of an id that no source on record has."""
    return Breach("source-is-known", field, gettext_noop("there is no source “%(ref)s” on record."), ref=ref)


def known_under(url: str) -> Source | None:
    """The source on record under that address, be it the archived one; http and https, and a last slash, are alike."""
    alike = spellings(url)
    return Source.objects.filter(Q(url__in=alike) | Q(archived_url__in=alike)).order_by("pk").first() if alike else None


def known(given: SourceGiven) -> Source | None:
    """The source on record that is meant, by its id or else by its address."""
    return Source.objects.filter(ref=given.id).first() if given.id else known_under(given.url)


def put(given: SourceGiven, *, by: str, at: datetime) -> Source:
    """The source, put on record at that moment if it is not yet. Raises `Refused`; to be called in a publication."""

    def make() -> Source:
        stored = known(given)
        refuse_any(breaches(given, stored))
        if stored is not None:
            return stored
        made = Source.objects.create(
            ref=_free_ref(given),
            kind=given.kind.value,
            title=given.title,
            publisher=given.publisher,
            authors=list(given.authors),
            published_on=given.published_on,
            url=given.url,
            archived_url=given.archived_url,
            language=given.language,
            recorded_at=at,
        )
        rows.note(Act.ADDED, made, made.ref, by=by, at=at)
        return made

    return made_under_a_free_name(make)


def mark(*, source: Source, status: SourceStatus, reason: str, by: str, seen: SourceStatus | None = None) -> None:
    """Say whether its publisher still stands by it; its statements stay, marked. Raises `Refused`.

    `seen` is the standing that the editor saw. Raises `Stale` where it is another by now.
    """
    check_reason(reason)
    check_by(by)
    with _publications(source) as moment:
        stored = Source.objects.select_for_update(no_key=True).get(pk=source.pk)
        if seen is not None and stored.status != seen:
            wording = gettext_noop("%(ref)s was marked as %(status)s meanwhile.")
            raise stale("status", wording, ref=source.ref, status=SourceStatus(stored.status))
        if stored.status == status:
            wording = gettext_noop("%(ref)s is marked as %(status)s already.")
            raise refuse("marking-changes-something", "status", wording, ref=source.ref, status=status)
        rows.put(
            Source,
            key={"ref": source.ref},
            values={"status": status.value},
            ref=source.ref,
            reason=reason,
            by=by,
            at=moment,
        )


def amend(*, source: Source, values: Mapping[str, Any], reason: str, by: str, seen: int | None = None) -> None:
    """Describe the source better: any of `AMENDABLE`. What each was is kept. Raises `Refused`.

    `seen` is how many amendments of it the editor saw (`amendments_of`). Raises `Stale` where there are more by now.
    """
    check_reason(reason)
    check_by(by)
    unknown = sorted(set(values) - set(AMENDABLE))
    refuse_any(Breach("source-field-is-amendable", name, gettext_noop("is not described here.")) for name in unknown)
    with _publications(source) as moment:
        stored = Source.objects.select_for_update(no_key=True).get(pk=source.pk)
        _check_seen(stored, seen)
        whole = {name: values.get(name, getattr(stored, name)) for name in AMENDABLE}
        whole["kind"] = SourceKind(whole["kind"]).value
        refuse_any(_amended_breaches(stored, whole))
        rows.put(Source, key={"ref": source.ref}, values=whole, ref=source.ref, reason=reason, by=by, at=moment)


def amendments_of(source: Source) -> int:
    """How often the source was amended or marked: what an editor saw of it is known by this number."""
    return Amendment.objects.filter(noun="source", ref=source.ref).count()


def _check_seen(stored: Source, seen: int | None) -> None:
    if seen is not None and amendments_of(stored) != seen:
        wording = gettext_noop("%(ref)s was described anew or marked by somebody else meanwhile.")
        raise stale("source", wording, ref=stored.ref)


def _amended_breaches(stored: Source, whole: Mapping[str, Any]) -> Iterator[Breach]:
    if all(getattr(stored, name) == value for name, value in whole.items()):
        wording = gettext_noop("says what is on record already; change a field.")
        yield Breach("amending-changes-something", "source", wording)
    named = ("title", "publisher", "language", "url", "archived_url", "authors", "note")
    yield from source_breaches(**{name: whole[name] for name in named})
    other = known_under(whole["url"]) if whole["url"] != stored.url else None
    if other is not None and other.pk != stored.pk:
        wording = gettext_noop("that address is on record as %(ref)s.")
        yield Breach("source-has-one-entry", "url", wording, ref=other.ref)
    published_on = whole["published_on"]
    if published_on is not None and published_on != stored.published_on:
        standing = StatementVersion.objects.filter(source=stored, superseded_at__isnull=True)
        for version in standing.filter(said_first__gt=published_on).select_related("statement").order_by("pk"):
            wording = gettext_noop("%(day)s is before %(ref)s was said, %(said)s; correct the statement first.")
            facts = {"ref": version.statement.ref, "said": dates.parse(version.said_on)}
            day = dates.given_day(published_on)
            yield Breach("said-before-published", "published_on", wording, day=day, **facts)


class _publications(ExitStack):  # noqa: N801 - read as a verb: with _publications(source)
    """One publication of every proposal that names the source, since pages of each show it; gives the moment."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source

    def __enter__(self) -> datetime:  # type: ignore[override]
        super().__enter__()
        self.enter_context(transaction.atomic())
        self.enter_context(journal.noting())  # also where no proposal names it
        # All are held before the moment is taken: each then changed at that very moment, and not a little before it.
        proposals = list(_naming(self.source).select_for_update(no_key=True))
        moment = now()
        for proposal in proposals:
            self.enter_context(publication(proposal, moment))
        return moment


def _naming(source: Source) -> QuerySet[Proposal]:
    """Every proposal that names the source, in the order in which they are held against others."""
    versions = StatementVersion.objects.filter(Q(source=source) | Q(corroborations__source=source))
    named = Q(pk__in=versions.values("statement__proposal"))
    named |= Q(pk__in=Nomination.objects.filter(source=source).values("guarantor__proposal"))
    named |= Q(pk__in=Event.objects.filter(source=source).values("proposal"))
    return Proposal.objects.filter(named).order_by("slug")


def _free_ref(given: SourceGiven) -> str:
    """Publisher and day, as the shipped datasets name sources; a number where that is taken."""
    day = f"-{given.published_on.isoformat()}" if given.published_on else ""
    base = (slugify(given.publisher)[:80] or "source") + day
    taken = set(Source.objects.filter(ref__startswith=base).values_list("ref", flat=True))
    return next(ref for ref in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if ref not in taken)
