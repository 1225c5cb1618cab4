"""What stance records rest on, as it stands now: the same rules for a new record and for words beneath an old one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from guarantors.domain.dates import parse
from guarantors.domain.errors import Breach
from guarantors.domain.evidence import Evidence, stance_breaches
from guarantors.domain.stance import Basis, Confidence, LegalStatus, Level
from guarantors.domain.voice import Directness, Identification, Voice
from guarantors.models import Evidence as EvidenceLink
from guarantors.models import StanceRecord, Statement, StatementActor, StatementVersion


def of(statements: Iterable[Statement]) -> list[Evidence]:
    """The current wording of each statement, in the order given; a withdrawn one is left out."""
    ids = [statement.pk for statement in statements]
    current = by_statement(ids)
    return [current[pk] for pk in ids if pk in current]


def by_statement(ids: Collection[int]) -> dict[int, Evidence]:
    """The current wording of each of these statements, by its id."""
    said = ("voice", "identification", "directness", "said_first", "said_last")
    current = StatementVersion.objects.filter(statement__in=ids, superseded_at__isnull=True).order_by()
    found = list(current.values_list(*said, "pk", "statement_id", "statement__ref"))
    actors = defaultdict[int, list[str]](list)
    spoken = StatementActor.objects.filter(version__in=[row[5] for row in found]).order_by()
    for version, code in spoken.values_list("version_id", "actor__code"):
        actors[version].append(code)
    return {
        statement: Evidence(
            ref=ref,
            actors=frozenset(actors[version]),
            voice=Voice(voice),
            identification=Identification(identification),
            directness=Directness(directness),
            said_first=first,
            said_last=last,
        )
        for voice, identification, directness, first, last, version, statement, ref in found
    }


def unsupported(reworded: Collection[int]) -> Iterator[Breach]:
    """What current records that rest on these statements would break, after a change to their words.

    No other record has to be looked at: it kept the rules when it was published, and rests on the same words since.
    """
    if not reworded:
        return
    resting = EvidenceLink.objects.filter(statement__in=reworded)
    records = (
        StanceRecord.objects.filter(pk__in=resting.values("stance"), superseded_at__isnull=True)
        .select_related("guarantor__actor")
        .prefetch_related("evidence__statement")
    )
    statements = {link.statement_id: link.statement for record in records for link in record.evidence.all()}
    known = {item.ref: item for item in of(statements.values())}
    for record in records:
        found = [known[link.statement.ref] for link in record.evidence.all() if link.statement.ref in known]
        for breach in stance_breaches(
            actor=record.guarantor.actor.code,
            level=Level(record.level),
            basis=Basis(record.basis) if record.basis else None,
            legal_status=LegalStatus(record.legal_status) if record.legal_status else None,
            confidence=Confidence(record.confidence),
            effective_on=parse(record.effective_on),
            evidence=found,
        ):
            yield breach.at(f"stance {record.ref}, {breach.field}")
