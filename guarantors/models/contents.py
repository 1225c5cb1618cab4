"""What each act of the journal put on record, as digests (`domain.chain`): read from the rows, a few queries for many.

An act has one content, which is read again at any time: versions never change, and of a row without versions all that
it ever said is told by its amendments. Where several acts say the same of a thing (a coder's two readings of one
moment), each was of what was there by then; so the answer is what the content can have been, the present state first.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from guarantors.domain.acts import Act, Noun
from guarantors.domain.chain import canonical, content_digest
from guarantors.models import rows_told
from guarantors.models.amendment import Amendment
from guarantors.models.journal import Noted
from guarantors.models.stance import Condition, Evidence, StanceRecord
from guarantors.models.statement import (
    Coding,
    Corroboration,
    StatementActor,
    StatementRelation,
    StatementVersion,
)

States = Sequence[bytes]
"""What a content can have been; empty where nothing of it is on record."""

_AT_ONCE = 1_000
_END = ("superseded_at", "superseded_by", "withdrawal_reason")
_SAID = {
    **{name: name for name in ("said_on", "said_first", "said_last", "sequence", "office", "relayed_office", "voice")},
    **{name: name for name in ("identification", "directness", "summary", "quote", "quote_language", "verified")},
    "source": "source__ref",
    "speaker": "speaker__name",
    "relayed_by": "relayed_by__name",
}
_HELD = {
    **{name: name for name in ("effective_on", "effective_day", "sequence", "level", "basis", "legal_status")},
    **{name: name for name in ("confidence", "rationale", "verified", "review")},
    "guarantor": "guarantor__actor__code",
    "provision": "provision__slug",
}
_READ = {
    **{name: name for name in ("round", "level", "basis", "confidence", "rationale")},
    "guarantor": "guarantor__actor__code",
    "provision": "provision__slug",
}


def states(noted: Sequence[Noted]) -> list[States]:
    """What the content of each of these acts can have been, in their order."""
    groups = defaultdict[Callable[[list[Noted]], Iterable[States]], list[int]](list)
    for place, act in enumerate(noted):
        groups[_reader(act)].append(place)
    found: list[States] = [()] * len(noted)
    for reader, places in groups.items():
        for start in range(0, len(places), _AT_ONCE):
            part = places[start : start + _AT_ONCE]
            for place, told in zip(part, reader([noted[place] for place in part]), strict=True):
                found[place] = told
    return found


def of(noted: Sequence[Noted]) -> list[bytes]:
    """The content of each of these acts, in their order: of a row, as it was put on record."""
    return [
        content_digest({}) if not told else told[-1] if _reader(act) is rows_told.states else told[0]
        for act, told in zip(noted, states(noted), strict=True)
    ]


def _reader(act: Noted) -> Callable[[list[Noted]], Iterable[States]]:
    match act.noun, act.act:
        case Noun.STATEMENT, Act.WITHDRAWN:
            return _ends_of_statements
        case Noun.STATEMENT, _:
            return _statements
        case Noun.STANCE, Act.WITHDRAWN:
            return _ends_of_stances
        case Noun.STANCE, _:
            return _stances
        case Noun.CODING, _:
            return _codings
        case Noun.RELATION, _:
            return _relations
        case _, Act.AMENDED:
            return _amendments
    return rows_told.states


def _statements(noted: list[Noted]) -> Iterable[States]:
    found = StatementVersion.objects.filter(statement__ref__in={act.ref for act in noted}).order_by()
    rows = {
        (ref, version): (pk, dict(zip(_SAID, says, strict=True)))
        for pk, ref, version, *says in found.values_list("pk", "statement__ref", "version", *_SAID.values())
    }
    wanted = [rows[key][0] for act in noted if (key := (act.ref, act.version)) in rows]
    actors = _hanging(StatementActor.objects.filter(version__in=wanted), "version_id", "actor__code")
    sources = _hanging(Corroboration.objects.filter(version__in=wanted), "version_id", "source__ref")
    for act in noted:
        if (act.ref, act.version) not in rows:
            yield ()
            continue
        pk, facts = rows[act.ref, act.version]
        yield (content_digest({**facts, "actors": actors.get(pk), "corroborated_by": sources.get(pk)}),)


def _stances(noted: list[Noted]) -> Iterable[States]:
    rows = {
        (proposal, ref, version): (pk, dict(zip(_HELD, says, strict=True)))
        for pk, proposal, ref, version, *says in _held(noted).values_list(
            "pk", "guarantor__proposal_id", "ref", "version", *_HELD.values()
        )
    }
    wanted = [rows[key][0] for act in noted if (key := (act.proposal, act.ref, act.version)) in rows]
    statements = _hanging(Evidence.objects.filter(stance__in=wanted), "stance_id", "statement__ref")
    conditions = _hanging(Condition.objects.filter(stance__in=wanted), "stance_id", "kind", "text", "status")
    for act in noted:
        if (act.proposal, act.ref, act.version) not in rows:
            yield ()
            continue
        pk, facts = rows[act.proposal, act.ref, act.version]
        yield (content_digest({**facts, "statements": statements.get(pk), "conditions": conditions.get(pk)}),)


def _ends_of_statements(noted: list[Noted]) -> Iterable[States]:
    found = StatementVersion.objects.filter(statement__ref__in={act.ref for act in noted}).order_by()
    names = (*_END, "merged_into__ref")
    ends = {(ref, version): said for ref, version, *said in found.values_list("statement__ref", "version", *names)}
    return _ended(names, (ends.get((act.ref, act.version)) for act in noted))


def _ends_of_stances(noted: list[Noted]) -> Iterable[States]:
    found = _held(noted).values_list("guarantor__proposal_id", "ref", "version", *_END)
    ends = {(proposal, ref, version): said for proposal, ref, version, *said in found}
    return _ended(_END, (ends.get((act.proposal, act.ref, act.version)) for act in noted))


def _ended(names: Sequence[str], ends: Iterable[list[Any] | None]) -> Iterable[States]:
    for said in ends:
        yield () if said is None else (content_digest(dict(zip(names, said, strict=True))),)


def _held(noted: list[Noted]) -> Any:
    proposals, refs = {act.proposal for act in noted}, {act.ref for act in noted}
    return StanceRecord.objects.filter(guarantor__proposal__in=proposals, ref__in=refs).order_by()


def _codings(noted: list[Noted]) -> Iterable[States]:
    found = Coding.objects.filter(statement__ref__in={act.ref for act in noted}).order_by("pk")
    told = defaultdict[Any, list[dict[str, Any]]](list)
    for ref, at, coder, *says in found.values_list("statement__ref", "recorded_at", "coder", *_READ.values()):
        told[ref, at, coder].append(dict(zip(_READ, says, strict=True)))
    return [so_far("codings", told[act.ref, act.recorded_at, act.recorded_by]) for act in noted]


def _relations(noted: list[Noted]) -> Iterable[States]:
    found = StatementRelation.objects.filter(later__ref__in={act.ref for act in noted}).order_by("pk")
    told = defaultdict[Any, list[list[str]]](list)
    for ref, at, *says in found.values_list("later__ref", "recorded_at", "earlier__ref", "relation"):
        told[ref, at].append(says)
    return [so_far("relations", told[act.ref, act.recorded_at]) for act in noted]


def _amendments(noted: list[Noted]) -> Iterable[States]:
    refs = {rows_told.full_ref(act) for act in noted}
    told = defaultdict[Any, list[list[Any]]](list)
    for noun, ref, reason, at, by, *says in (
        Amendment.objects.filter(ref__in=refs)
        .order_by("pk")
        .values_list("noun", "ref", "reason", "recorded_at", "recorded_by", "field", "was", "became")
    ):
        told[noun, ref, reason, at, by].append(says)
    return [
        so_far("amendments", told[act.noun, rows_told.full_ref(act), act.reason, act.recorded_at, act.recorded_by])
        for act in noted
    ]


def so_far(name: str, items: Sequence[Any]) -> States:
    """The contents that these items were, as one came after the other, in no order of their own; the whole first."""
    return [content_digest({name: sorted(items[:count], key=canonical)}) for count in range(len(items), 0, -1)]


def _hanging(rows: Any, owner: str, *columns: str) -> dict[int, list[Any]]:
    """What hangs on each row, in its order: a text, or a list of them."""
    found = defaultdict[int, list[Any]](list)
    for pk, *says in rows.order_by(owner, "position").values_list(owner, *columns):
        found[pk].append(says[0] if len(says) == 1 else says)
    return found
