"""oEmbed 1.0: rich views of our tables and charts, within the bounds asked for, and of nobody else's pages."""

import re
from urllib.parse import quote

import pytest
from django.test import Client
from lxml import etree

pytestmark = pytest.mark.django_db
TABLE = "http://testserver/istanbul-2022/"


def asked(client: Client, url: str, more: str = "") -> dict[str, object]:
    response = client.get(f"/oembed?url={quote(url, safe='')}{more}")
    assert response.status_code == 200
    found: dict[str, object] = response.json()
    return found


@pytest.mark.parametrize("url", [TABLE, f"{TABLE}DEU/", f"{TABLE}DEU/?as_of=2022-03-30&provision=neutrality"])
def test_the_answer_has_what_the_specification_requires(client: Client, url: str) -> None:
    found = asked(client, url)

    assert (found["version"], found["type"], found["provider_name"]) == ("1.0", "rich", "Guarantor Tracker")
    assert isinstance(found["width"], int)
    assert isinstance(found["height"], int)
    src = re.search(r'src="http://testserver([^"]+)"', str(found["html"]))
    assert src
    assert client.get(src[1].replace("&amp;", "&")).status_code == 200
    assert client.get(str(found["thumbnail_url"]).removeprefix("http://testserver")).status_code == 200


def test_the_view_keeps_its_clocks_and_provision_and_leaves_filters(client: Client) -> None:
    html = str(asked(client, f"{TABLE}?as_of=2022-03-30&known_at=2022-04-02T00:00:00Z&level=open&q=x")["html"])

    assert '/embed/istanbul-2022/?as_of=2022-03-30&amp;known_at=2022-04-02T00:00:00Z"' in html


@pytest.mark.parametrize(
    ("bounds", "size"),
    [("&maxwidth=400", (400, 720)), ("&maxheight=300", (640, 300)), ("&maxwidth=9999&maxheight=9999", (640, 720))],
)
def test_the_bounds_are_kept(client: Client, bounds: str, size: tuple[int, int]) -> None:
    found = asked(client, TABLE, bounds)

    assert (found["width"], found["height"]) == size
    assert f'width="{size[0]}" height="{size[1]}"' in str(found["html"])
    assert ("thumbnail_url" in found) is (size == (640, 720))


def test_xml_says_the_same(client: Client) -> None:
    url = quote(f"{TABLE}DEU/", safe="")
    root = etree.fromstring(client.get(f"/oembed?url={url}&format=xml").content)

    found = asked(client, f"{TABLE}DEU/")
    assert {element.tag: element.text for element in root} == {name: str(value) for name, value in found.items()}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("url=https://example.org/istanbul-2022/", 404),
        ("url=ftp://testserver/istanbul-2022/", 404),
        ("url=/istanbul-2022/", 404),
        ("url=//testserver/istanbul-2022/", 404),
        ("url=http://testserver.example.org/istanbul-2022/", 404),
        ("url=http://x@testserver/istanbul-2022/", 404),
        ("url=http://[/istanbul-2022/", 404),
        ("url=http://testserver/method/", 404),
        ("url=http://testserver/nope/", 404),
        ("url=http://testserver/istanbul-2022/XYZ/", 404),
        ("url=http://testserver/istanbul-2022", 404),
        (f"url=http://testserver/{'x' * 3000}/", 404),
        (f"url={TABLE}&format=yaml", 501),
        ("", 400),
        (f"url={TABLE}&maxwidth=wide", 400),
        (f"url={TABLE}&maxwidth=0", 400),
        (f"url={TABLE}&maxwidth=-1", 400),
        (f"url={TABLE}&maxheight=%C2%B2", 400),
        (f"url={TABLE}&maxheight={'9' * 5000}", 400),
        (f"url={TABLE}&url={TABLE}", 400),
        (f"url={TABLE}&colour=red", 400),
        (f"url={quote(TABLE + '?as_of=2022-02-30')}", 400),
    ],
)
def test_what_is_not_ours_or_not_asked_rightly_is_refused(client: Client, query: str, status: int) -> None:
    assert client.get(f"/oembed?{query}").status_code == status


def test_a_refusal_names_field_fact_and_fix(client: Client) -> None:
    text = client.get(f"/oembed?url={TABLE}&maxwidth=wide").content.decode()

    assert "<b>maxwidth</b>: “wide” is not a number of pixels; write 640." in text


@pytest.mark.parametrize("page", ["/istanbul-2022/?as_of=2022-03-30", "/istanbul-2022/DEU/"])
def test_a_page_that_can_be_embedded_leads_to_its_answer(client: Client, page: str) -> None:
    text = client.get(page).content.decode()
    links = re.findall(r'<link rel="alternate" type="([^"]+oembed)" href="http://testserver([^"]+)"', text)

    assert [kind for kind, _ in links] == ["application/json+oembed", "text/xml+oembed"]
    found = client.get(links[0][1].replace("&amp;", "&")).json()
    assert f"/embed{page}" in found["html"].replace("&amp;", "&")
    assert "oembed" not in client.get("/method/").content.decode()
