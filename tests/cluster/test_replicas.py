"""Reads go to replicas that show the edition that stands, and to no other; nobody notices which one answers."""

import re
import threading
import time

import urllib3
from cluster import parts

from tests.cluster.conftest import NEEDS_REDIS, Cache, Cluster, ask, wait
from tests.correcting import SLUG
from tests.reading import Reader, correct, reading

PAGE = f"/{SLUG}/AA0/"
LISTED = f"/api/v1/guarantors/?proposal={SLUG}&expand=statements"
FRAGMENT = {"HX-Request": "true"}  # made anew each time: it is not kept
SIGNED_IN = {"Cookie": "sessionid=of-somebody"}


def get(address: str, **headers: str) -> urllib3.BaseHTTPResponse:
    answer = urllib3.request("GET", address, headers=headers)
    assert answer.status == 200
    return answer


def asked(cluster: Cluster) -> list[int]:
    """How many questions about the record each standby was asked up to now, besides which edition it shows."""
    logs = [standby.log.read_text(encoding="utf-8", errors="replace") for standby in cluster.standbys]
    return [len(re.findall(r'FROM "guarantors_(?!ledger)', log)) for log in logs]


def left_out(cluster: Cluster) -> list[set[str]]:
    """Which replicas each server leaves out."""
    told = [get(address).data.decode() for address in cluster.at("/readyz")]
    assert all(text.startswith("ready\n") for text in told), told
    return [set(re.findall(r"replica \d", text)) for text in told]


def all_follow(cluster: Cluster) -> bool:
    return left_out(cluster) == [set(), set()]


def numbers(cluster: Cluster, times: int) -> set[str]:
    """What is read of the number that is corrected, by everybody, made anew each time."""
    answers = (get(address, **FRAGMENT).data.decode() for address in cluster.at(PAGE) * times)
    return {found for text in answers for found in re.findall(r"Number \d+\.", text)}


def test_anybody_is_answered_by_the_replicas_in_turn_and_editors_by_the_primary(cluster: Cluster) -> None:
    wait(lambda: all_follow(cluster))
    before = asked(cluster)
    by_replicas = [get(address, **FRAGMENT).data for address in cluster.at(PAGE) * 2]
    between = asked(cluster)
    by_primary = [get(address, **FRAGMENT, **SIGNED_IN).data for address in cluster.at(PAGE)]
    get(cluster.at("/api/v1/stances/")[0])

    assert all(late > early for early, late in zip(before, between, strict=True))
    assert {*by_replicas} == {*by_primary}
    after_page = asked(cluster)
    assert sum(after_page) > sum(between)  # the list of the API
    urllib3.request("GET", cluster.at("/api/v1/stances/?page_size=7")[0], headers={"Authorization": "Bearer gt_none"})
    get(cluster.at(PAGE)[0], **FRAGMENT, **SIGNED_IN)
    assert asked(cluster) == after_page


def test_what_is_streamed_is_read_from_the_primary_to_its_end(cluster: Cluster) -> None:
    wait(lambda: all_follow(cluster))
    first, second = (get(address).data for address in cluster.at(f"/{SLUG}/statements.csv"))

    assert b"Number " in first
    assert first == second


def test_a_replica_that_lags_is_left_out_until_it_has_caught_up(cluster: Cluster) -> None:
    wait(lambda: all_follow(cluster))
    [before] = numbers(cluster, 1)
    for standby in cluster.standbys:
        ask(standby, "SELECT pg_wal_replay_pause()")
        wait(lambda: ask(standby, "SELECT pg_get_wal_replay_pause_state()") == "paused")  # noqa: B023 - asked at once
    correct(cluster.servers[0], "1")
    questions = asked(cluster)
    now = f"Number {int(before[7:-1]) + 1}."

    assert numbers(cluster, 3) == {now}  # of the primary: both are behind
    assert asked(cluster) == questions
    assert left_out(cluster) == [{"replica 1", "replica 2"}] * 2
    assert "is behind by" in get(cluster.at("/readyz")[0]).data.decode()

    ask(cluster.standbys[1], "SELECT pg_wal_replay_resume()")
    wait(lambda: left_out(cluster) == [{"replica 1"}] * 2)
    assert numbers(cluster, 3) == {now}
    first, second = asked(cluster)
    assert first == questions[0]
    assert second > questions[1]

    ask(cluster.standbys[0], "SELECT pg_wal_replay_resume()")
    wait(lambda: all_follow(cluster))
    assert numbers(cluster, 3) == {now}
    assert asked(cluster)[0] > first


def test_nobody_goes_back_though_a_replica_dies_meanwhile(cluster: Cluster) -> None:
    wait(lambda: all_follow(cluster))
    dying = cluster.standbys[0]
    death = threading.Timer(0.7, dying.stop)
    death.start()
    with reading(cluster.at(PAGE), cluster.at(LISTED), [*cluster.at(LISTED), *cluster.at(PAGE)]) as readers:
        correct(cluster.servers[1], "12")
    death.join()

    assert [reader.broken for reader in readers] == [[], [], []]
    assert all(len(reader.seen) > 3 for reader in readers)
    assert left_out(cluster) == [{"replica 1"}] * 2
    dying.start(**parts.FOLLOWING)
    wait(lambda: all_follow(cluster))


def test_an_answer_that_a_replica_breaks_off_is_made_by_the_primary(cluster: Cluster) -> None:
    wait(lambda: all_follow(cluster))
    over = threading.Event()

    def break_off() -> None:
        others = "FROM pg_stat_activity WHERE client_port IS NOT NULL AND pid <> pg_backend_pid()"
        while not over.wait(0.02):
            for standby in cluster.standbys:
                ask(standby, f"SELECT count(pg_terminate_backend(pid)) {others}")

    breaking = threading.Thread(target=break_off)
    breaking.start()
    try:
        assert len(numbers(cluster, 40)) == 1
    finally:
        over.set()
        breaking.join()
    said = cluster.servers[0].log_file.read_text(encoding="utf-8")
    assert "terminating connection due to administrator command" in said  # which nobody was shown


@NEEDS_REDIS
def test_nobody_goes_back_though_the_shared_cache_is_gone_for_a_while(with_cache: Cluster, cache: Cache) -> None:
    cluster = with_cache
    wait(lambda: all_follow(cluster))
    [before] = numbers(cluster, 1)
    log = cluster.servers[0].log_file
    known = log.stat().st_size
    over = threading.Timer(0.7, lambda: (cache.stop(), time.sleep(1), cache.start()))  # type: ignore[func-returns-value]
    over.start()
    with reading(cluster.at(PAGE), cluster.at(LISTED), [*cluster.at(LISTED), *cluster.at(PAGE)]) as readers:
        correct(cluster.servers[1], "20")
    over.join()

    assert [reader.broken for reader in readers] == [[], [], []]
    assert all(len(reader.seen) > 3 for reader in readers)
    assert Reader.newest == int(before[7:-1]) + 20
    logged = log.read_bytes()[known:].decode()
    assert 0 < logged.count("The shared cache does not answer") < 3  # of hundreds of requests
    assert "Traceback" not in logged
