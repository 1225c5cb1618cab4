"""Who may go where: one table of every address of the site map. A page without a rule fails, and so does a rule without
a page; then every role tries every address, and the answer has to be what the table says.

The API has a table of its own, in `tests.api.test_permissions`.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from enum import StrEnum
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver
from rest_framework.views import APIView

from guarantors.actions import drafts
from guarantors.domain.roles import RIGHTS, DeskRole, Right
from tests.desk import submission
from tests.people import NAMES, client_of
from tests.world import make_proposal


class Open(StrEnum):
    """To whom an address is open that asks for no right of the desk."""

    PUBLIC = "everybody, without a cookie"
    DOOR = "everybody: the way in"
    SIGNED_IN = "whoever is signed in"
    ADMINISTRATOR = "administrators: the admin"
    NOBODY = "nobody: closed on purpose"


PAGES = """
<slug:slug>/ <slug:slug>/timeline/ <slug:slug>/provisions/ <slug:slug>/changes/ <slug:slug>/compare/
<slug:slug>/events/ <slug:slug>/corrected/ <slug:slug>/export/ <slug:slug>/<actor:code>/ method/
statements/ statements/<ref:ref>/ sources/ sources/<ref:ref>/ actors/ actors/<actor:code>/
api/v1/docs/ api/v1/docs/try/ api/v1/problems/ api/v1/tutorial/
embed/<slug:slug>/ embed/<slug:slug>/<actor:code>/ timegate/<path:page> timemap/<path:page>
.well-known/security.txt healthz readyz
chart.png <slug:slug>/chart.svg <slug:slug>/chart.png <slug:slug>/<actor:code>/chart.svg
<slug:slug>/<actor:code>/chart.png <slug:slug>/<actor:code>/<ref:ref>/
feed.atom <slug:slug>/feed.atom <slug:slug>/<actor:code>/feed.atom
feed.json <slug:slug>/feed.json <slug:slug>/<actor:code>/feed.json
oembed robots.txt sitemap.xml sitemap-<slug:section>-<int:number>.xml sitemap-<slug:section>.xml
statements/<ref:ref>.<form:form> sources/<ref:ref>.<form:form> <slug:slug>/cite.<form:form>
<slug:slug>/<actor:code>.<form:form> <slug:slug>/<actor:code>/<ref:ref>.<form:form>
statements.<ending:ending> sources.<ending:ending> actors/<actor:code>.<ending:ending>
method/agreement.<ending:ending> method/disagreements.<ending:ending> <slug:slug>/export.<ending:ending>
<slug:slug>/<actor:code>.<ending:ending> <slug:slug>/timeline.<ending:ending> <slug:slug>/provisions.<ending:ending>
<slug:slug>/compare.<ending:ending> <slug:slug>/changes.<ending:ending> <slug:slug>/entries.<ending:ending>
<slug:slug>/standings.<ending:ending> <slug:slug>/statements.<ending:ending> <slug:slug>/stances.<ending:ending>
<slug:slug>/sources.<ending:ending> <slug:slug>/events.<ending:ending> <slug:slug>/nominations.<ending:ending>
<slug:slug>/codings.<ending:ending> <slug:slug>/relations.<ending:ending> <slug:slug>/provision-list.<ending:ending>
<slug:slug>/guarantors.<ending:ending> <slug:slug>/actors.<ending:ending> export.zip <slug:slug>/export.zip
"""

TABLE: dict[Open | Right | None, str] = {
    Open.PUBLIC: PAGES,
    Open.DOOR: """
    accounts/ accounts/login/ accounts/logout/ accounts/inactive/ accounts/password/reset/
    accounts/password/reset/done/ accounts/password/reset/key/done/
    accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]{1,12})-(?P<key>[^/]{1,200})/$
    accounts/2fa/authenticate/ accounts/2fa/webauthn/login/
    """,
    Open.SIGNED_IN: """
    desk/ desk/tokens/ accounts/reauthenticate/ accounts/password/change/ accounts/password/set/ accounts/2fa/
    accounts/2fa/reauthenticate/ accounts/2fa/totp/activate/ accounts/2fa/totp/deactivate/ accounts/2fa/recovery-codes/
    accounts/2fa/recovery-codes/generate/ accounts/2fa/recovery-codes/download/ accounts/2fa/webauthn/
    accounts/2fa/webauthn/add/ accounts/2fa/webauthn/reauthenticate/ accounts/2fa/webauthn/keys/<int:pk>/remove/
    accounts/2fa/webauthn/keys/<int:pk>/edit/ accounts/sessions/ accounts/data/
    accounts/data.json
    """,
    Open.NOBODY: "accounts/signup/ metrics",
    Open.ADMINISTRATOR: "admin/",
    Right.LOG: """
    desk/log/ desk/drafts/ desk/drafts/<uuid:ident>/ desk/suggest/ desk/fill/source/ desk/fill/speaker/
    desk/review/ desk/review/<uuid:ident>/ desk/statements/<ref:ref>/ desk/stances/<slug:slug>/<ref:ref>/
    desk/sources/<ref:ref>/ desk/flags/
    """,
    Right.REVIEW: "POST:desk/review/<uuid:ident>/",
    Right.CORRECT: """
    desk/statements/<ref:ref>/correct/ desk/statements/<ref:ref>/redate/ desk/statements/<ref:ref>/withdraw/
    desk/statements/<ref:ref>/merge/ desk/statements/<ref:ref>/lock/
    desk/stances/<slug:slug>/<ref:ref>/correct/ desk/stances/<slug:slug>/<ref:ref>/withdraw/
    desk/stances/<slug:slug>/<ref:ref>/lock/ desk/sources/<ref:ref>/describe/ desk/sources/<ref:ref>/mark/
    """,
    Right.AUDIT: "desk/audit/ desk/audit.csv desk/audit.json",
    Right.WEBHOOKS: "desk/webhooks/ desk/webhooks/<uuid:ident>/",
}
"""`admin/` stands for all that is under it; `POST:` is a rule for writing where reading has another."""

RULES = {route: rule for rule, routes in TABLE.items() for route in routes.split()} | {"": Open.PUBLIC}
ROLES = (None, *DeskRole)
SAMPLES = {
    "<slug:slug>": "istanbul-2022",
    "<actor:code>": "DEU",
    "<ending:ending>": "csv",
    "<form:form>": "bib",
    "<slug:section>": "proposals",
    "<int:number>": "1",
    "<int:pk>": "1",
    "<path:page>": "istanbul-2022/",
    "^password/reset/key/(?P<uidb36>[0-9A-Za-z]{1,12})-(?P<key>[^/]{1,200})/$": "password/reset/key/1-abc/",
}
REFS = {"statements/": "deu-2022-03-30-hebestreit", "sources/": "wsj-2022-03-30", "stances/": "deu-whole-2"}
QUERIES = {
    "oembed": "?url=http://testserver/istanbul-2022/",
    "<slug:slug>/corrected/": "?as_of=2022-03-30&known_at=2025-01-01",
}


def routes(*, of_the_api: bool = False) -> list[tuple[str, Any]]:
    """Every page of the site map, or every address of the API, as it is written there, with its view."""

    def walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, Any]]:
        for item in resolver.url_patterns:
            route = prefix + str(item.pattern)
            if isinstance(item, URLResolver):
                yield from walk(item, route)
            else:
                yield route, item.callback

    every = walk(get_resolver(), "")
    return [(route, view) for route, view in every if of_the_api == issubclass(getattr(view, "cls", object), APIView)]


def rule_of(route: str, method: str = "GET") -> Open | Right | None:
    name = "admin/" if route.startswith("admin/") else route
    return RULES.get(f"{method}:{name}", RULES.get(name))


def address(route: str, ident: str = "") -> str:
    """An address of that route which is there."""
    found = route
    for written, sample in SAMPLES.items():
        found = found.replace(written, sample)
    place = next((place for place in REFS if place in route), "")
    found = found.replace("<ref:ref>", REFS.get(place, "deu-whole-2")).replace("<uuid:ident>", ident)
    return f"/{found}{QUERIES.get(route, '')}"


def is_refused(response: HttpResponse) -> bool:
    to_sign_in = response.status_code == 302 and response.headers["Location"].startswith("/accounts/login/")
    return response.status_code in (401, 403) or to_sign_in


def asked(client: Client, method: str, where: str) -> HttpResponse:
    """The answer, with whatever it changed taken back."""
    kept = deepcopy(client.cookies)  # signing out is tried too
    with transaction.atomic():
        response: HttpResponse = client.post(where, {"do": "code"}) if method == "POST" else client.get(where)
        transaction.set_rollback(True)
    client.cookies = kept
    return response


def test_every_address_has_one_rule_and_every_rule_an_address() -> None:
    found = {"admin/" if route.startswith("admin/") else route for route, _ in routes()}

    assert sorted(found - RULES.keys()) == [], "a new page: say in the table to whom it is open"
    assert sorted({route.removeprefix("POST:") for route in RULES} - found) == []
    assert len(RULES) == 1 + sum(len(listed.split()) for listed in TABLE.values()), "an address stands twice"


def test_each_page_of_the_desk_asks_for_the_right_of_the_table() -> None:
    rights = {route: view.right for route, view in routes() if route.startswith("desk/")}

    assert rights == {route: None if rule_of(route) is Open.SIGNED_IN else rule_of(route) for route in rights}


@pytest.mark.django_db
@pytest.mark.parametrize("route", [route for route, rule in RULES.items() if rule is Open.PUBLIC])
def test_what_is_public_is_shown_to_everybody_and_written_by_nobody(route: str, client: Client, settings: Any) -> None:
    settings.SECURITY_CONTACT = ["mailto:security@example.org"]
    response = client.get(address(route))

    assert response.status_code in (200, 302)
    assert not is_refused(response)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert client.post(address(route)).status_code == 405


@pytest.mark.django_db
def test_the_desk_and_the_accounts_let_in_whom_the_table_says() -> None:
    clients = {role: client_of(*([role] if role else [])) for role in ROLES}
    waiting = submission(make_proposal(), by="dora")
    wrong = []
    for role, client in clients.items():
        mine = f"0b7c1d8e-0000-4000-8000-{ROLES.index(role):012d}"
        owner = NAMES[role] if role else "nobody"
        drafts.save(draft_id=mine, owner=owner, proposal=None, fields={"summary": ["x"]}, revision=0)
        for route, _ in routes():
            if not route.startswith(("desk/", "accounts/")):
                continue
            where = address(route, mine if "drafts/" in route else str(waiting.pk))
            for method in ("GET", "POST"):
                rule, response = rule_of(route, method), asked(client, method, where)
                if rule is Open.NOBODY:
                    right = response.status_code == 404
                elif response.status_code == 405:
                    right = True
                elif rule is Open.DOOR or (role is not None and (rule is Open.SIGNED_IN or rule in RIGHTS[role])):
                    right = response.status_code < 500 and (rule is Open.DOOR or not is_refused(response))
                else:
                    right = is_refused(response)
                if not right:
                    wrong.append(f"{role}: {method} {where} ({rule}) was answered {response.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_the_desk_is_shut_without_a_second_factor_where_one_is_required(settings: Any) -> None:
    settings.REQUIRE_MFA = True
    waiting = submission(make_proposal(), by="dora")
    let_in = []
    for role in (DeskRole.EDITOR, DeskRole.REVIEWER, DeskRole.ADMINISTRATOR):
        client = client_of(role)
        for route, _ in routes():
            if route.startswith("desk/") or route == "admin/":
                where = address(route, str(waiting.pk))
                response = asked(client, "GET", where)
                if response.status_code not in (302, 403):
                    let_in.append(f"{role}: {where} was answered {response.status_code}")
    assert let_in == []


@pytest.mark.django_db
def test_the_admin_is_administrators_alone_and_writes_no_record() -> None:
    under = [route for route, _ in routes() if route.startswith("admin/") and "(?P" not in route]
    lists = [route for route in under if re.fullmatch(r"admin/\w+/\w+/", route) and "password" not in route]
    wrong = []
    for role in ROLES:
        client = client_of(*([role] if role else []))
        for route in under if role in (None, DeskRole.REVIEWER) else lists:
            where = address(re.sub(r"<path:\w+>|<id>", "1", route))
            response = asked(client, "GET", where)
            if (response.status_code == 200) != (role is DeskRole.ADMINISTRATOR):
                wrong.append(f"{role}: {where} was answered {response.status_code}")
    for route in under:
        if route.startswith("admin/guarantors/") and route.endswith("add/"):
            assert asked(client, "POST", address(route)).status_code == 403
    assert not wrong, "\n".join(wrong)
