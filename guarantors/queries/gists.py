"""The facts of a proposal's guarantors: from the gists that are kept, or drawn from the record for the past.

`kept` gives what the newest view shows, whatever the length of the history; `drawn` gives the same, to the byte, from
the record itself, on both clocks.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from django.db.models import BigIntegerField, CharField, Q

from guarantors.domain.day_counts import DayCounts
from guarantors.models import Guarantor, Provision
from guarantors.models.carried import carried
from guarantors.models.gist import LineGist, ProposalGist, SaidGist
from guarantors.models.gist_facts import FORMAT, changes_by_provision, of_lines, of_said, said_by_day
from guarantors.models.prepared import Given, answers
from guarantors.queries.proposals import ProposalRow


@dataclass(frozen=True, slots=True)
class Facts:
    """Of a proposal: the changes of level on each day and what was said on each, whatever the day shown; how many
    sources carry a statement; and, by its id, the facts of each guarantor's line and words up to the day shown, absent
    where there are none.
    """

    changed_on: DayCounts
    said_on: DayCounts
    source_count: int
    lines: Mapping[int, str]
    said: Mapping[int, str]


def facts(proposal: ProposalRow, *, provision: str | None, as_of: date, known_at: datetime) -> Facts:
    """The facts on both clocks, from the gists where these say what was known then."""
    if known_at >= proposal.changed_at and (found := kept(proposal, provision=provision, as_of=as_of)):
        return found
    return drawn(proposal, provision=provision, as_of=as_of, known_at=known_at)


def kept(proposal: ProposalRow, *, provision: str | None, as_of: date) -> Facts | None:
    """The facts as they are known now; None where no gists are kept in the present format.

    Those of a guarantor who moved or spoke after that day are drawn from the record.
    """
    values = {"proposal": proposal.pk, "provision": provision or ""}
    of_proposal = answers("proposal's gists", ProposalGist, _proposal_gists, **values)
    stored = {slug: orjson.loads(facts) for slug, facts in of_proposal}
    whole, own = stored.get(None), stored.get(provision)
    if whole is None or own is None:
        return None
    lines, said, later = dict[int, str](), dict[int, str](), set[int]()
    held = answers(("lines' gists", bool(provision)), LineGist, lambda: _line_gists(bool(provision)), **values)
    for gists, found in ((held, lines), (answers("words' gists", SaidGist, _said_gists, proposal=proposal.pk), said)):
        for guarantor, last_day, text in gists:
            found[guarantor] = text
            if last_day > as_of:
                later.add(guarantor)
    if later:
        clause = _provision_id(proposal, provision)
        lines = {pk: text for pk, text in lines.items() if pk not in later} | _lines(later, clause, as_of, None)
        said = {pk: text for pk, text in said.items() if pk not in later} | _said(proposal.pk, later, as_of, None)
    return Facts(
        changed_on=DayCounts(*own["changes"]),
        said_on=DayCounts(*whole["said"]),
        source_count=whole["source_count"],
        lines=lines,
        said=said,
    )


def drawn(proposal: ProposalRow, *, provision: str | None, as_of: date, known_at: datetime) -> Facts:
    """The facts on both clocks, drawn from the record: as long as its history is."""
    clause = _provision_id(proposal, provision)
    ids = list(Guarantor.objects.filter(proposal=proposal.pk).values_list("pk", flat=True))
    changes = changes_by_provision(
        (key, line.changed_days) for key, line in of_lines(ids, provision=clause, known_at=known_at).items()
    )
    carries = carried(proposal.pk, known_at=known_at)
    return Facts(
        changed_on=_in_order(changes.get(clause, {})),
        said_on=_in_order(said_by_day(proposal.pk, known_at=known_at)),
        source_count=sum(count > 0 for count in carries.values()),
        lines=_lines(ids, clause, as_of, known_at),
        said=_said(proposal.pk, ids, as_of, known_at),
    )


def _lines(ids: Collection[int], clause: int | None, as_of: date, known_at: datetime | None) -> dict[int, str]:
    found = of_lines(ids, provision=clause, as_of=as_of, known_at=known_at)
    return {guarantor: line.facts for (guarantor, _), line in found.items()}


def _said(proposal: int, ids: Collection[int], as_of: date, known_at: datetime | None) -> dict[int, str]:
    actors = dict(Guarantor.objects.filter(pk__in=ids).values_list("actor_id", "pk"))
    found = of_said(proposal, actors, as_of=as_of, known_at=known_at)
    return {actors[actor]: said.facts for actor, said in found.items()}


def _provision_id(proposal: ProposalRow, provision: str | None) -> int | None:
    return Provision.objects.get(proposal=proposal.pk, slug=provision).pk if provision else None


def _in_order(counts: Mapping[int, int]) -> DayCounts:
    days = sorted(counts)
    return DayCounts(days, [counts[day] for day in days])


def _proposal_gists() -> Any:
    given = Given("provision", CharField())
    return ProposalGist.objects.filter(
        Q(provision__isnull=True) | Q(provision__slug=given),
        proposal=Given("proposal", BigIntegerField()),
        format=FORMAT,
    ).values_list("provision__slug", "facts")


def _line_gists(on_a_provision: bool) -> Any:
    on = Q(provision__slug=Given("provision", CharField())) if on_a_provision else Q(provision__isnull=True)
    found = LineGist.objects.filter(on, guarantor__proposal=Given("proposal", BigIntegerField()))
    return found.values_list("guarantor_id", "last_day", "facts")


def _said_gists() -> Any:
    found = SaidGist.objects.filter(guarantor__proposal=Given("proposal", BigIntegerField()))
    return found.values_list("guarantor_id", "last_day", "facts")
