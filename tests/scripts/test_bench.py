"""The bench: its record is the same in every run and keeps the rules, and its tables say what was measured."""

import pytest
from django.db.models import Count
from django.test import Client

from guarantors.actions import search
from guarantors.models import Change, Guarantor, Ledger, Proposal, StanceRecord, Statement
from scripts.bench import files, fill, lighthouse, synthetic, table, wrk
from scripts.bench.sizes import ACTORS, CODES, SIZES, SLUG, Size

SMALL = Size("small", 450, proposals=3)


def test_every_size_shares_out_all_its_records() -> None:
    for size in SIZES.values():
        shares = [size.share(number) for number in range(size.proposals)]
        assert sum(shares) == size.records
        assert shares[0] >= 2 * ACTORS


def test_the_record_is_the_same_in_every_run() -> None:
    first, again = list(synthetic.drawn(SMALL, 0)), list(synthetic.drawn(SMALL, 0))
    assert first == again
    assert first != list(synthetic.drawn(SMALL, 1))
    assert {item.held.guarantor for item in first} == set(CODES)


@pytest.mark.django_db
def test_a_filled_database_keeps_the_rules_and_has_all_that_pages_read() -> None:
    before = Change.objects.count()
    told: list[int] = []
    fill.fill(SMALL, told.append)
    assert sum(told) == SMALL.records
    proposals = Proposal.objects.filter(slug__startswith="bench-")
    stored = StanceRecord.objects.filter(guarantor__proposal__in=proposals)
    assert proposals.count() == 3
    assert stored.filter(version=1).count() == SMALL.records
    assert stored.filter(replaces__isnull=False).exists()
    assert stored.exclude(withdrawal_reason="").exists()
    assert stored.exclude(conditions=None).exists()
    assert stored.values("recorded_at__year").aggregate(years=Count("recorded_at__year", distinct=True))["years"] > 5
    assert not stored.filter(evidence=None).exists()
    assert Statement.objects.filter(proposal__in=proposals).count() == SMALL.records
    assert Guarantor.objects.filter(proposal__in=proposals).count() == 3 * ACTORS
    assert Change.objects.count() - before > 2 * SMALL.records
    assert Change.objects.count() == Ledger.objects.get().last
    assert search.out_of_step() == []
    of_first = stored.filter(guarantor__proposal__slug=SLUG).count()
    assert files.streamed(Client(), "stances.csv", 1)["rows"] == of_first


def test_what_wrk_says_is_read_and_errors_are_no_figures() -> None:
    assert wrk.read("  8 requests in 1s\nRequests/sec:   1234.50\n") == 1234.5
    with pytest.raises(ValueError, match="Non-2xx or 3xx responses: 3"):
        wrk.read("  Non-2xx or 3xx responses: 3\nRequests/sec:   1234.50\n")
    with pytest.raises(ValueError, match="no rate"):
        wrk.read("unable to connect")


def test_the_document_has_ratios_growth_and_what_is_left_out() -> None:
    read = {"ms": 10.0, "queries_ms": 2.0, "queries": 3.0, "kB": 5.0}
    run = table.Run("SQLite", "10k", left_out=["Directus: npm is not installed"])
    run.rates = {table.CONSTANT: 2000.0, "table | page": 1800.0}
    run.costs = {"1k": {"table page": read}, "10k": {"table page": {**read, "ms": 13.0}}}
    run.loads = {"10k": {"records": 10_000, "load": 2.0, "own": 1.0}}
    run.files = {"10k": {"stances.csv": {"rows": 10_000, "seconds": 0.1, "own": 0.1, "MB": 99.6}}}
    made = table.document([run], ["2 cores"]).splitlines()
    assert "| table \\| page | 1,800 | 90 % |" in made
    assert "| table page | 10.0 / 2.0 / 3 | 13.0 / 2.0 / 3 | 1.3 |" in made
    assert "| 10k | 5,000 | 10,000 | 100 |" in made
    assert "| stances.csv, 10k | 10,000 | 100,000 | 100 |" in made
    assert "Left out: Directus: npm is not installed." in made
    assert "Requests a second were not measured." in table.document([table.Run("SQLite", "1k")], [])


def test_a_report_of_lighthouse_is_read_and_shown() -> None:
    loaded = [{"transferSize": 30_000, "resourceType": "Document"}, {"transferSize": 70_400, "resourceType": "Font"}]
    told = {
        "audits": {
            "network-requests": {"details": {"items": loaded}},
            "largest-contentful-paint": {"numericValue": 934.2},
            "cumulative-layout-shift": {"numericValue": 0.0123},
        },
        "categories": {name: {"score": 1 - number / 100} for number, name in enumerate(lighthouse.CATEGORIES)},
    }
    made = table.document([], [], {"home": lighthouse.read(told)}).splitlines()
    assert "| home | 100 | 30 | 0.93 | 0.012 | 100 / 99 / 98 / 97 |" in made
    assert "Left out: npm is not installed." in table.document([], [], "npm is not installed")
