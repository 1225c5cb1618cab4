"""What a page shows of changes is the end of what there is, and says how much that is."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from guarantors.actions import gists
from guarantors.models import Proposal, StanceRecord
from guarantors.queries import changes_shown, proposals
from guarantors.queries.changes import WHOLE, changes
from guarantors.queries.changes_shown import shown
from tests import past

SPANS = [(date(2022, 3, 1), date(2022, 4, 10)), (date(2020, 1, 1), date(2026, 1, 1)), (date(2022, 3, 30),) * 2]


def looked_at(slug: str) -> list[dict[str, Any]]:
    """Ways to ask: every span, on everything or less, as known now, before the last correction and at the beginning."""
    moments = list(StanceRecord.objects.filter(guarantor__proposal__slug=slug).values_list("recorded_at", flat=True))
    code = StanceRecord.objects.filter(guarantor__proposal__slug=slug).values_list("guarantor__actor__code", flat=True)
    actors, lines = (None, code.order_by("pk")[0]), (None, WHOLE)
    known = (datetime.now(UTC), max(moments) - timedelta(microseconds=1), min(moments))
    return [
        {"first": first, "last": last, "known_at": at, "since": since, "provision": line, "actor": actor}
        for first, last in SPANS
        for at in known
        for since in (None, min(moments))
        for line in lines
        for actor in actors
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("most", [3, 100])
@pytest.mark.parametrize("slug", ["istanbul-2022", "test-2020"])
def test_what_is_shown_is_the_end_of_what_there_is(monkeypatch: pytest.MonkeyPatch, slug: str, most: int) -> None:
    monkeypatch.setattr(changes_shown, "AT_MOST", most)
    if slug == "test-2020":
        past.record()
    gists.refresh(Proposal.objects.get(slug=slug).pk)
    proposal = proposals.find(slug)
    assert proposal is not None
    cut = 0
    for asked in looked_at(slug):
        whole, found = changes(proposal, **asked), shown(proposal, **asked)
        moves = [move for move in whole.moves if move.record.effective_day >= found.begins]
        assert list(found.changes.moves) == moves, asked
        assert (found.changed, found.reaffirmed) == (
            sum(not move.reaffirms for move in whole.moves),
            sum(move.reaffirms for move in whole.moves),
        )
        of_last_day = sum(move.record.effective_day == moves[-1].record.effective_day for move in moves) if moves else 0
        assert len(moves) <= max(most, of_last_day)
        assert found.changes.acts == whole.acts[:most]
        assert found.changes.said == whole.said[:most]
        assert (found.more_acts, found.more_said) == (len(whole.acts) > most, len(whole.said) > most)
        assert [(line.guarantor, line.provision, line.before, line.after) for line in found.ends] == [
            (line.guarantor, line.provision, line.before and line.before.level, line.after and line.after.level)
            for line in whole.standings
        ]
        for ref, row in found.changes.statements.items():
            assert row == whole.statements[ref]
        assert all(set(move.record.statements) <= set(found.changes.statements) for move in moves)
        cut += len(moves) < len(whole.moves)
    assert (cut > 0) is (most == 3 and slug == "istanbul-2022")  # the other has fewer
