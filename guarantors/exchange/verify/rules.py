"""Stored records against the rules that they had to keep when they were published (DESIGN section 2)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet

from guarantors.domain import dates
from guarantors.domain.errors import Breach, Refused
from guarantors.domain.evidence import Evidence, record_breaches, stance_breaches
from guarantors.domain.stance import Basis, Confidence, LegalStatus, Level
from guarantors.domain.statement import statement_breaches
from guarantors.domain.voice import Directness, Identification, Voice
from guarantors.exchange.verify.finding import Finding, Progress
from guarantors.models import Amendment, Condition, StanceRecord, StatementActor, StatementVersion
from guarantors.models import Evidence as EvidenceLink
from guarantors.models.rows_told import as_they_are
from guarantors.models.search import position

_AT_ONCE = 2_000


def rules(progress: Progress) -> Iterator[Finding]:
    """Every breach of a rule by what is stored, be it closed or not."""
    yield from _batches("statements", StatementVersion, _statements, progress)
    yield from _batches("stances", StanceRecord, _stances, progress)
    yield from _clocks()
    yield from _amended()


def _batches(name: str, model: type[Model], judge: Any, progress: Progress) -> Iterator[Finding]:
    total, last, done = model._default_manager.count(), 0, 0
    while ids := list(
        model._default_manager.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]
    ):
        yield from judge(model._default_manager.filter(pk__in=ids).order_by("pk"))
        last, done = ids[-1], done + len(ids)
        progress(name, done, total)


class _Wording(NamedTuple):
    """A version of a statement as evidence, and between which moments it stood."""

    evidence: Evidence
    recorded_at: datetime
    superseded_at: datetime | None

    def stood(self, at: datetime | None) -> bool:
        """Now, or at some time of a moment: two acts can share one, and the earlier saw what the later closed."""
        if at is None:
            return self.superseded_at is None
        return self.recorded_at <= at and (self.superseded_at is None or self.superseded_at >= at)


def _statements(versions: QuerySet[StatementVersion]) -> Iterator[Finding]:
    links = defaultdict[int, list[tuple[str, int, int]]](list)
    spoken = StatementActor.objects.filter(version__in=versions.order_by().values("pk")).order_by("position")
    for version, code, proposal, place in spoken.values_list("version_id", "actor__code", "proposal_id", "place"):
        links[version].append((code, proposal, place))
    for row in versions.select_related("statement", "source", "speaker", "relayed_by"):
        where = f"statement {row.statement.ref} v{row.version}"
        said_on = dates.parse(row.said_on)
        # What the source says of itself may have been described better since a wording was closed.
        published_on = row.source.published_on if row.superseded_at is None else None
        yield from _found(
            where,
            statement_breaches(
                said_on=said_on,
                published_on=published_on,
                actors=[code for code, _, _ in links[row.pk]],
                speaker=row.speaker.name if row.speaker else "",
                office=row.office,
                relay=row.relayed_by.name if row.relayed_by else "",
                relay_office=row.relayed_office,
                identification=Identification(row.identification),
                directness=Directness(row.directness),
                summary=row.summary,
                quote=row.quote,
                quote_language=row.quote_language,
                sequence=row.sequence,
            ),
        )
        if row.said_first != said_on.first or not said_on.first <= row.said_last <= said_on.last:
            yield Finding("rules", where, f"its days are not those of {row.said_on}")
        its_place = position(row.said_last, row.sequence, row.pk)
        if any(link[1:] != (row.statement.proposal_id, its_place) for link in links[row.pk]):
            yield Finding("copies", where, "its actors stand at another place than it does")


def _stances(records: QuerySet[StanceRecord]) -> Iterator[Finding]:
    rests = defaultdict[int, list[int]](list)
    links = EvidenceLink.objects.filter(stance__in=records.order_by().values("pk")).order_by("position")
    for stance, statement in links.values_list("stance_id", "statement_id"):
        rests[stance].append(statement)
    wordings = _wordings({pk for found in rests.values() for pk in found})
    conditions = defaultdict[int, list[str]](list)
    stored = Condition.objects.filter(stance__in=records.order_by().values("pk"))
    for stance, text in stored.values_list("stance_id", "text"):
        conditions[stance].append(text)
    for row in records.select_related("guarantor__actor", "replaces"):
        where = f"stance {row.ref} v{row.version}"
        effective_on = dates.parse(row.effective_on)
        if row.effective_day != effective_on.last:
            yield Finding("rules", where, f"it counts from {row.effective_day}, and {row.effective_on} ends on another")
        moments: list[datetime | None] = [row.recorded_at]
        if row.superseded_at is None:
            moments.append(None)
        breaches = dict[Breach, None]()
        for at in moments:
            said = [one for pk in rests[row.pk] for one in wordings[pk] if one.stood(at)]
            breaches |= dict.fromkeys(
                stance_breaches(
                    actor=row.guarantor.actor.code,
                    level=Level(row.level),
                    basis=Basis(row.basis) if row.basis else None,
                    legal_status=LegalStatus(row.legal_status) if row.legal_status else None,
                    confidence=Confidence(row.confidence),
                    effective_on=effective_on,
                    evidence=[one.evidence for one in said],
                )
            )
        yield from _found(where, breaches)
        refs = [wordings[pk][0].evidence.ref for pk in rests[row.pk] if wordings[pk]]
        yield from _found(where, record_breaches(row.rationale, conditions[row.pk], refs))


def _wordings(statements: Iterable[int]) -> dict[int, list[_Wording]]:
    """Every version of these statements, by the statement's id."""
    versions = StatementVersion.objects.filter(statement__in=statements).order_by("version")
    actors = defaultdict[int, set[str]](set)
    spoken = StatementActor.objects.filter(version__in=versions.order_by().values("pk"))
    for version, code in spoken.values_list("version_id", "actor__code"):
        actors[version].add(code)
    found = defaultdict[int, list[_Wording]](list)
    says = ("voice", "identification", "directness", "said_first", "said_last", "recorded_at", "superseded_at")
    for pk, statement, ref, voice, identification, directness, first, last, *clock in versions.values_list(
        "pk", "statement_id", "statement__ref", *says
    ):
        named = Voice(voice), Identification(identification), Directness(directness)
        found[statement].append(_Wording(Evidence(ref, frozenset(actors[pk]), *named, first, last), *clock))
    return found


def _clocks() -> Iterator[Finding]:
    """What replaces an entry begins when that one ends, by the same hand, and no version is missing in between."""
    replaced = StanceRecord.objects.filter(replaces__isnull=False).exclude(
        replaces__superseded_at=F("recorded_at"),
        replaces__superseded_by=F("recorded_by"),
        replaces__withdrawal_reason="",
        replaces__version=F("version") - 1,
        replaces__ref=F("ref"),
        replaces__guarantor__proposal=F("guarantor__proposal"),
    )
    for ref, version in replaced.values_list("ref", "version"):
        yield Finding("clocks", f"stance {ref} v{version}", "it does not begin where the record that it replaces ends")
    unended = StanceRecord.objects.filter(superseded_at__isnull=False, withdrawal_reason="", replaced_by=None)
    for ref, version in unended.values_list("ref", "version"):
        yield Finding("clocks", f"stance {ref} v{version}", "it was closed, neither withdrawn nor replaced")
    next_one = StatementVersion.objects.filter(
        statement=OuterRef("statement"),
        version=OuterRef("version") + 1,
        recorded_at=OuterRef("superseded_at"),
        recorded_by=OuterRef("superseded_by"),
    )
    closed = StatementVersion.objects.filter(superseded_at__isnull=False, withdrawal_reason="")
    for ref, version in closed.exclude(Exists(next_one)).values_list("statement__ref", "version"):
        yield Finding("clocks", f"statement {ref} v{version}", "no wording begins where it ends")
    one_before = StatementVersion.objects.filter(statement=OuterRef("statement"), version=OuterRef("version") - 1)
    later = StatementVersion.objects.filter(~Q(version=1))
    for ref, version in later.exclude(Exists(one_before)).values_list("statement__ref", "version"):
        yield Finding("clocks", f"statement {ref} v{version}", "the wording before it is gone")


def _amended() -> Iterator[Finding]:
    """A row that was amended says what its last amendment made of it."""
    last = dict[tuple[str, str, str], Any]()
    for noun, ref, name, became in Amendment.objects.order_by("recorded_at", "pk").values_list(
        "noun", "ref", "field", "became"
    ):
        last[noun, ref, name] = became
    says = as_they_are({(noun, ref) for noun, ref, _ in last})
    for (noun, ref, name), became in last.items():
        if says.get((noun, ref), {}).get(name) != became:
            yield Finding("amendments", f"{noun} {ref}", f"its {name} is not what it was amended to")


def _found(where: str, breaches: Iterable[Breach]) -> Iterator[Finding]:
    try:
        for breach in breaches:
            yield Finding(breach.rule, where, f"{breach.field}: {breach.message}")
    except Refused as refused:
        for breach in refused.breaches:
            yield Finding(breach.rule, where, breach.message)
