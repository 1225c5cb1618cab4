"""Citations of what is on record, read by parsers that are not ours."""

import json
import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from guarantors.actions import stances, statements
from guarantors.models import Source, StanceRecord, Statement
from tests.exchange.citations import readers
from tests.world import log, make_proposal, publish, stance_content, statement_content

pytestmark = pytest.mark.django_db
SCHOLZ = "/statements/deu-2022-03-30-scholz"


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_every_source_and_statement_on_record_is_read_in_every_form(client: Client) -> None:
    pairs = [("sources", row.ref, row.title) for row in Source.objects.all()]
    pairs += [("statements", ref, "") for ref in Statement.objects.values_list("ref", flat=True)]

    for folder, ref, title in pairs[::3]:
        bib = readers.bibtex(body(client, f"/{folder}/{ref}.bib"))
        ris = readers.ris(body(client, f"/{folder}/{ref}.ris"))
        csl = json.loads(body(client, f"/{folder}/{ref}.csl.json"))[0]
        assert readers.csl(json.dumps([csl])).type == csl["type"]
        assert csl["title"] in ([title] if title else [csl["title"]])
        assert "".join(bib["title"].split()) == "".join(csl["title"].split())
        assert ris["title"] == " ".join(csl["title"].split())
        assert (ris["urls"], bib["key"], ris["id"]) == ([csl["URL"]], csl["id"], csl["id"])


def test_a_statement_names_speaker_day_words_and_source(client: Client) -> None:
    item = json.loads(body(client, f"{SCHOLZ}.csl.json"))[0]

    assert item["author"] == [{"literal": "Olaf Scholz"}]
    assert item["issued"] == {"date-parts": [[2022, 3, 30]]}
    assert item["title"] == "Statement on the Istanbul proposal for security guarantees"
    assert "Quoted: “broadly willing”. As relayed by Steffen Hebestreit" in item["note"]
    assert "Source: The Wall Street Journal, “Ukraine's NATO-style security guarantee" in item["note"]


@pytest.mark.parametrize(
    "address",
    [
        f"{SCHOLZ}.bib",
        "/istanbul-2022/cite.bib?as_of=2022-03-30",
        "/istanbul-2022/cite.ris?provision=neutrality&level=open",
        "/istanbul-2022/DEU.csl.json?as_of=2022-03-30&provision=neutrality",
        "/istanbul-2022/ISR/isr-whole-1.ris",
        "/istanbul-2022/DEU.bib",
    ],
)
def test_the_cited_address_shows_what_is_cited_with_the_clocks_fixed(client: Client, address: str) -> None:
    found = re.search(r"http://testserver(/[^\s\"}]+)", body(client, address))

    assert found
    assert "known_at=20" in found[1]
    assert client.get(found[1]).status_code == 200


def test_a_view_keeps_its_filters_and_both_clocks(client: Client) -> None:
    item = json.loads(
        body(client, "/istanbul-2022/cite.csl.json?level=open&as_of=2022-03-30&known_at=2022-04-02T00:00:00Z")
    )[0]

    assert item["URL"] == "http://testserver/istanbul-2022/?as_of=2022-03-30&known_at=2022-04-02T00:00:00Z&level=open"
    assert item["accessed"] == {"date-parts": [[2022, 4, 2]]}
    assert item["title"].endswith("as of 30 March 2022")


def test_a_source_is_said_to_have_been_read_only_when_it_was(client: Client) -> None:
    make_proposal()
    source = Source.objects.filter(ref="test-2020-source")
    cited = "/sources/test-2020-source.csl.json?known_at=2022-04-02T00:00:00Z"

    assert json.loads(body(client, cited))[0]["accessed"] == {"date-parts": [[2022, 4, 2]]}
    source.update(url="https://example.org/a")
    assert "accessed" not in json.loads(body(client, cited))[0]
    source.update(retrieved_at=datetime(2021, 5, 6, 23, 30, tzinfo=UTC))
    assert json.loads(body(client, cited))[0]["accessed"] == {"date-parts": [[2021, 5, 6]]}


def test_a_corrected_statement_is_cited_in_its_version(client: Client) -> None:
    proposal = make_proposal()
    statement = log(proposal, "said")
    first = readers.ris(body(client, "/statements/said.ris"))
    moment = statement.versions.get().recorded_at
    content = statement_content(proposal, summary="Says so twice.")
    statements.correct(statement=statement, content=content, reason="Misheard.", by="Ben")

    assert readers.ris(body(client, "/statements/said.ris"))["abstract"] == "Says so twice."
    then = readers.ris(body(client, f"/statements/said.ris?known_at={moment:%Y-%m-%dT%H:%M:%S.%fZ}"))
    assert then["abstract"] == first["abstract"] == "Says so."


def test_a_stance_record_is_cited_with_its_day_and_what_it_rests_on(client: Client) -> None:
    item = json.loads(body(client, "/istanbul-2022/ISR/isr-whole-1.csl.json"))[0]

    assert item["title"] == "Israel assessed as opposed on the Istanbul proposal for security guarantees"
    assert item["note"].startswith("Rests on the statements isr-2022-03-30-official. Low confidence.")
    page, _, anchor = item["URL"].partition("#")
    assert f'id="{anchor}"' in body(client, page.removeprefix("http://testserver"))


def test_a_withdrawn_record_says_so_from_then_on(client: Client) -> None:
    proposal = make_proposal()
    record = publish(proposal, "aa0-1", log(proposal, "said"))
    stances.withdraw(record=record, reason="Read wrongly.", by="Ben")

    note = json.loads(body(client, "/test-2020/AA0/aa0-1.csl.json"))[0]["note"]
    assert "Withdrawn: Read wrongly." in note
    before = f"{StanceRecord.objects.get(pk=record.pk).recorded_at:%Y-%m-%dT%H:%M:%S.%fZ}"
    assert "Withdrawn" not in body(client, f"/test-2020/AA0/aa0-1.csl.json?known_at={before}")


def test_a_nasty_source_is_read_as_it_stands(client: Client) -> None:
    title = "The {Guarantee} & 100 % <b>“שלום عليكم”</b> \\end_of #1"
    make_proposal()
    Source.objects.filter(ref="test-2020-source").update(title=title, authors=["O'Neill and Sons"], url="")

    assert readers.bibtex(body(client, "/sources/test-2020-source.bib"))["title"] == title
    assert readers.ris(body(client, "/sources/test-2020-source.ris"))["title"] == title
    assert readers.csl(body(client, "/sources/test-2020-source.csl.json")).title == [title]


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/statements/nope.bib", 404, "There is no statement “nope” on record."),
        ("/sources/nope.ris", 404, "There is no source “nope” on record."),
        ("/nope/cite.bib", 404, "There is no proposal “nope”."),
        ("/istanbul-2022/XYZ.bib", 404, "XYZ has no part in"),
        ("/istanbul-2022/DEU/nope.bib", 404, "There is no stance record “nope” of Germany"),
        (f"{SCHOLZ}.docx/", 404, "There is no statement “deu-2022-03-30-scholz.docx”"),
        (f"{SCHOLZ}.bib?as_of=2022-03-30", 400, "the allowed ones are: known_at."),
        ("/istanbul-2022/cite.bib?as_of=2022-02-30", 400, "there is no day 30 in February 2022"),
        ("/istanbul-2022/DEU.bib?level=open", 400, "the allowed ones are: as_of, known_at, provision."),
    ],
)
def test_what_cannot_be_cited_is_refused_in_words(client: Client, address: str, status: int, said: str) -> None:
    response = client.get(address)

    assert response.status_code == status
    assert said in response.content.decode()


def test_a_file_has_its_type_and_its_time_to_live(client: Client) -> None:
    plain = client.get("/istanbul-2022/cite.bib?as_of=2022-03-30").headers
    fixed = client.get("/istanbul-2022/cite.bib?as_of=2022-03-30&known_at=2022-04-02T00:00:00Z").headers

    assert plain["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert plain["Content-Disposition"] == 'inline; filename="guarantor-tracker-istanbul-2022-2022-03-30.bib"'
    assert "immutable" not in plain["Cache-Control"]
    assert "immutable" in fixed["Cache-Control"]


def test_the_cite_box_offers_every_form_and_they_are_there(client: Client) -> None:
    for address in ("/istanbul-2022/?as_of=2022-03-30", "/istanbul-2022/DEU/", f"{SCHOLZ}/", "/sources/wiki-budapest/"):
        box = body(client, address).partition('id="h-cite"')[2]
        links = re.findall(r'<a href="(/[^"]+\.(?:bib|ris|csl\.json|svg|png)[^"]*)"', box)
        assert len(links) == (5 if "istanbul" in address else 3)
        assert {client.get(link.replace("&amp;", "&")).status_code for link in links} == {200}


def test_each_record_of_a_guarantor_leads_to_its_own_citation(client: Client) -> None:
    records = re.findall(r'id="r-([^"]+)"', page := body(client, "/istanbul-2022/ISR/"))

    assert records
    for ref in records:
        assert f'href="/istanbul-2022/ISR/{ref}.bib"' in page
        assert readers.bibtex(body(client, f"/istanbul-2022/ISR/{ref}.bib"))["key"].endswith(ref)


def test_the_number_of_queries_is_fixed(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for address, count in {
        f"{SCHOLZ}.bib": 3,
        "/sources/wsj-2022-03-30.bib": 1,
        "/istanbul-2022/cite.bib": 3,
        "/istanbul-2022/DEU.bib": 4,
        "/istanbul-2022/ISR/isr-whole-1.bib": 8,
    }.items():
        with django_assert_num_queries(count):
            client.get(address)


def test_a_stance_of_a_joint_statement_is_on_its_own_record(client: Client) -> None:
    proposal = make_proposal(guarantors=2)
    statement = log(proposal, "said")
    publish(proposal, "one", statement)
    record = publish(proposal, "two", statement, effective_on="2020-02")
    content = stance_content(statement, effective_on="2020-02", rationale="Read again.")
    stances.correct(record=record, content=content, reason="Typing.", by="Ben")

    item = json.loads(body(client, "/test-2020/AA0/two.csl.json"))[0]
    assert (item["version"], item["abstract"]) == ("2", "Read again.")
    assert item["issued"] == {"date-parts": [[2020, 2]]}


def test_a_record_that_counts_only_from_a_later_day_is_cited_at_an_address_that_answers(client: Client) -> None:
    proposal = make_proposal()
    year = str(datetime.now(UTC).year + 1)
    publish(proposal, "soon", log(proposal, "said"), effective_on=year)

    item = json.loads(body(client, "/test-2020/AA0/soon.csl.json"))[0]

    assert item["issued"] == {"date-parts": [[int(year)]]}
    assert "as_of=" not in item["URL"]
    assert client.get(item["URL"].removeprefix("http://testserver").partition("#")[0]).status_code == 200
    assert client.get("/test-2020/feed.atom").status_code == 200
