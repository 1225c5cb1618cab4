"""The rows of a dataset that carry no clock: the proposal with its clauses, actors, guarantors, sources and so on."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from guarantors.actions import journal, rows
from guarantors.actions.rows import Outcome
from guarantors.domain import dates
from guarantors.domain.acts import Act, Noun
from guarantors.exchange.dataset import Dataset
from guarantors.exchange.entries import Entry
from guarantors.models import Actor, Amendment, Event, Guarantor, Nomination, Proposal, Provision, Source

Counts = Counter[Outcome]


def put_proposal(dataset: Dataset, existing: Proposal | None, by: str, at: datetime, counts: Counts) -> Proposal:
    """Add the proposal, recorded from that moment on, where it is not on record yet; else answer it as it is."""
    if existing is not None:
        return existing
    counts[Outcome.ADDED] += 1
    made = Proposal.objects.create(slug=dataset.slug, changed_at=at, **_proposal_values(dataset))
    rows.note(Act.ADDED, made, made.slug, by=by, at=at)
    return made


def put_rows(
    dataset: Dataset,
    proposal: Proposal,
    by: str,
    start: datetime,
    at: datetime,
    counts: Counts,
    progress: Callable[[str, int, int], None],
) -> None:
    """Add or amend every row without a clock, those that are named before those that name them.

    What is added counts from `start`, the first moment of a restored history; what is amended is amended now, at `at`.
    """
    reason = f"Dataset {dataset.slug} loaded"
    put = partial(_put, counts=counts, reason=reason, by=by, at=at, added_at=start)
    sections = dataset.sections
    put(Proposal, {"slug": dataset.slug}, _proposal_values(dataset), dataset.slug)
    for entry in sections["actors"]:
        put(Actor, {"code": entry["code"]}, {"name": entry["name"], "kind": entry["kind"]}, entry["code"])
    for position, entry in enumerate(sections["guarantors"]):
        put(Actor, {"code": entry["actor"]}, {"name": entry["name"], "kind": entry["kind"]}, entry["actor"])
        part = {"role": entry["role"], "since": entry["since"], "until": entry["until"], "position": position}
        put(
            Guarantor, {"proposal": proposal, "actor": _actor(entry["actor"])}, part, f"{dataset.slug}/{entry['actor']}"
        )
        progress("guarantors", position + 1, len(sections["guarantors"]))
    for position, item in enumerate(dataset.proposal["provisions"]):
        clause = {key: item[key] for key in ("title", "summary", "obligation")} | {"position": position}
        put(Provision, {"proposal": proposal, "slug": item["slug"]}, clause, f"{dataset.slug}/{item['slug']}")
    _kept_rows_last(dataset, proposal, put)
    makers = [_actor(code) for code in dataset.proposal["made_by"]]
    counts[rows.set_makers(proposal, makers, reason=reason, by=by, at=at)] += 1
    for position, entry in enumerate(sections["sources"]):
        _put_source(entry, put, start)
        progress("sources", position + 1, len(sections["sources"]))
    for entry in sections["nominations"]:
        named_on = dates.parse(entry["named_on"])
        claim = {
            "named_by": _actor(entry["named_by"]),
            "named_on": named_on.text,
            "first_day": named_on.first,
            "last_day": named_on.last,
            "source": _source(entry["source"]),
            "withdrawn_on": entry["withdrawn_on"],
        }
        guarantor = Guarantor.objects.get(proposal=proposal, actor__code=entry["actor"])
        put(Nomination, {"guarantor": guarantor, "ref": entry["id"]}, claim, f"{dataset.slug}/{entry['id']}")
    for entry in sections["events"]:
        happened_on = dates.parse(entry["happened_on"])
        event = {
            "happened_on": happened_on.text,
            "first_day": happened_on.first,
            "last_day": happened_on.last,
            "kind": entry["kind"],
            "actor": _actor(entry["actor"]) if entry["actor"] else None,
            "title": entry["title"],
            "source": _source(entry["source"]) if entry["source"] else None,
        }
        put(Event, {"proposal": proposal, "ref": entry["id"]}, event, f"{dataset.slug}/{entry['id']}")


def _kept_rows_last(dataset: Dataset, proposal: Proposal, put: Callable[..., None]) -> None:
    """What is on record and not in the file stands after what is, so that no two rows share a place in the order."""
    codes = [entry["actor"] for entry in dataset.sections["guarantors"]]
    for position, part in enumerate(proposal.guarantors.exclude(actor__code__in=codes).order_by("position", "pk")):
        put(Guarantor, {"pk": part.pk}, {"position": len(codes) + position}, f"{dataset.slug}/{part.actor.code}")
    slugs = [item["slug"] for item in dataset.proposal["provisions"]]
    for position, clause in enumerate(proposal.provisions.exclude(slug__in=slugs).order_by("position", "pk")):
        put(Provision, {"pk": clause.pk}, {"position": len(slugs) + position}, f"{dataset.slug}/{clause.slug}")


def put_amendment(entry: Entry, proposal: Proposal) -> None:
    """Put an amendment of a dump back on record; its row already has the later value."""
    # The file of another proposal that shares the source or actor may have brought it already. `was` and `became` are
    # compared here, since an empty JSON value is found by neither database in the way in which it was stored.
    columns = ("noun", "ref", "field", "reason", "recorded_at", "recorded_by")
    given = {name: entry[name] for name in columns}
    says = (entry["was"], entry["became"])
    if says not in list(Amendment.objects.filter(**given).values_list("was", "became")):
        Amendment.objects.create(**given, was=says[0], became=says[1])
        noun = Noun(entry["noun"])
        journal.note(
            Act.AMENDED,
            noun,
            entry["ref"].removeprefix(f"{proposal.slug}/"),
            proposal=None if noun in (Noun.ACTOR, Noun.SOURCE) else proposal,
            by=entry["recorded_by"],
            at=entry["recorded_at"],
            reason=entry["reason"],
        )


def _put(
    model: type[Any],
    key: dict[str, Any],
    values: dict[str, Any],
    ref: str,
    *,
    counts: Counts,
    reason: str,
    by: str,
    at: datetime,
    added_at: datetime,
) -> None:
    _, outcome = rows.put(model, key=key, values=values, ref=ref, reason=reason, by=by, at=at, added_at=added_at)
    counts[outcome] += 1


def _put_source(entry: Entry, put: Callable[..., None], at: datetime) -> None:
    values = {key: value for key, value in entry.values.items() if key not in ("id", "recorded_at")}
    values["authors"] = list(entry["authors"])
    known = Source.objects.filter(ref=entry["id"]).values_list("recorded_at", flat=True).first()
    values["recorded_at"] = known or entry["recorded_at"] or at
    put(Source, {"ref": entry["id"]}, values, entry["id"], added_at=values["recorded_at"])


def _proposal_values(dataset: Dataset) -> dict[str, Any]:
    given = dataset.proposal
    derived_from = Proposal.objects.filter(slug=given["derived_from"]).first() if given["derived_from"] else None
    names = ("title", "made_on", "made_at", "status", "summary")
    return {**{name: given[name] for name in names}, "derived_from": derived_from}


def _actor(code: str) -> Actor:
    return Actor.objects.get(code=code)


def _source(ref: str) -> Source:
    return Source.objects.get(ref=ref)
