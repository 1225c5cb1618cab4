"""The streamed files of a proposal have the cells that the rows of its pages have, however they are cut into pieces."""

from datetime import UTC, date, datetime

import pytest

from guarantors.domain import asof
from guarantors.exchange.sheets import stances as files
from guarantors.exchange.sheets import statements as said_files
from guarantors.queries import proposals, stance_past, stances, statement_past, statements
from tests import past

pytestmark = pytest.mark.django_db

NOW = datetime(2100, 1, 1, tzinfo=UTC)


def one_by_one(proposal: proposals.ProposalRow, as_of: date, known_at: datetime) -> list[object]:
    parts = proposals.guarantors(proposal)
    place = {part.pk: index for index, part in enumerate(parts)}
    held = [row for row in stances.ever_known(proposal.pk, known_at=known_at) if row.effective_day <= as_of]
    held.sort(key=lambda row: (place[row.guarantor_id], row.provision or "", *asof.order(row), row.ref, row.version))
    return list(files.rows(held, {part.pk: part for part in parts}, known_at))


def said_one_by_one(proposal: proposals.ProposalRow, as_of: date, known_at: datetime) -> list[object]:
    found = statements.of_proposal(proposal.pk, as_of=as_of, known_at=known_at, then=proposal.then)
    return [said_files.cells(row) for row in found]


@pytest.mark.parametrize("at_once", [1, 5, 5_000])
def test_the_streams_have_the_cells_of_the_rows(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stance_past, "_AT_ONCE", at_once)
    monkeypatch.setattr(statement_past, "_AT_ONCE", at_once)
    past.record()
    for file, plainly in ((files, one_by_one), (said_files, said_one_by_one)):
        sizes = set()
        for known_at in (NOW, past.moment(0), past.moment(1), past.moment(3)):
            for slug in proposals.slugs():
                proposal = proposals.find(slug, known_at=known_at)
                assert proposal is not None
                for as_of in (date.max, date(2022, 4, 2)):
                    streamed = list(file.sheet(proposal, as_of=as_of, known_at=known_at).rows)
                    assert streamed == plainly(proposal, as_of, known_at)
                    sizes.add(len(streamed))
        assert min(sizes) == 0
        assert max(sizes) > 5
