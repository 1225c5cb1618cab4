"""What changed: theirs by the day in force, ours by the day recorded, and the two dates side by side."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from guarantors.actions import gists, stances, statements
from guarantors.domain.stance import Level
from guarantors.models import Proposal
from tests.pages.reading import page, rows, section, text_of
from tests.test_plain_reading import dataset, plain_reading, provisions
from tests.world import LONG_AGO, log, make_proposal, publish, stance_content, statement_content

pytestmark = pytest.mark.django_db
ADDRESS = "/istanbul-2022/changes/"
TEST = "/test-2020/changes/"


def plain_moves(slug: str, first: date, last: date) -> Iterator[tuple[bool, str, str | None]]:
    """Each record in force from a day of the span: whether it keeps the level, whose it is, on what."""
    before: dict[tuple[str, str | None], str] = {}
    for record in sorted(dataset(slug)["stances"], key=lambda item: (item["effective_on"], item["sequence"])):
        line = (record["guarantor"], record["provision"])
        if first <= record["effective_on"] <= last:
            yield before.get(line) == record["level"], *line
        before[line] = record["level"]


SPANS = [
    ("istanbul-2022", date(2022, 3, 29), date(2022, 4, 30)),
    ("istanbul-2022", date(2022, 1, 1), date(2026, 11, 1)),
    ("g7-vilnius-2023", date(2023, 7, 12), date(2024, 12, 31)),
]


@pytest.mark.parametrize(("slug", "first", "last"), SPANS)
def test_every_record_of_the_span_is_a_change_or_a_reaffirmation(
    client: Client, slug: str, first: date, last: date
) -> None:
    text = page(client, f"/{slug}/changes/?from={first}&to={last}")
    moves = list(plain_moves(slug, first, last))

    assert section(text, "h-theirs").count('<li class="chg">') == sum(not same for same, *_ in moves)
    assert section(text, "h-reaffirmed").count("<li>") - section(text, "h-reaffirmed").count("<li><a") == sum(
        same for same, *_ in moves
    )


@pytest.mark.parametrize(("slug", "first", "last"), SPANS)
def test_the_difference_is_what_the_file_says_of_the_two_days(
    client: Client, slug: str, first: date, last: date
) -> None:
    text = section(page(client, f"/{slug}/changes/?from={first}&to={last}"), "h-diff")
    levels = [
        tuple(None if word == "none" else word for word in re.findall(r'chip s-(\w+)"', row))
        for row in re.findall(r"<tr.*?</tr>", text, re.DOTALL)[1:]
    ]
    expected = [
        (before, after)
        for provision in provisions(slug)
        for code, before in plain_reading(slug, provision, first).items()
        if before != (after := plain_reading(slug, provision, last)[code])
    ]

    assert sorted(map(str, levels)) == sorted(map(str, expected))


def test_a_walk_back_within_a_day_is_two_changes(client: Client) -> None:
    text = section(page(client, f"{ADDRESS}?from=2022-03-30&to=2022-03-30&actor=DEU&provision=whole"), "h-theirs")

    assert [row.split(" ")[1:6] for row in rows(text, "li")] == [
        ["No", "stance", "→", "changed", "to"],
        ["Supportive", "→", "changed", "to", "Open"],
    ]
    assert "Walked back the same day" in text_of(text)
    assert "Steffen Hebestreit, 30 Mar 2022" in text_of(text)


def test_days_come_newest_first_and_say_what_happened(client: Client) -> None:
    text = section(page(client, f"{ADDRESS}?to=2022-06-02"), "h-theirs")
    days = re.findall(r'<h3><time datetime="([\d-]+)"', text)

    assert days == sorted(days, reverse=True)
    assert "29 Mar 2022 proposal made" in text_of(text)


def test_by_default_it_reaches_from_the_proposal_to_today(client: Client) -> None:
    text = page(client, ADDRESS)

    assert re.search(r'name="from" value="2022-03-29"', text)
    assert "changes from 29 March 2022 to" in text
    assert client.get(f"{ADDRESS}?to=2022-02-01").status_code == 200
    assert client.get(f"{ADDRESS}?from=2022-04-01&to=2022-03-01").status_code == 400


def test_the_sentence_counts_who_moved_and_which_way(client: Client) -> None:
    assert (
        "Between the end of 31 March 2022 and the end of 12 April 2022, of the ten asked, one moved towards it."
        in text_of(page(client, f"{ADDRESS}?from=2022-03-31&to=2022-04-12"))
    )
    assert "Canada stayed where it was: no stance on record." in text_of(
        page(client, f"{ADDRESS}?provision=whole&actor=CAN")
    )


@pytest.mark.parametrize(
    "query", ["actor=ZZZ", "provision=nope", "as_of=2022-03-30", "since=tomorrow", "from=2022-13-01"]
)
def test_what_the_page_does_not_know_is_refused(client: Client, query: str) -> None:
    assert client.get(f"{ADDRESS}?{query}").status_code == 400


@pytest.fixture
def corrected() -> Proposal:
    """Open from 2 January, recorded at hour 2; corrected to sceptical at hour 5; it turns supportive, hour 9."""
    proposal = make_proposal()
    said = log(proposal, "said", at=LONG_AGO + timedelta(hours=1))
    record = publish(proposal, "aa0-1", said, at=LONG_AGO + timedelta(hours=2))
    stances.correct(
        record=record,
        content=stance_content(said, level=Level.SCEPTICAL),
        reason="We misread the second sentence.",
        by="Ben",
        at=LONG_AGO + timedelta(hours=5),
    )
    again = log(proposal, "again", at=LONG_AGO + timedelta(hours=8), said_on="2020-01-09")
    publish(
        proposal,
        "aa0-2",
        again,
        at=LONG_AGO + timedelta(hours=9),
        effective_on="2020-01-09",
        level=Level.SUPPORTIVE,
    )
    return proposal


@pytest.mark.usefixtures("corrected")
def test_a_correction_of_ours_is_never_a_change_of_theirs(client: Client) -> None:
    text = page(client, TEST)
    theirs, ours = text_of(section(text, "h-theirs")), text_of(section(text, "h-ours"))

    assert "No stance → changed to Sceptical" in theirs
    assert "Sceptical → changed to Supportive" in theirs
    assert "Open" not in theirs
    assert "misread" not in theirs
    assert "Open → corrected to Sceptical We misread the second sentence. Corrects the level." in ours
    assert "stance in force from 2 Jan 2020" in ours
    assert "Recorded 1 Jan 2020" in ours
    assert "Supportive" not in ours


@pytest.mark.usefixtures("corrected")
def test_before_the_correction_the_page_says_what_we_said_then(client: Client) -> None:
    text = page(client, f"{TEST}?known_at=2020-01-01T04:00:00Z")

    assert "No stance → changed to Open" in text_of(section(text, "h-theirs"))
    assert "None of the records about these days was corrected" in text_of(section(text, "h-ours"))


@pytest.mark.usefixtures("corrected")
@pytest.mark.parametrize(
    ("since", "seen"),
    [
        ("2020-01-01T00:30:00Z", ["new record", "correction of ours", "new record"]),
        ("2020-01-01T02:00:00Z", ["new record", "correction of ours"]),
        ("2020-01-01T05:00:00Z", ["new record"]),
        ("2020-01-01T09:00:00Z", []),
    ],
)
def test_who_comes_back_sees_what_was_recorded_since(client: Client, since: str, seen: list[str]) -> None:
    text = section(page(client, f"{TEST}?since={since}"), "h-since")

    assert re.findall(r'<span class="d">(.*?)</span>', text) == seen
    assert ("We have recorded nothing since then." in text) is (not seen)


@pytest.mark.usefixtures("corrected")
def test_a_withdrawal_says_why_and_leaves_the_change_out(client: Client, corrected: Proposal) -> None:
    record = corrected.guarantors.get().stances.get(ref="aa0-2")
    stances.withdraw(record=record, reason="It spoke of another text.", by="Ben", at=LONG_AGO + timedelta(hours=12))
    text = page(client, TEST)

    assert "Supportive" not in text_of(section(text, "h-theirs"))
    assert "Supportive withdrawn It spoke of another text." in text_of(section(text, "h-ours"))
    assert "withdrawn by us" not in text_of(page(client, f"{TEST}?known_at=2020-01-01T11:00:00Z"))


@pytest.mark.usefixtures("corrected")
def test_a_corrected_statement_is_an_act_of_ours(client: Client, corrected: Proposal) -> None:
    statement = corrected.statements.get(ref="again")
    statements.correct(
        statement=statement,
        content=statement_content(corrected, said_on="2020-01-09", summary="Says it anew."),
        reason="A word was missing.",
        by="Ben",
        at=LONG_AGO + timedelta(hours=13),
    )

    assert "Correction of ours, Land 0: A. Minister, 9 Jan 2020 . Says it anew. A word was missing." in text_of(
        section(page(client, TEST), "h-ours")
    )


@pytest.mark.parametrize("query", ["", "?since=2020-01-01", "?from=2022-03-30&to=2022-04-02&actor=DEU"])
def test_the_cited_address_shows_the_same(client: Client, query: str) -> None:
    text = page(client, f"{ADDRESS}{query}")
    cited = re.search(r'id="citation">.*?href="https?://[^/]+([^"]+)"', text, re.DOTALL)
    assert cited
    again = page(client, cited[1].replace("&amp;", "&"))

    assert "known_at=" in cited[1]
    for heading in ("h-since", "h-theirs", "h-ours", "h-diff"):
        assert text_of(section(again, heading)) == text_of(section(text, heading)), heading


@pytest.mark.parametrize("count", [4, 40])
def test_the_number_of_queries_does_not_grow(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    proposal = make_proposal(guarantors=count)
    for number in range(count):
        statement = log(proposal, f"said-{number}", f"AA{number}")
        publish(proposal, f"aa{number}-1", statement, code=f"AA{number}")
    gists.refresh(proposal.pk)  # as the end of the transaction would have it

    with django_assert_num_queries(27):
        assert client.get(f"{TEST}?since=2020-01-01").status_code == 200
