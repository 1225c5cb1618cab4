"""The facts of a proposal's guarantors: from the gists that are kept, or drawn from the record for the past.

`kept` gives what the newest view shows, whatever the length of the history; `drawn` gives the same, to the byte, from
the record itself, on both clocks.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from django.db.models import BigIntegerField, CharField, Q, QuerySet

from guarantors.domain.day_counts import DayCounts
from guarantors.models import Guarantor, Provision, gist_past
from guarantors.models.carried import carried
from guarantors.models.gist import LineGist, ProposalGist, SaidGist
from guarantors.models.gist_facts import FORMAT, changes_by_provision, of_lines, of_said
from guarantors.models.gist_past import LineKey, LinePast, SaidPast
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
    """The facts as they are known now; None where no gists are kept of the present revision.

    Those of a guarantor who moved or spoke after that day are drawn from its kept past.
    """
    values = {"proposal": proposal.pk, "provision": provision or "", "revision": proposal.revision}
    of_proposal = answers("proposal's gists", ProposalGist, _proposal_gists, **values)
    stored = {slug: orjson.loads(facts) for slug, facts in of_proposal}
    if None not in stored:
        return None
    whole, own = stored[None], stored.get(provision, {"changes": [[], []]})
    lines, words, later = dict[int, str](), dict[int, str](), set[int]()
    held = answers(("lines' gists", bool(provision)), LineGist, lambda: _line_gists(bool(provision)), **values)
    for gists, found in ((held, lines), (answers("words' gists", SaidGist, _said_gists, proposal=proposal.pk), words)):
        for guarantor, last_day, text in gists:
            found[guarantor] = text
            if last_day > as_of:
                later.add(guarantor)
    if later:
        lines, words = ({pk: text for pk, text in found.items() if pk not in later} for found in (lines, words))
        lines |= _lines(_kept_lines(later, provision), as_of, None)
        words |= _words(_kept_said(later), as_of)
    return Facts(
        changed_on=DayCounts(*own["changes"]),
        said_on=DayCounts(*whole["said"]),
        source_count=whole["source_count"],
        lines=lines,
        said=words,
    )


def whole_gist(proposal: ProposalRow) -> "QuerySet[ProposalGist]":
    """The gist of the whole proposal; empty where the gists are not those of the present revision."""
    return ProposalGist.objects.filter(
        proposal=proposal.pk, provision__isnull=True, format=FORMAT, revision=proposal.revision
    )


@dataclass(frozen=True, slots=True)
class LineDays:
    """On which days records began on some lines, and on which their level changed, up to the last on record."""

    recorded: DayCounts
    changed: DayCounts


def line_days(
    proposal: ProposalRow, guarantors: Collection[int] | None, provisions: Sequence[str | None], *, known_at: datetime
) -> LineDays:
    """The days of all guarantors' lines (None) or of these guarantors', on these provisions together (None is the
    whole), as known at a moment."""
    slugs = [slug for slug in provisions if slug]
    on = Q(provision__slug__in=slugs) | (Q(provision__isnull=True) if None in provisions else Q(pk__in=()))
    is_kept = known_at >= proposal.changed_at and whole_gist(proposal).exists()
    if is_kept and guarantors is None:
        own = ProposalGist.objects.filter(on, proposal=proposal.pk)
        counts = [orjson.loads(facts) for facts in own.values_list("facts", flat=True)]
        recorded, changed = (
            DayCounts.summed(DayCounts(*item[name]) for item in counts) for name in ("records", "changes")
        )
        return LineDays(recorded, changed)
    ids = guarantors
    if ids is None:
        ids = list(Guarantor.objects.filter(proposal=proposal.pk).values_list("pk", flat=True))
    if is_kept:
        kept = LineGist.objects.filter(on, guarantor__in=ids).values_list("past", flat=True)
        pasts = list(map(LinePast.read, kept))
    else:
        clauses: set[int | None] = {None} if None in provisions else set()
        clauses |= set(Provision.objects.filter(proposal=proposal.pk, slug__in=slugs).values_list("pk", flat=True))
        lines = gist_past.lines(ids, known_at=known_at)
        pasts = [past for (_, clause), past in lines.items() if clause in clauses]
    return LineDays(
        DayCounts.of_numbers(day for past in pasts for day in past.days),
        DayCounts.of_numbers(day for past in pasts for day in past.changed_days()),
    )


def drawn(proposal: ProposalRow, *, provision: str | None, as_of: date, known_at: datetime) -> Facts:
    """The facts on both clocks, drawn from the record: as long as its history is."""
    clause = Provision.objects.get(proposal=proposal.pk, slug=provision).pk if provision else None
    actors = dict(Guarantor.objects.filter(proposal=proposal.pk).values_list("actor_id", "pk"))
    lines = gist_past.lines(list(actors.values()), provision=clause, known_at=known_at)
    said = gist_past.said(proposal.pk, actors, known_at=known_at)
    carries = carried(proposal.pk, known_at=known_at)
    return Facts(
        changed_on=DayCounts.of_counts(changes_by_provision(lines.items()).get(clause, {})),
        said_on=DayCounts.of_counts(gist_past.said_by_day(proposal.pk, known_at=known_at)),
        source_count=sum(count > 0 for count in carries.values()),
        lines=_lines(lines, as_of, known_at),
        said=_words({actors[actor]: past for actor, past in said.items()}, as_of),
    )


def _lines(pasts: Mapping[LineKey, LinePast], as_of: date, known_at: datetime | None) -> dict[int, str]:
    """The facts of these lines up to that day, by guarantor."""
    found = of_lines({key: past.up_to(as_of) for key, past in pasts.items()}, known_at)
    return {guarantor: facts for (guarantor, _), facts in found.items()}


def _words(pasts: Mapping[int, SaidPast], as_of: date) -> dict[int, str]:
    return of_said({guarantor: past.up_to(as_of) for guarantor, past in pasts.items()})


def _kept_lines(guarantors: Collection[int], provision: str | None) -> dict[LineKey, LinePast]:
    on = Q(provision__slug=provision) if provision else Q(provision__isnull=True)
    found = LineGist.objects.filter(on, guarantor__in=guarantors).values_list("guarantor_id", "provision_id", "past")
    return {(guarantor, clause): LinePast.read(past) for guarantor, clause, past in found}


def _kept_said(guarantors: Collection[int]) -> dict[int, SaidPast]:
    found = SaidGist.objects.filter(guarantor__in=guarantors).values_list("guarantor_id", "past")
    return {guarantor: SaidPast.read(past) for guarantor, past in found}


def _proposal_gists() -> Any:
    given = Given("provision", CharField())
    return ProposalGist.objects.filter(
        Q(provision__isnull=True, format=FORMAT, revision=Given("revision", BigIntegerField()))
        | Q(provision__slug=given),
        proposal=Given("proposal", BigIntegerField()),
    ).values_list("provision__slug", "facts")


def _line_gists(on_a_provision: bool) -> Any:
    on = Q(provision__slug=Given("provision", CharField())) if on_a_provision else Q(provision__isnull=True)
    found = LineGist.objects.filter(on, guarantor__proposal=Given("proposal", BigIntegerField()))
    return found.values_list("guarantor_id", "last_day", "facts")


def _said_gists() -> Any:
    found = SaidGist.objects.filter(guarantor__proposal=Given("proposal", BigIntegerField()))
    return found.values_list("guarantor_id", "last_day", "facts")
