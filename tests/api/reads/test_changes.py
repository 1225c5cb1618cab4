"""`/api/v1/changes/`: a program that follows it for ever holds what the lists hold."""

from collections import Counter
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from guarantors.domain.acts import Act, Noun
from tests import past, world
from tests.actions.test_random_editors import Editors
from tests.api.reads.reading import body, rows
from tests.engines import examples

pytestmark = pytest.mark.django_db
FOLLOWED: Counter[tuple[str, str]] = Counter()
"""What was ever told: a mirror that is told nothing proves nothing."""


class Mirror:
    """A copy of the record, made of nothing but the list of changes and what its rows lead to."""

    def __init__(self, client: Client, address: str) -> None:
        self.client, self.following = client, address
        self.held: dict[str, dict[str, Any]] = {f"{noun}s": {} for noun in Noun}

    def follow(self) -> int:
        """Read on to the end, some at a time; answers how many acts there were."""
        count = 0
        while True:
            page = body(self.client, self.following)
            self.following = page["next"]
            if not page["results"]:
                return count
            for change in page["results"]:
                self.apply(change)
            count += len(page["results"])

    def apply(self, change: dict[str, Any]) -> None:
        FOLLOWED[change["noun"], change["act"]] += 1
        held, answer = self.held[f"{change['noun']}s"], body(self.client, change["href"])
        if "results" in answer:  # what has no address of its own
            held |= {repr(row): row for row in answer["results"]}
        elif answer.get("withdrawal_reason"):
            held.pop(change["id"], None)
        else:
            held[change["id"]] = answer

    def holds(self, name: str) -> list[Any]:
        return sorted(self.held[name].values(), key=repr)


def listed(client: Client, name: str, query: str) -> list[Any]:
    return sorted(rows(client, f"{name}/?page_size=1000&{query}"), key=repr)


class Followed(Editors):
    """Editors who do as they like, and a mirror beside them."""

    def __init__(self) -> None:
        super().__init__()
        end = body(Client(), "changes/?page_size=1000")
        assert end["results"]
        self.mirror = Mirror(Client(), f"{end['next']}&page_size=3".replace("page_size=1000&", ""))

    @invariant()
    def the_mirror_holds_what_the_lists_hold(self) -> None:
        if not self.mirror.follow():
            return
        for name in ("stances", "statements", "codings", "relations"):
            assert self.mirror.holds(name) == listed(self.mirror.client, name, "proposal=test-2020"), name
        papers = [row for row in listed(self.mirror.client, "sources", "") if "paper.example" in (row["url"] or "")]
        assert self.mirror.holds("sources") == papers


def test_a_mirror_of_random_editors_holds_what_the_lists_hold() -> None:
    FOLLOWED.clear()
    phases = [phase for phase in Phase if phase not in (Phase.shrink, Phase.explain)]
    few = settings(
        phases=phases,
        max_examples=examples(5),
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    run_state_machine_as_test(Followed, settings=few)
    assert FOLLOWED[Noun.STANCE, Act.ADDED], "nothing was told, so nothing is proved"


def test_a_mirror_that_begins_before_the_first_act(client: Client) -> None:
    """Of an empty list there is a next page too. Every act is told, and most nouns are."""
    proposal = world.make_proposal(guarantors=2)
    mirror = Mirror(client, "changes/?proposal=test-2020&page_size=2")
    assert (mirror.follow(), mirror.follow()) == (0, 0)
    past.record(proposal)
    FOLLOWED.clear()

    assert mirror.follow() > 0
    assert mirror.follow() == 0

    for name in ("stances", "statements", "provisions", "events", "nominations", "codings", "relations"):
        assert mirror.holds(name) == listed(client, name, "proposal=test-2020") != [], name
    assert mirror.held["proposals"]["test-2020"]["title"] == "Renamed"
    assert mirror.held["guarantors"]["AA0"]["role"] == "signatory"
    assert {act for _, act in FOLLOWED} == set(Act)


def test_who_asks_since_a_moment_gets_its_acts_and_what_followed(client: Client) -> None:
    past.record()
    every = rows(client, "changes/?proposal=test-2020")

    since = rows(client, "changes/?proposal=test-2020&recorded_since=2021-01-02T00:00:00Z")

    assert since == [row for row in every if row["recorded_at"] >= "2021-01-02"]
    assert (since[0]["noun"], since[0]["id"], since[0]["act"], since[0]["version"]) == (
        "statement",
        "said-1",
        "corrected",
        2,
    )
    assert [row["reason"] for row in since[:2]] == ["Misquoted.", "Misread."]


def test_numbers_have_no_gaps_and_each_act_leads_to_what_it_was_done_to(client: Client) -> None:
    past.record()
    every = rows(client, "changes/?page_size=1000")

    assert [row["number"] for row in every] == list(range(1, len(every) + 1))
    for row in every[:: len(every) // 40] + every[-20:]:
        assert client.get(row["href"]).status_code == 200, row
        assert body(client, f"changes/{row['number']}/") == row
