"""The journal against its chain and against the record: nothing rewritten, nothing left out, nothing slipped in."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from guarantors.domain.acts import Act, Noun
from guarantors.domain.chain import GENESIS, content_digest
from guarantors.exchange.verify.finding import Finding, Progress
from guarantors.models import (
    Actor,
    Amendment,
    Change,
    Coding,
    Event,
    Guarantor,
    Ledger,
    Nomination,
    Proposal,
    Provision,
    Source,
    StanceRecord,
    StatementRelation,
    StatementVersion,
    contents,
)
from guarantors.models.journal import Noted

_AT_ONCE = 2_000

_Kind = tuple[str, str]
"""The noun of an act, and whether something was put on record, amended or withdrawn."""

_ROWS: dict[_Kind, Callable[[], QuerySet[Any]]] = {
    (Noun.STATEMENT, Act.ADDED): StatementVersion.objects.all,
    (Noun.STATEMENT, Act.WITHDRAWN): lambda: StatementVersion.objects.exclude(withdrawal_reason=""),
    (Noun.STANCE, Act.ADDED): StanceRecord.objects.all,
    (Noun.STANCE, Act.WITHDRAWN): lambda: StanceRecord.objects.exclude(withdrawal_reason=""),
    (Noun.CODING, Act.ADDED): Coding.objects.all,
    (Noun.RELATION, Act.ADDED): StatementRelation.objects.all,
    (Noun.PROPOSAL, Act.ADDED): Proposal.objects.all,
    (Noun.PROVISION, Act.ADDED): Provision.objects.all,
    (Noun.ACTOR, Act.ADDED): Actor.objects.all,
    (Noun.GUARANTOR, Act.ADDED): Guarantor.objects.all,
    (Noun.SOURCE, Act.ADDED): Source.objects.all,
    (Noun.NOMINATION, Act.ADDED): Nomination.objects.all,
    (Noun.EVENT, Act.ADDED): Event.objects.all,
}
"""The rows that acts of a kind tell of; all amendments together are those of the acts that amend."""


@dataclass
class Walked:
    """What the walk has come to: the last act and its digest, the digest of each thing, and how much was told of."""

    number: int = 0
    digest: bytes = GENESIS
    things: set[bytes] = field(default_factory=set)
    told: Counter[_Kind] = field(default_factory=Counter)
    passed: dict[int, bytes] = field(default_factory=dict)
    """The digests of the acts that were asked for."""


def walk(walked: Walked, asked: frozenset[int], progress: Progress) -> Iterator[Finding]:
    """Every act, in the order of their numbers: what it says, what it put on record, and what it follows."""
    last = Ledger.objects.filter(pk=1).values_list("last", flat=True).first() or 0
    total, done = Change.objects.count(), 0
    while True:
        after = Change.objects.filter(number__gt=walked.number).select_related("proposal").order_by("number")
        batch = list(after[:_AT_ONCE])
        if not batch:
            break
        noted = list(map(Noted.of, batch))
        for change, act, states in zip(batch, noted, contents.states(noted), strict=True):
            yield from _act(walked, change, act, states)
            if change.number in asked:
                walked.passed[change.number] = walked.digest
        done += len(batch)
        progress("journal", done, total)
    if walked.number != last:
        yield Finding("journal", "its end", f"it ends with act {walked.number}, and the last one given was {last}")


def _act(walked: Walked, change: Change, act: Noted, states: Sequence[bytes]) -> Iterator[Finding]:
    where = f"act {change.number}, {act.noun} {act.ref}" + (f" v{act.version}" if act.version else "")
    if change.number != walked.number + 1:
        yield Finding("journal", where, f"it follows act {walked.number}: what stood between is gone")
    content, digest = bytes(change.content or b""), bytes(change.digest or b"")
    if not states:
        yield Finding("record", where, f"the journal says that it was {act.act}, and it is not on record")
    elif content not in states:
        yield Finding("record", where, f"what was {act.act} is not what is on record now")
    if digest != act.linked(walked.digest, change.number, content):
        yield Finding("chain", where, "its digest is not that of the act and of those before it")
    walked.number, walked.digest = change.number, digest
    if states:
        _count(walked, act, states)


def _kind(act: Noted) -> _Kind:
    return act.noun, Act.ADDED if act.act == Act.CORRECTED else act.act


def _count(walked: Walked, act: Noted, states: Sequence[bytes]) -> None:
    """Count a thing, once, by all that belongs to the record and not to this database's own journal: a row without
    versions by what it says now, all else with who did it and when."""
    says: dict[str, Any] = {"noun": act.noun, "proposal": act.slug, "ref": act.ref, "content": states[0].hex()}
    rows = 1
    if act.version or act.act == Act.AMENDED or act.noun in (Noun.CODING, Noun.RELATION):
        says |= {"act": act.act, "version": act.version, "reason": act.reason, "at": act.recorded_at}
        rows = 1 if act.version else len(states)
    if act.noun != Noun.RELATION and "at" in says:
        says["by"] = act.recorded_by
    thing = content_digest(says)
    if thing not in walked.things:
        walked.things.add(thing)
        walked.told[_kind(act)] += rows


def untold(walked: Walked) -> Iterator[Finding]:
    """What is on record and no act tells of: as many rows of each kind must stand as were told of."""
    for kind, rows in _ROWS.items():
        yield from _compared(f"{kind[0]}, {kind[1]}", rows().count(), walked.told[kind])
    told = sum(count for (_, act), count in walked.told.items() if act == Act.AMENDED)
    yield from _compared("amendments", Amendment.objects.count(), told)


def _compared(what: str, stored: int, told: int) -> Iterator[Finding]:
    if stored != told:
        yield Finding("record", what, f"{stored} on record, and the journal tells of {told}")
