"""An actor across proposals, and the list of all actors."""

import pytest
from django.test import Client

from guarantors.pages import actor
from tests.pages.reading import anchors, row, text_of
from tests.world import LONG_AGO, log, make_proposal, publish

pytestmark = pytest.mark.django_db


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_an_actor_has_its_part_and_stance_in_each_proposal(client: Client) -> None:
    html = page(client, "/actors/DEU/?as_of=2022-03-30")

    istanbul = row(html, "part-istanbul-2022")
    assert istanbul.startswith("Istanbul proposal for security guarantees Proposed guarantor since 29 Mar 2022")
    assert "Open medium confidence 30 Mar 2022" in istanbul
    assert "No statement" in row(html, "part-g7-vilnius-2023")
    assert 'href="/istanbul-2022/DEU/?as_of=2022-03-30"' in html


def test_what_was_said_on_its_behalf_comes_newest_first_up_to_the_day(client: Client) -> None:
    assert anchors(page(client, "/actors/DEU/"))[0] == "deu-2024-02-16"
    assert len(anchors(page(client, "/actors/DEU/"))) == 9
    assert anchors(page(client, "/actors/DEU/?as_of=2022-02-28")) == ["deu-2022-02-19-scholz"]


def test_of_a_joint_statement_only_the_actor_s_own_stance_is_shown(client: Client) -> None:
    html = page(client, "/actors/DEU/")
    joint = text_of(html.split('id="s-g7-2023-07-12"')[1].split("</li>\n")[0])

    assert "Supportive on the whole proposal, Germany" in joint
    assert "Supportive on the whole proposal, Canada" not in joint


def test_more_statements_than_are_shown_are_a_link_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actor, "SHOWN", 3)

    html = page(client, "/actors/DEU/?as_of=2023-12-31")

    assert len(anchors(html)) == 3
    assert 'href="/statements/?to=2023-12-31&amp;actor=DEU">All 8 statements' in html


def test_nothing_on_record_is_no_level(client: Client) -> None:
    assert "No statement" in row(page(client, "/actors/CAN/"), "part-istanbul-2022")


def test_both_clocks_are_obeyed(client: Client) -> None:
    proposal = make_proposal()
    publish(proposal, "aa0-1", log(proposal, "said"))

    assert "Open" in row(page(client, "/actors/AA0/"), "part-test-2020")
    assert "No statement" in row(page(client, "/actors/AA0/?as_of=2020-01-01"), "part-test-2020")
    past = page(client, f"/actors/AA0/?known_at={LONG_AGO.date()}")
    assert "No statement" in row(past, "part-test-2020")
    assert "This is what we had on record on 1 January 2020, 23:59 UTC." in text_of(past)


def test_an_unknown_actor_is_a_404_in_words(client: Client) -> None:
    response = client.get("/actors/XYZ/")

    assert response.status_code == 404
    assert "There is no actor “XYZ” on record." in response.content.decode()


def test_the_list_names_every_actor_with_its_parts(client: Client) -> None:
    html = page(client, "/actors/?as_of=2022-03-30")

    assert "Open Istanbul proposal for security guarantees proposed guarantor" in row(html, "actor-DEU")
    assert "observer" in row(html, "actor-AUT")
    assert '<span id="count">44 actors</span>' in html
