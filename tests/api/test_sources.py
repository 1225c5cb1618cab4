"""`/api/v1/sources/<id>/mark/` and `/describe/`: whether a publisher stands by it, and what it is."""

from typing import Any

import pytest
from django.test import Client

from guarantors.domain.roles import DeskRole
from guarantors.models import Amendment, Source
from tests.api.asking import send, wrong
from tests.people import client_of
from tests.world import log, make_proposal

pytestmark = pytest.mark.django_db
REF = "test-2020-source"
MARK = {"status": "withdrawn", "seen": "standing", "reason": "It took the article back."}


@pytest.fixture
def ben() -> Client:
    log(make_proposal(), "said")
    return client_of(DeskRole.REVIEWER)


def do(client: Client, verb: str, sent: object, ref: str = REF) -> Any:
    return send(client, f"sources/{ref}/{verb}/", sent)


def describe(client: Client, **more: object) -> Any:
    return do(client, "describe", {"reason": "Read again.", **more})


def test_it_is_marked_with_what_rests_on_it(ben: Client) -> None:
    answer = do(ben, "mark", MARK)

    assert answer.status_code == 200
    assert answer.json() == {
        "id": REF,
        "version": 2,
        "status": "withdrawn",
        "href": f"http://testserver/api/v1/sources/{REF}/",
    }
    assert Source.objects.get(ref=REF).status == "withdrawn"
    assert Amendment.objects.get(ref=REF).reason == "It took the article back."


def test_who_saw_it_marked_otherwise_is_told(ben: Client) -> None:
    do(ben, "mark", MARK)

    answer = do(ben, "mark", MARK | {"status": "corrected"})

    assert (answer.status_code, wrong(answer)) == (409, [("status", "changed-meanwhile")])


def test_a_mark_changes_something(ben: Client) -> None:
    answer = do(ben, "mark", MARK | {"status": "standing"})

    assert (answer.status_code, wrong(answer)) == (422, [("status", "marking-changes-something")])


def test_what_is_described_anew_changes_and_nothing_else(ben: Client) -> None:
    answer = describe(ben, values={"title": "A better title", "authors": ["A. Writer"], "published_on": "2030-01-02"})

    stored = Source.objects.get(ref=REF)
    assert (answer.status_code, answer.json()["version"]) == (200, 4)
    assert (stored.title, stored.authors, str(stored.published_on)) == ("A better title", ["A. Writer"], "2030-01-02")
    assert (stored.publisher, stored.language) == ("A paper", "en")
    assert {row.field for row in Amendment.objects.filter(ref=REF)} == {"title", "authors", "published_on"}


def test_the_version_that_was_seen_is_asked_where_it_is_named(ben: Client) -> None:
    assert describe(ben, values={"note": "One."}, version=1).status_code == 200

    late = describe(ben, values={"note": "Two."}, version=1)

    assert (late.status_code, wrong(late)[0][1]) == (409, "changed-meanwhile")
    assert describe(ben, values={"note": "Two."}, version=2).status_code == 200


@pytest.mark.parametrize(
    ("values", "status", "field", "rule"),
    [
        ({"title": "An article"}, 422, "values", "amending-changes-something"),
        ({}, 422, "values", "amending-changes-something"),
        ({"url": "https://nowhere"}, 422, "values.url", "address-can-be-followed"),
        ({"published_on": "1999-01-01"}, 422, "values.published_on", "said-before-published"),
        ({"status": "withdrawn"}, 400, "values.status", "key-is-known"),
        ({"title": ""}, 400, "values.title", "value-is-of-its-kind"),
        ({"kind": "rumour"}, 400, "values.kind", "value-is-of-its-kind"),
        ({"authors": "A"}, 400, "values.authors", "value-is-of-its-kind"),
        ([], 400, "values", "value-is-of-its-kind"),
        (None, 400, "values", "value-is-of-its-kind"),
    ],
)
def test_what_is_wrong_with_a_description_is_named_at_its_key(
    ben: Client, values: object, status: int, field: str, rule: str
) -> None:
    answer = describe(ben, values=values)

    assert (answer.status_code, wrong(answer)) == (status, [(field, rule)])
    assert not Amendment.objects.filter(ref=REF).exists()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        (MARK | {"status": "burnt"}, "status"),
        ({name: value for name, value in MARK.items() if name != "seen"}, "seen"),
        (MARK | {"reason": None, "why": "x"}, "why"),
    ],
)
def test_a_mark_that_cannot_be_read_is_a_400(ben: Client, sent: object, field: str) -> None:
    answer = do(ben, "mark", sent)

    assert (answer.status_code, [place for place, _ in wrong(answer)]) == (400, [field])


@pytest.mark.parametrize("verb", ["mark", "describe"])
def test_nothing_is_done_to_a_source_that_is_not_on_record(ben: Client, verb: str) -> None:
    assert do(ben, verb, {}, ref="unheard-of").status_code == 404
