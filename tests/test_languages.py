"""The language in front of an address: which addresses have one, what keeps it, and where it leads nowhere."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from guarantors.address import languages
from guarantors.domain.roles import DeskRole
from guarantors.exchange.check import RESERVED_SLUGS
from tests import people

pytestmark = pytest.mark.django_db
LINKS = re.compile(r' (?:href|action|hx-get)="(/[^"]*)"')


def test_a_page_in_a_language_leads_to_pages_in_it(client: Client) -> None:
    response = client.get("/uk/istanbul-2022/?as_of=2022-03-30")
    assert response.status_code == 200
    assert response.headers["Content-Language"] == "uk"
    found = LINKS.findall(response.content.decode())
    assert "/uk/istanbul-2022/timeline/?as_of=2022-03-30" in found
    assert "/uk/" in found
    assert "/istanbul-2022/export.csv?as_of=2022-03-30" not in [link for link in found if link.startswith("/uk/")]
    bare = {path.split("/")[1] for path in found if not path.startswith("/uk/") and path.endswith("/")}
    assert bare <= {"api"}


def test_a_fragment_keeps_the_language_of_its_page(client: Client) -> None:
    response = client.get("/fr/istanbul-2022/", {"as_of": "2022-03-30"}, headers={"HX-Request": "true"})
    assert response.headers["HX-Push-Url"] == "/fr/istanbul-2022/?as_of=2022-03-30"
    assert b'href="/fr/istanbul-2022/DEU/?as_of=2022-03-30"' in response.content
    assert b"<html" not in response.content


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("/en/istanbul-2022/?as_of=2022-03-30", "/istanbul-2022/?as_of=2022-03-30"),
        ("/uk", "/uk/"),
        ("/uk/admin/", "/admin/"),
        ("/pl/api/v1/proposals/?q=a", "/api/v1/proposals/?q=a"),
        ("/de/istanbul-2022/export.csv", "/istanbul-2022/export.csv"),
        ("/en//evil.example/", "/%2Fevil.example/"),
        ("/uk//evil.example/x.csv", "/%2Fevil.example/x.csv"),
    ],
)
def test_what_is_in_english_alone_is_found_without_a_language(client: Client, asked: str, answered: str) -> None:
    response = client.get(asked)
    assert (response.status_code, response.headers["Location"]) == (308, answered)


@pytest.mark.parametrize(
    ("asked", "answered"),
    [("/uk/istanbul-2022", "/uk/istanbul-2022/"), ("/uk/istanbul-2022/?as_of=&q=", "/uk/istanbul-2022/")],
)
def test_a_redirect_keeps_the_language(client: Client, asked: str, answered: str) -> None:
    assert client.get(asked).headers["Location"] == answered


def test_no_page_in_a_language_sets_a_cookie_or_varies_on_the_browser(client: Client) -> None:
    response = client.get("/tr/istanbul-2022/", headers={"Accept-Language": "fr", "Cookie": "django_language=de"})
    assert response.headers["Content-Language"] == "tr"
    assert not response.cookies
    assert "Accept-Language" not in response.headers["Vary"]


def test_english_is_not_touched(client: Client) -> None:
    before = client.get("/istanbul-2022/?as_of=2022-03-30&known_at=2026-01-01").content
    client.get("/uk/istanbul-2022/?as_of=2022-03-30&known_at=2026-01-01")
    assert client.get("/istanbul-2022/?as_of=2022-03-30&known_at=2026-01-01").content == before


def test_no_proposal_hides_a_language() -> None:
    assert {*languages.OTHERS, languages.ENGLISH, settings.LANGUAGE_CODE} <= RESERVED_SLUGS


def test_a_page_says_its_language_and_where_it_is_in_the_others(client: Client) -> None:
    page = client.get("/pl/istanbul-2022/DEU/?as_of=2022-03-30").content.decode()
    query = "istanbul-2022/DEU/?as_of=2022-03-30"
    assert '<html lang="pl">' in page
    assert f'<link rel="canonical" href="http://testserver/pl/{query}">' in page
    alternates = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page))
    assert alternates == {
        "en": f"http://testserver/{query}",
        "x-default": f"http://testserver/{query}",
        **{code: f"http://testserver/{code}/{query}" for code in languages.OTHERS},
    }
    assert f'<li><a hreflang="tr" lang="tr" href="http://testserver/tr/{query}">Türkçe</a></li>' in page
    assert f'href="http://testserver/pl/{query}" aria-current="true">Polski</a>' in page


def test_days_and_names_are_those_of_the_language_and_the_record_stays_as_it_is(client: Client) -> None:
    page = client.get("/de/istanbul-2022/DEU/?as_of=2022-03-30").content.decode()
    assert "<span>Deutschland</span>" in page
    assert "30. März 2022" in page
    assert '<h1 lang="en">' in client.get("/de/istanbul-2022/").content.decode()
    assert "<h1>" in client.get("/istanbul-2022/").content.decode()


def test_rows_that_are_kept_are_kept_for_each_language(client: Client) -> None:
    address = "istanbul-2022/?as_of=2022-03-30&known_at=2026-01-01"
    english, polish = (client.get(f"/{code}{address}").content.decode() for code in ("", "pl/"))
    assert "Germany</a>" in english
    assert "Niemcy</a>" in polish
    assert "Germany</a>" not in polish


@pytest.fixture
def spoken_at_the_desk(settings: Any) -> None:
    settings.LANGUAGES_OF_THE_DESK = ["uk"]


def test_whoever_signs_in_in_a_language_stays_in_it(spoken_at_the_desk: None, client: Client) -> None:
    people.make(DeskRole.EDITOR)
    refused = client.get("/uk/desk/log/")
    assert refused.headers["Location"] == "/uk/accounts/login/?next=/desk/log/"
    page = client.get(refused.headers["Location"]).content.decode()
    assert re.findall(r'<form class="account-form" [^>]*action="([^"]*)"', page)[:1] == ["/uk/accounts/login/"]
    let_in = client.post(refused.headers["Location"], {"login": "ada", "password": people.PASSWORD})
    assert let_in.headers["Location"] == "/uk/desk/log/"
    desk = client.get(let_in.headers["Location"])
    assert (desk.headers["Content-Language"], desk.headers["Cache-Control"]) == ("uk", "private, no-store")
    assert 'hx-post="/uk/desk/drafts/' in desk.content.decode()
    assert '<a hreflang="en" lang="en" href="http://testserver/desk/log/">English</a>' in desk.content.decode()


def test_the_desk_is_offered_in_its_own_languages_alone(spoken_at_the_desk: None) -> None:
    editor = people.client_of(DeskRole.EDITOR)
    assert editor.get("/pl/desk/").headers["Location"] == "/desk/"
    page = editor.get("/desk/?a=1").content.decode()
    assert re.findall(r'hreflang="([^"]+)"', page) == ["en", "uk"]
    assert 'href="http://testserver/uk/desk/?a=1"' in page
    assert 'href="/desk/"' in editor.get("/pl/").content.decode()


def test_the_table_is_sorted_and_searched_by_the_names_of_the_page(client: Client) -> None:
    def rows(address: str) -> list[str]:
        return re.findall(r'id="row-([A-Z]{3})"', client.get(address).content.decode())

    asked = rows("/uk/istanbul-2022/?role=proposed_guarantor&sort=name")
    assert asked == ["GBR", "ISR", "ITA", "CAN", "CHN", "DEU", "POL", "USA", "TUR", "FRA"]  # і comes before к
    assert rows("/uk/istanbul-2022/?role=proposed_guarantor&sort=-name") == asked[::-1]
    assert rows("/uk/istanbul-2022/?q=німеч") == ["DEU"]
    assert "DEU" in rows("/uk/istanbul-2022/?q=germany")


def test_one_english_word_is_two_where_a_language_has_two(client: Client) -> None:
    sources = client.get("/de/sources/?kind=official").content.decode()
    assert "Amtliche Quelle, Englisch" in sources
    assert "Amtsträger/-in" in client.get("/de/method/").content.decode()


def test_no_day_ends_in_a_stop_that_a_sentence_would_double(client: Client) -> None:
    told = re.sub(r"<[^>]*>", "", client.get("/uk/istanbul-2022/timeline/").content.decode())
    assert "29 бер. 2022." in told
    assert ".." not in told
    told = client.get("/de/istanbul-2022/changes/?actor=UKR").content.decode()
    assert "spätestens 22. August" in told
    assert ".." not in re.sub(r"<[^>]*>", "", told)


@pytest.mark.parametrize("page", ["DEU/", "timeline/", "compare/?g=DEU&g=FRA"])
def test_a_drawing_has_its_places_in_numbers_that_a_browser_reads(client: Client, page: str) -> None:
    places = re.compile(r' (?:[xy][12]?|c[xy]|r|width|height)="[^"]*"')
    found = places.findall(client.get(f"/de/istanbul-2022/{page}").content.decode())
    assert any("." in place for place in found)
    assert [place for place in found if "," in place] == []
