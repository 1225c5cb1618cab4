"""Whatever is asked of the files and the embedded views, the answer is a file, a refusal in words, or nothing there."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines import examples
from tests.world import make_proposal

pytestmark = pytest.mark.django_db
ADDRESSES = [
    "/feed.json",
    "/istanbul-2022/DEU/feed.atom",
    "/istanbul-2022/cite.bib",
    "/istanbul-2022/DEU.ris",
    "/statements/deu-2022-03-30-scholz.csl.json",
    "/istanbul-2022/chart.svg",
    "/istanbul-2022/DEU/chart.svg",
    "/embed/istanbul-2022/",
    "/embed/istanbul-2022/DEU/",
    "/oembed",
    "/sitemap-site.xml",
    "/robots.txt",
]
names = st.sampled_from(["as_of", "known_at", "since", "provision", "url", "format", "maxwidth"]) | st.text(max_size=6)
values = st.text(max_size=40) | st.dates().map(str) | st.datetimes().map(str) | st.just("2022-03-30")


@given(st.sampled_from(ADDRESSES), st.dictionaries(names, values, max_size=3))
@settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_string_breaks_an_address(client: Client, address: str, query: dict[str, str]) -> None:
    assert client.get(address, query).status_code in (200, 302, 400, 404, 501)


@given(st.text(max_size=60))
@settings(max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_url_breaks_the_answer_to_an_embedder(client: Client, text: str) -> None:
    for url in (text, f"http://testserver/{text}", f"http://testserver/istanbul-2022/?{text}"):
        assert client.get("/oembed", {"url": url}).status_code in (200, 400, 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_other_methods_change_nothing(client: Client, method: str) -> None:
    assert {getattr(client, method)(address).status_code for address in ADDRESSES} == {405}


@pytest.mark.parametrize(
    "address", ["chart.png", "chart.svg", "feed.atom", "feed.json", "cite.bib", "cite.ris", "cite.csl.json", ""]
)
def test_a_proposal_of_which_nothing_is_known_is_still_answered(client: Client, address: str) -> None:
    make_proposal(guarantors=0)

    assert client.get(f"/test-2020/{address}").status_code == 200
    assert client.get("/embed/test-2020/").status_code == 200


def test_a_guarantor_of_which_nothing_is_known_is_still_answered(client: Client) -> None:
    make_proposal()

    for address in ("chart.svg", "chart.png", "feed.atom", ""):
        assert client.get(f"/test-2020/AA0/{address}").status_code == 200
    assert b"No statement" in client.get("/test-2020/AA0/chart.svg").content
