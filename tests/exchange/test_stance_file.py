"""The streamed file of stance records has the cells that their own rows have, however it is cut into pieces."""

from datetime import UTC, date, datetime

import pytest

from guarantors.domain import asof
from guarantors.exchange.sheets import stances as files
from guarantors.queries import proposals, stance_past, stances
from tests import past

pytestmark = pytest.mark.django_db

NOW = datetime(2100, 1, 1, tzinfo=UTC)


def one_by_one(proposal: proposals.ProposalRow, as_of: date, known_at: datetime) -> list[object]:
    parts = proposals.guarantors(proposal)
    place = {part.pk: index for index, part in enumerate(parts)}
    held = [row for row in stances.ever_known(proposal.pk, known_at=known_at) if row.effective_day <= as_of]
    held.sort(key=lambda row: (place[row.guarantor_id], row.provision or "", *asof.order(row), row.ref, row.version))
    return list(files.rows(held, {part.pk: part for part in parts}, known_at))


@pytest.mark.parametrize("at_once", [1, 5, 5_000])
def test_the_stream_has_the_cells_of_the_rows(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stance_past, "_AT_ONCE", at_once)
    past.record()
    sizes = set()
    for slug in proposals.slugs():
        proposal = proposals.find(slug)
        assert proposal is not None
        for as_of in (date.max, date(2022, 4, 2)):
            for known_at in (NOW, past.moment(0), past.moment(1), past.moment(3)):
                streamed = list(files.sheet(proposal, as_of=as_of, known_at=known_at).rows)
                assert streamed == one_by_one(proposal, as_of, known_at)
                sizes.add(len(streamed))
    assert min(sizes) == 0
    assert max(sizes) > 5
