"""The page of files offers every file of a proposal, for the dates shown."""

import re

import pytest
from django.test import Client

from guarantors.exchange.offered import ENDINGS, OFFERS
from guarantors.models import Guarantor

pytestmark = pytest.mark.django_db
PAGE = "/istanbul-2022/export/"
CLOCKS = "?as_of=2022-03-30&known_at=2022-04-02T00:00:00Z"


def links(client: Client, address: str) -> set[str]:
    return set(re.findall(r'href="([^"]+)"', client.get(address).content.decode().replace("&amp;", "&")))


def test_every_file_is_offered_with_the_dates_of_the_view(client: Client) -> None:
    codes = Guarantor.objects.filter(proposal__slug="istanbul-2022").values_list("actor__code", flat=True)
    stems = ["export", *(offer.stem for offer in OFFERS), *codes]

    found = links(client, PAGE + CLOCKS)

    assert {f"/istanbul-2022/{stem}.{ending}{CLOCKS}" for stem in stems for ending in ENDINGS} <= found
    assert f"/istanbul-2022/export.csv{CLOCKS}&bom=1" in found
    assert {f"{path}?known_at=2022-04-02T00:00:00Z" for path in ("/istanbul-2022/export.zip", "/export.zip")} <= found


def test_every_file_that_is_offered_is_there(client: Client) -> None:
    files = [link for link in links(client, PAGE) if re.search(r"\.(csv|json|xlsx|zip)(\?|$)", link)]

    assert len(files) > 60
    assert {link for link in files if client.get(link).status_code != 200} == set()


def test_the_page_says_what_each_holds_and_under_which_licence(client: Client) -> None:
    text = client.get(PAGE + CLOCKS).content.decode()

    assert [offer.says for offer in OFFERS if offer.says.replace("'", "&#x27;") not in text] == []
    assert [column.name for offer in OFFERS for column in offer.columns if f"<dt>{column.name}</dt>" not in text] == []
    assert "This is what we had on record on 2 April 2022, 00:00 UTC." in text
    assert "CC-BY-4.0" in text
    assert f"http://testserver{PAGE}{CLOCKS}" in text.replace("&amp;", "&")


def test_the_page_of_a_proposal_leads_here(client: Client) -> None:
    assert f"{PAGE}{CLOCKS}" in links(client, f"/istanbul-2022/{CLOCKS}&level=open")
    assert f"{PAGE}{CLOCKS}" in links(client, f"/istanbul-2022/DEU/{CLOCKS}&provision=neutrality")
