"""Who may do what through the API: one table of every method of every address. One without a rule fails, and so does a
rule without an address; then every role and every scope tries each of them.
"""

import json
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from guarantors.actions import drafts
from guarantors.domain.roles import RIGHTS, SCOPES, DeskRole, Right, Scope
from guarantors.models import Event, Proposal
from tests.desk import submission
from tests.people import NAMES, client_of
from tests.test_permissions import ROLES, Open, routes
from tests.tokens import bearer, token_of
from tests.world import make_proposal

READS = """
index schema statements guarantors proposals provisions nominations actors sources speakers relations stances codings
events changes agreement disagreements codebook statements/<ref:id> statements/<ref:id>/versions sources/<ref:id>
guarantors/<slug:slug>/<actor:code> proposals/<slug:slug> provisions/<slug:proposal>/<slug:slug> actors/<actor:code>
stances/<slug:proposal>/<ref:id> stances/<slug:proposal>/<ref:id>/versions events/<slug:proposal>/<ref:id>
changes/<int:number>
"""
OWN = "submissions submissions/<uuid:ident> drafts drafts/<uuid:ident>"
TABLE: dict[Open | Right, dict[str, str]] = {
    Open.PUBLIC: {"GET": READS},
    Right.LOG: {
        "GET": OWN,
        "POST": "statements bulk/statements drafts",
        "PUT": "drafts/<uuid:ident>",
        "DELETE": "drafts/<uuid:ident>",
    },
    Right.REVIEW: {
        "POST": """submissions/<uuid:ident>/code submissions/<uuid:ident>/publish
        submissions/<uuid:ident>/adjudicate submissions/<uuid:ident>/return"""
    },
    Right.CORRECT: {
        "POST": """statements/<ref:id>/correct statements/<ref:id>/withdraw statements/<ref:id>/merge
        stances/<slug:proposal>/<ref:id>/correct stances/<slug:proposal>/<ref:id>/withdraw
        sources/<ref:id>/mark sources/<ref:id>/describe"""
    },
}
RULES = {
    (method, f"api/v1/{'' if route == 'index' else route + '/'}"): rule
    for rule, methods in TABLE.items()
    for method, listed in methods.items()
    for route in listed.split()
}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
CLOSED = {asked: rule for asked, rule in RULES.items() if isinstance(rule, Right)}
NAMED = {
    "<slug:slug>/<actor:code>": "istanbul-2022/DEU",
    "<slug:proposal>/<slug:slug>": "istanbul-2022/neutrality",
    "statements/<ref:id>": "statements/deu-2022-03-30-hebestreit",
    "sources/<ref:id>": "sources/wsj-2022-03-30",
    "stances/<slug:proposal>/<ref:id>": "stances/istanbul-2022/deu-whole-2",
    "events/<slug:proposal>/<ref:id>": "events/istanbul-2022/talks",
    "<slug:slug>": "istanbul-2022",
    "<actor:code>": "DEU",
    "<int:number>": "1",
}
QUERIES = {"api/v1/guarantors/": "?proposal=istanbul-2022"}


def address(route: str, ident: str = "") -> str:
    """An address of that route which is there."""
    found = route.replace("<uuid:ident>", ident)
    for written, sample in NAMED.items():
        found = found.replace(written, sample)
    return f"/{found}{QUERIES.get(route, '')}"


def asked(client: Client, method: str, where: str, **headers: str) -> HttpResponse:
    """The answer to an empty object, with whatever it changed taken back."""
    with transaction.atomic():
        sent = "" if method == "GET" else "{}"
        answer: HttpResponse = client.generic(
            method, where, sent, content_type="application/json", headers={"If-Match": '"1"', **headers}
        )
        transaction.set_rollback(True)
    return answer


@pytest.fixture
def waiting() -> str:
    """The id of a submission of Dora's, and of a draft of each person's."""
    item = submission(make_proposal(), by="dora")
    return str(item.pk)


def ident_of(route: str, waiting: str, owner: str) -> str:
    """A draft is one's own, a submission another's."""
    if "drafts/" not in route:
        return waiting
    mine = f"0b7c1d8e-0000-4000-8000-{sum(map(ord, owner)):012d}"
    drafts.save(draft_id=mine, owner=owner, proposal=None, fields={"summary": ["x"]}, revision=0)
    return mine


def methods_of(view: Any) -> set[str]:
    return {method for method in METHODS if hasattr(view.view_class, method.lower())}


def test_every_method_has_one_rule_and_every_rule_a_method() -> None:
    found = {(method, route) for route, view in routes(of_the_api=True) for method in methods_of(view)}

    assert sorted(found - RULES.keys()) == [], "a new address: say in the table to whom it is open"
    assert sorted(RULES.keys() - found) == []


@pytest.mark.django_db
@pytest.mark.parametrize("route", [route for (_, route), rule in RULES.items() if rule is Open.PUBLIC])
def test_what_is_public_is_read_by_everybody_without_a_cookie(route: str) -> None:
    day = date(2022, 3, 29)
    istanbul = Proposal.objects.get(slug="istanbul-2022")
    days = {"happened_on": day.isoformat(), "first_day": day, "last_day": day}
    Event.objects.create(proposal=istanbul, ref="talks", kind="talks", title="Talks", **days)
    for client in (Client(), client_of(DeskRole.EDITOR)):
        answer = client.get(address(route))

        assert answer.status_code == 200
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert "private" not in answer.headers.get("Cache-Control", "")


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_do_what_the_table_says(role: DeskRole | None, waiting: str) -> None:
    client, wrong = client_of(*([role] if role else [])), []
    for (method, route), right in CLOSED.items():
        ident = ident_of(route, waiting, NAMES[role] if role else "nobody")
        answer = asked(client, method, address(route, ident))
        refused = 401 if role is None else None if right in RIGHTS[role] else 403
        if (answer.status_code if answer.status_code in (401, 403) else None) != refused:
            wrong.append(f"{method} {route} was answered {answer.status_code}")
        if answer.status_code in (401, 403):
            assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.status_code < 500
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("scope", Scope)
def test_a_token_passes_on_what_its_scope_says(scope: Scope, waiting: str) -> None:
    token, wrong = bearer(token_of(DeskRole.REVIEWER, scopes=[scope])), []
    for (method, route), right in CLOSED.items():
        answer = asked(Client(), method, address(route, ident_of(route, waiting, "ben")), **token)
        may = scope is Scope.READ if method == "GET" else right in SCOPES[scope]
        if (answer.status_code == 403) == may or answer.status_code == 401:
            wrong.append(f"{method} {route} was answered {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_nothing_is_done_without_a_second_factor_where_one_is_required(settings: Any, waiting: str) -> None:
    settings.REQUIRE_MFA = True
    ben = client_of(DeskRole.REVIEWER)
    answers = {asked(ben, method, address(route, waiting)).status_code for method, route in CLOSED}

    assert answers == {403}


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, DeskRole.REVIEWER])
def test_a_method_that_is_not_taken_is_a_405_that_names_those_that_are(role: DeskRole | None, waiting: str) -> None:
    client = client_of(*([role] if role else []))
    for route, view in routes(of_the_api=True):
        where, taken = address(route, ident_of(route, waiting, "ben")), methods_of(view)
        also = {"HEAD", "OPTIONS"} if "GET" in taken else {"OPTIONS"}
        for method in {*METHODS, "HEAD"} - taken - also:
            answer = asked(client, method, where)
            assert (answer.status_code, {*answer.headers["Allow"].split(", ")}) == (405, taken | also), (method, where)
        options = asked(client, "OPTIONS", where)
        assert (options.status_code, {*options.headers["Allow"].split(", ")}) == (204, taken | also)


@pytest.mark.django_db
def test_what_a_deed_cannot_take_is_refused(waiting: str) -> None:
    ben = client_of(DeskRole.REVIEWER)
    for method, route in CLOSED:
        where = address(route, ident_of(route, waiting, "ben"))
        if method in ("POST", "PUT"):
            form = ben.generic(method, where, "a=1", content_type="text/plain", headers={"If-Match": "*"})
            assert (form.status_code, route) == (415, route)
        unknown = asked(ben, method, f"{where}?colour=red")
        assert (unknown.status_code, json.loads(unknown.content)["errors"][0]["field"]) == (400, "colour"), route
    assert asked(ben, "HEAD", address("api/v1/drafts/")).content == b""
