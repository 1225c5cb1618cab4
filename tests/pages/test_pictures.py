"""`chart.svg` and `chart.png` say what the page says, and nothing where nothing is on record."""

import re
from io import BytesIO

import pytest
from django.test import Client
from lxml import etree
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from guarantors.exchange.pictures import palette
from guarantors.pages.picture_of_guarantor import LEFT, RIGHT, TOP
from tests.pages.site import PAGES, answer
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


def texts(client: Client, address: str) -> list[str]:
    root = etree.fromstring(client.get(address).content)
    return [element.text or "" for element in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("base", ["/istanbul-2022/DEU/", "/istanbul-2022/CAN/", "/istanbul-2022/", "/g7-vilnius-2023/"])
def test_both_forms_are_there(client: Client, base: str) -> None:
    drawn = client.get(f"{base}chart.png?as_of=2023-08-30")
    written = client.get(f"{base}chart.svg?as_of=2023-08-30")

    assert (drawn.headers["Content-Type"], Image.open(BytesIO(drawn.content)).size) == ("image/png", (1200, 630))
    assert written.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    root = etree.fromstring(written.content)
    assert (root.findtext(f"{SVG}title") or "").endswith("as of 30 August 2023")
    assert root.findtext(f"{SVG}desc")


def test_a_chart_names_levels_dates_stance_and_both_clocks(client: Client) -> None:
    found = texts(client, "/istanbul-2022/GBR/chart.svg?as_of=2022-04-02")

    assert {"Committed", "Supportive", "Open", "Noncommittal", "Sceptical", "Opposed"} <= set(found)
    assert found[0] == "United Kingdom"
    assert {"Sceptical", "since 30 Mar 2022, high confidence", "as of 2 Apr 2022", "Guarantor Tracker"} <= set(found)
    assert any(text.startswith("As of 2 Apr 2022, as recorded up to ") for text in found)


def test_nothing_on_record_is_said_and_nothing_is_drawn(client: Client) -> None:
    found = texts(client, "/istanbul-2022/CAN/chart.svg?as_of=2022-04-02")
    image = Image.open(BytesIO(client.get("/istanbul-2022/CAN/chart.png?as_of=2022-04-02").content)).convert("RGB")

    assert {"No statement", "on record as of 2 Apr 2022", "No stance", "on record"} <= set(found)
    plot = image.crop((LEFT, TOP, RIGHT, 476))
    colours = {"#{:02x}{:02x}{:02x}".format(*pixel) for _, pixel in plot.getcolors(1 << 20) or []}
    assert not colours & set(palette.MARK.values()) - {palette.FIELD}


def test_a_legislator_moves_nothing_in_the_picture_either(client: Client) -> None:
    assert "No statement" in texts(client, "/istanbul-2022/USA/chart.svg?as_of=2022-03-29")


def test_the_line_lies_where_the_page_draws_it(client: Client) -> None:
    query = "?as_of=2022-06-30"
    page = client.get(f"/istanbul-2022/GBR/{query}").content.decode()
    places = re.findall(r'class="seg s-(\w+)[^"]*" x1="([\d.]+)%" x2="([\d.]+)%"', page.partition("figcaption")[0])
    wide = RIGHT - LEFT
    expected = [
        (palette.MARK[level], round(LEFT + float(x1) * wide / 100, 2), round(LEFT + float(x2) * wide / 100, 2))
        for level, x1, x2 in places
    ]

    root = etree.fromstring(client.get(f"/istanbul-2022/GBR/chart.svg{query}").content)
    lines = [line.attrib for line in root.iter(f"{SVG}line") if line.get("stroke") in palette.MARK.values()]
    drawn = [(line["stroke"], float(line["x1"]), float(line["x2"])) for line in lines if line["stroke-width"] in "73"]

    assert expected
    assert drawn == expected


def test_a_proposal_has_its_sentence_its_blocks_and_its_counts(client: Client) -> None:
    found = texts(client, "/istanbul-2022/chart.svg?as_of=2022-03-30")

    assert "Of the ten asked, none has committed to the whole proposal. Two are assessed as" in " ".join(found)
    assert {"ISR", "USA", "DEU", "CAN", "against", "neither", "for", "no stance"} <= set(found)
    assert {"Opposed 1", "Sceptical 1", "Noncommittal 4", "Open 2", "Supportive 0", "No stance 2"} <= set(found)


def test_a_provision_has_its_own_picture(client: Client) -> None:
    found = texts(client, "/istanbul-2022/chart.svg?provision=collective-defence&as_of=2022-03-30")

    assert "On “Collective-defence obligation like Article 5”" in found


def test_a_past_moment_shows_what_was_known_then(client: Client) -> None:
    assert "No stance 10" in texts(client, "/istanbul-2022/chart.svg?known_at=2022-04-02")


@pytest.mark.parametrize("page", PAGES)
def test_the_picture_that_a_page_names_is_there(page: str) -> None:
    found = re.search(r'property="og:image" content="http://testserver([^"]+)"', answer(page).text)

    if page.startswith("/embed/"):
        assert found is None
        return
    assert found
    picture = answer(found[1].replace("&amp;", "&"))
    assert picture.headers["Content-Type"] == "image/png"


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/nope/chart.svg", 404, "There is no proposal “nope”."),
        ("/istanbul-2022/XYZ/chart.png", 404, "XYZ has no part in"),
        ("/istanbul-2022/chart.png?as_of=2022-02-30", 400, "there is no day 30 in February 2022"),
        ("/istanbul-2022/DEU/chart.svg?level=open", 400, "the allowed ones are: as_of, known_at, since, provision."),
        ("/chart.png?provision=x", 400, "the allowed ones are: as_of, known_at."),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(client: Client, address: str, status: int, said: str) -> None:
    response = client.get(address)

    assert (response.status_code, said in response.content.decode()) == (status, True)


def test_a_picture_of_two_fixed_clocks_may_be_kept_for_a_year(client: Client) -> None:
    fixed = client.get("/istanbul-2022/chart.svg?as_of=2022-03-30&known_at=2022-04-02T00:00:00Z")

    assert fixed.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/istanbul-2022/chart.svg").headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("count", [4, 60])
def test_the_number_of_queries_does_not_grow_and_many_still_fit(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    proposal = make_proposal(guarantors=count)
    for number in range(count):
        code = f"AA{number}"
        publish(proposal, f"aa{number}-1", log(proposal, f"said-{number}", code), code=code)

    for address, queries in {"/test-2020/chart.png": 9, "/test-2020/AA0/chart.svg": 9, "/chart.png": 4}.items():
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
