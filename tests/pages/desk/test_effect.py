"""What an act would change is shown by rehearsing it, and nothing of the rehearsal stays."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.template.loader import render_to_string

from guarantors.actions import entering, stances, statements
from guarantors.actions.publication import publication
from guarantors.domain.coding import Review, Round
from guarantors.domain.errors import Refused
from guarantors.domain.stance import Level
from guarantors.domain.submission import CodingGiven
from guarantors.domain.voice import Directness, Voice
from guarantors.models import Proposal, StanceRecord, Statement
from guarantors.pages.desk import effect
from guarantors.pages.desk.effect import Effect
from guarantors.queries import proposals
from tests.desk import coding, given
from tests.world import log, make_proposal, publish, stance_content

pytestmark = pytest.mark.django_db


def of(proposal: Proposal, act: Callable[[], object]) -> Effect:
    row = proposals.find(proposal.slug)
    assert row
    return effect.of(row, act)


def entered(proposal: Proposal, *codings: CodingGiven, **said: Any) -> Effect:
    """The effect of a statement that comes on record."""
    return of(
        proposal,
        lambda: entering.enter(
            proposal=proposal,
            given=given(**said),
            sheets=[("ada", Round.FIRST, codings)],
            adopted=codings,
            review=Review.CODED_ONCE,
            logged_by="ada",
            by="ada",
        ),
    )


def held(proposal: Proposal, ref: str = "held", **values: Any) -> StanceRecord:
    """Land 0 is open from 2 January 2020 on, unless said otherwise."""
    day = values.get("effective_on", "2020-01-02")
    record: StanceRecord = publish(proposal, ref, log(proposal, f"{proposal.slug}-{ref}", said_on=day), **values)
    return record


def test_a_first_stance_is_told_from_none() -> None:
    proposal = make_proposal(guarantors=2)

    found = entered(proposal, coding(level=Level.SCEPTICAL))

    (unit,) = found.units
    assert unit.sentence == "No stance on record until now; sceptical from 2 Jan 2020."
    assert unit.details == ("New record: sceptical from 2 Jan 2020, high confidence.",)
    assert (unit.before["level"], unit.after["level"]) == ("none", "sceptical")
    assert found.sentences == (
        "The summary would count one sceptical instead of none and one without a stance instead of two.",
    )
    assert found.charts[0]["drawing"].words.endswith("sceptical from 2 Jan 2020.")


def test_nothing_of_it_stays() -> None:
    proposal = make_proposal()
    before = Proposal.objects.get(pk=proposal.pk)

    entered(proposal, coding())

    after = Proposal.objects.get(pk=proposal.pk)
    assert (after.revision, after.changed_at) == (before.revision, before.changed_at)
    assert not Statement.objects.filter(proposal=proposal).exists()
    assert not StanceRecord.objects.filter(guarantor__proposal=proposal).exists()


def test_a_later_stance_follows_the_one_before() -> None:
    proposal = make_proposal()
    held(proposal)

    found = entered(proposal, coding(level=Level.OPPOSED), said_on="2020-02-01")

    assert [unit.sentence for unit in found.units] == ["Open from 2 Jan 2020, then opposed from 1 Feb 2020."]


def test_an_earlier_stance_leaves_the_one_of_today() -> None:
    proposal = make_proposal()
    held(proposal, effective_on="2020-03-01")

    (unit,) = entered(proposal, coding(level=Level.OPPOSED)).units

    assert unit.sentence == "Today’s stance stays: open from 1 Mar 2020."
    assert unit.details == (
        "New record: opposed from 2 Jan 2020, until the next record (1 Mar 2020), high confidence.",
    )


def test_a_correction_says_what_it_replaces() -> None:
    proposal = make_proposal()
    record = held(proposal)

    said = Statement.objects.get(ref=f"{proposal.slug}-held")
    content = replace(statements.content_of(statements.current(said)), said_on="2020-01-03")
    with_day = stance_content(said, effective_on="2020-01-03")

    def correct() -> None:
        with publication(proposal):
            statements.correct(statement=said, content=content, reason="Misread.", by="ben")
            stances.correct(record=record, content=with_day, reason="Misread.", by="ben")

    (unit,) = of(proposal, correct).units

    assert unit.sentence == "Open from 2 Jan 2020 becomes open from 3 Jan 2020."
    assert unit.details == ("held is replaced by version 2. Corrects the day (from 2 Jan 2020 to 3 Jan 2020).",)


def test_a_withdrawal_gives_back_what_stood_before() -> None:
    proposal = make_proposal()
    held(proposal)
    last = held(proposal, "last", effective_on="2020-02-01", level=Level.OPPOSED)

    (unit,) = of(proposal, lambda: stances.withdraw(record=last, reason="Not said.", by="ben")).units

    assert unit.sentence == "Opposed from 1 Feb 2020 becomes open from 2 Jan 2020."
    assert unit.details == ("last is withdrawn: opposed from 1 Feb 2020.",)


def test_the_last_record_withdrawn_leaves_none() -> None:
    proposal = make_proposal()
    record = held(proposal)

    found = of(proposal, lambda: stances.withdraw(record=record, reason="Not said.", by="ben"))

    assert found.units[0].sentence.endswith("Open from 2 Jan 2020 becomes no stance on record.")
    assert found.charts[0]["drawing"].line.tip is None


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ({"voice": Voice.LEGISLATOR}, "legislator"),
        ({"directness": Directness.THIRD_PARTY}, "a third party’s claim"),
    ],
)
def test_words_that_do_not_speak_for_the_state_move_nothing(said: dict[str, Any], who: str) -> None:
    found = entered(make_proposal(), coding(), **said)

    assert found.nothing
    assert found.sentences == (
        "No stance changes.",
        f"The words do not speak for the state ({who}): they are kept and shown, and move nothing.",
    )


def test_a_line_is_drawn_a_while_past_its_last_record_so_that_the_change_is_seen() -> None:
    (drawn,) = entered(make_proposal(), coding(), said_on="2020-01-21").charts

    assert (drawn["above"].end, drawn["drawing"].line.tip.level) == ("as of 26 Jan 2020", Level.SCEPTICAL)


def test_a_level_that_stays_is_shown_once() -> None:
    proposal = make_proposal()
    held(proposal)

    found = entered(proposal, coding(level=Level.OPEN), said_on="2020-02-01")

    assert found.units[0].level_stays
    assert "becomes" not in render_to_string("pages/desk/_effect.html", {"effect": found})


def test_each_unit_is_told_apart_and_a_provision_by_its_title() -> None:
    proposal = make_proposal()

    found = entered(proposal, coding(), coding(provision="clause", level=Level.OPPOSED))

    assert [unit.on for unit in found.units] == ["on the whole proposal", "on “A clause”"]
    assert [chart["name"] for chart in found.charts] == ["Land 0, on the whole proposal"]


def test_a_joint_declaration_draws_three_and_counts_the_rest() -> None:
    proposal = make_proposal(guarantors=5)
    codes = tuple(f"AA{number}" for number in range(5))

    found = entered(proposal, *(coding(guarantor=code) for code in codes), actors=codes)

    assert [unit.code for unit in found.units] == list(codes)
    assert [chart["id"] for chart in found.charts] == ["effect-1-", "effect-2-", "effect-3-"]
    assert found.undrawn == "2 more guarantors not drawn."


def test_a_day_to_come_counts_later() -> None:
    proposal = make_proposal()
    year = datetime.now(UTC).year + 1

    (unit,) = entered(proposal, coding(), said_on=f"2020/{year}").units

    assert unit.sentence.endswith("No stance on record today, as before.")
    assert f"It counts from 31 Dec {year} on" in unit.details[0]


def test_what_the_act_refuses_is_raised() -> None:
    proposal = make_proposal()
    record = held(proposal)

    with pytest.raises(Refused, match="give a reason"):
        of(proposal, lambda: stances.withdraw(record=record, reason=" ", by="ben"))


def test_the_fragment_names_levels_in_words_and_repeats_no_id() -> None:
    proposal = make_proposal(guarantors=2)
    both = (coding(), coding(guarantor="AA1"))

    text = render_to_string("pages/desk/_effect.html", {"effect": entered(proposal, *both, actors=("AA0", "AA1"))})

    ids = [piece.split('"')[0] for piece in text.split(' id="')[1:]]
    assert len(ids) == len(set(ids)) == 4
    assert text.count("No stance</span>") == 2
    assert "<a " not in text.split("<figure")[1]
