"""What is written is what others read, however nasty the title."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guarantors.domain import dates
from guarantors.exchange.citations import WRITERS, Citation, Kind, plain
from guarantors.exchange.citations.citation import on_one_line
from tests.exchange.citations import readers

NASTY = [
    "A {braced} title",
    "One { alone, and } { the wrong way",
    "100 % of $5 & more #1 a_b ~c \\d \\{",
    "Ukraine's NATO-style guarantee",
    "„Türkiye“ — “שלום” مرحبا العالم",
    "<script>alert(1)</script> =1+1",
    "two\nlines\r\nER  - \u2028end",
    "@article{x, title = {y}}",
]
texts = st.text(st.characters(exclude_categories=["C"], exclude_characters="^"), min_size=1).map(on_one_line)


def made(**values: Any) -> Citation:
    given = {"key": "a.key_1-x", "kind": Kind.ARTICLE, "title": "A title", "address": "https://example.org/a"}
    return Citation(**given | values)


def bare(text: str) -> str:
    """Text as a reader of TeX gives it: without the spaces that it takes for ends of commands."""
    return "".join(text.split())


@pytest.mark.parametrize("title", NASTY)
def test_a_nasty_title_is_read_as_it_was_given(title: str) -> None:
    citation = made(title=title, abstract=title, note=title)
    line = on_one_line(title)

    bib = readers.bibtex(WRITERS["bib"].write(citation))
    assert [bib["title"], bib["abstract"], bib["note"]] == [line, line, line]
    ris = readers.ris(WRITERS["ris"].write(citation))
    assert [ris["title"], ris["abstract"], ris["notes"]] == [line, line, [line]]
    assert json.loads(WRITERS["csl.json"].write(citation))[0]["title"] == title


@given(texts.filter(bool))
@example("\\")
@example("}")
def test_no_title_breaks_an_entry_or_is_lost(title: str) -> None:
    citation = made(title=title)

    assert bare(readers.bibtex(WRITERS["bib"].write(citation))["title"]) == bare(title)
    assert readers.ris(WRITERS["ris"].write(citation))["title"] == title
    assert readers.csl(WRITERS["csl.json"].write(citation)).title == [title]


def test_a_circumflex_stays_a_circumflex() -> None:
    assert r"2{\textasciicircum}8" in WRITERS["bib"].write(made(title="2^8"))


def test_a_name_is_never_cut_or_split() -> None:
    citation = made(authors=("Recep Tayyip Erdoğan", "Foreign and Commonwealth Office", "Smith, A. {B}"))

    assert "author = {{Recep Tayyip Erdoğan} and {Foreign and Commonwealth Office} and {Smith, A. \\{B\\}}}" in WRITERS[
        "bib"
    ].write(citation)
    assert readers.ris(WRITERS["ris"].write(citation))["authors"] == list(citation.authors)
    item = json.loads(WRITERS["csl.json"].write(citation))[0]
    assert [author["literal"] for author in item["author"]] == list(citation.authors)


@pytest.mark.parametrize(
    ("given", "bibtex", "ris", "csl"),
    [
        ("2022", ("2022", None), "2022///", [[2022]]),
        ("2022-03", ("2022", "mar"), "2022/03//", [[2022, 3]]),
        ("2022-03-30", ("2022", "mar"), "2022/03/30/", [[2022, 3, 30]]),
        (
            "2022-03-28/2022-03-30",
            ("2022", "mar"),
            "2022/03/28/28 Mar 2022 to 30 Mar 2022",
            [[2022, 3, 28], [2022, 3, 30]],
        ),
    ],
)
def test_a_date_keeps_its_precision(given: str, bibtex: tuple[str, str | None], ris: str, csl: list[Any]) -> None:
    citation = made(issued=dates.parse(given))

    bib = readers.bibtex(WRITERS["bib"].write(citation))
    assert (bib["date"], bib["year"], bib.get("month")) == (given, *bibtex)
    assert readers.ris(WRITERS["ris"].write(citation))["date"] == ris
    assert json.loads(WRITERS["csl.json"].write(citation))[0]["issued"] == {"date-parts": csl}


def test_an_address_is_read_as_it_was_given() -> None:
    address = "https://example.org/a_b/%C3%BC?x=1&y=2%25#r-1"
    citation = made(address=address)

    assert f"url = {{{address}}}" in WRITERS["bib"].write(citation)
    assert readers.ris(WRITERS["ris"].write(citation))["urls"] == [address]
    assert json.loads(WRITERS["csl.json"].write(citation))[0]["URL"] == address


def test_an_address_cannot_end_the_entry() -> None:
    entry = WRITERS["bib"].write(made(address="https://example.org/}\n@misc{x"))

    assert readers.bibtex(entry)["key"] == "a.key_1-x"


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_type_in_every_form(kind: Kind) -> None:
    citation = made(kind=kind, container="A paper")

    assert readers.bibtex(WRITERS["bib"].write(citation))["type"] in {"article", "misc"}
    assert readers.ris(WRITERS["ris"].write(citation))["type_of_reference"]
    assert readers.csl(WRITERS["csl.json"].write(citation)).type == kind.value


def test_what_is_not_known_is_left_out() -> None:
    assert set(json.loads(WRITERS["csl.json"].write(made()))[0]) == {"id", "type", "title", "publisher", "URL"}


def test_the_plain_line_names_each_part_once() -> None:
    citation = made(authors=("A. Author",), publisher="A paper", container="A paper", issued=dates.parse("2022-03"))

    assert plain(citation).strip() == "A. Author, “A title”, A paper, March 2022."
