"""What other sites may do with an answer: every address says it, and so does what breaks or is refused."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from config.isolation import PERMISSIONS
from guarantors.domain.roles import DeskRole
from tests.people import client_of
from tests.test_permissions import Open, address, routes, rule_of
from tests.tokens import bearer, token_of
from tests.world import make_proposal

pytestmark = pytest.mark.django_db

ODD = [
    "/api/v1/nope/",
    "/nope/",
    "/nope",
    "/static/app.css",
    "/static/nope.css",
    "/istanbul-2022/?as_of=never",
    "/embed/nope/",
    "/a%00b/",
]


def told(response: Any) -> dict[str, str]:
    """The policy as far as every answer must have it."""
    policy = dict(part.strip().partition(" ")[::2] for part in response.headers["Content-Security-Policy"].split(";"))
    return {
        "runs": policy["default-src"] + policy.get("script-src", ""),
        "framed by": policy["frame-ancestors"],
        "frame": response.headers.get("X-Frame-Options", ""),
        "type": response.headers["X-Content-Type-Options"],
        "opener": response.headers["Cross-Origin-Opener-Policy"],
        "referrer": response.headers["Referrer-Policy"],
        "permissions": response.headers["Permissions-Policy"],
    }


def expected(response: Any, *, embeds: bool) -> dict[str, str]:
    page = response.headers["Content-Security-Policy"].count("script-src")
    return {
        "runs": "'none'" + ("'self'" if page else ""),
        "framed by": "*" if embeds else "'none'",
        "frame": "" if embeds else "DENY",
        "type": "nosniff",
        "opener": "same-origin",
        "referrer": "same-origin",
        "permissions": PERMISSIONS,
    }


def wrong(where: str, response: HttpResponse) -> list[str]:
    """What the answer does not say as it should."""
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    embeds = where.startswith("/embed/") and response.status_code == 200
    shut = where.startswith(("/desk/", "/accounts/", "/admin/", "/static/", "/metrics"))
    ours = (is_page and not embeds) or shut or response.status_code in (401, 403)
    found, meant = told(response), expected(response, embeds=embeds)
    said = [f"{where}: {name} is {found[name]}" for name in meant if found[name] != meant[name]]
    kind = response.headers.get("Content-Type", "").replace('"', "")
    if kind.startswith("text/") and "charset=utf-8" not in kind:
        said.append(f"{where}: {kind} without its charset")
    resource = response.headers["Cross-Origin-Resource-Policy"]
    if resource != ("same-origin" if ours else "cross-origin"):
        said.append(f"{where}: {resource}")
    return said


def test_every_address_of_the_site_map_says_what_other_sites_may() -> None:
    make_proposal()
    visitor, administrator = Client(), client_of(DeskRole.ADMINISTRATOR)
    ident = "0b7c1d8e-0000-4000-8000-000000000000"
    known = [(route, address(re.sub(r"<path:object_id>|<id>", "1", route), ident)) for route, _ in routes()]
    of_the_api = [address(route, ident) for route, _ in routes(of_the_api=True)]
    found = []
    for route, where in [*known, *(("", each) for each in [*of_the_api, *ODD])]:
        client = visitor if rule_of(route) in (Open.PUBLIC, Open.DOOR) else administrator
        found += wrong(where.partition("?")[0], client.get(where))
    assert found == []


def test_what_breaks_and_what_never_came_to_a_page_says_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr("guarantors.pages.home.render_view", broken)
    answers = [Client(raise_request_exception=False).get("/"), Client().get("/", headers={"Host": "elsewhere.example"})]
    with override_settings(SECURE_SSL_REDIRECT=True):
        answers += [Client().get("/"), Client().get("/", headers={"Host": "elsewhere.example"})]

    assert [answer.status_code for answer in answers] == [500, 400, 301, 400]
    assert [said for answer in answers[:2] for said in wrong("/", answer)] == []
    assert [told(answer)["framed by"] for answer in answers] == ["'none'"] * 4


def test_what_somebody_is_told_in_private_is_loaded_by_no_other_site() -> None:
    response = Client().get("/api/v1/submissions/", headers=bearer(token_of(DeskRole.EDITOR)))

    assert response.status_code == 200
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_an_unchanged_page_keeps_the_policy_that_it_came_with(client: Client) -> None:
    etag = client.get("/method/").headers["ETag"]

    unchanged = client.get("/method/", headers={"If-None-Match": etag})

    assert unchanged.status_code == 304
    assert not {"Content-Security-Policy", "Cross-Origin-Resource-Policy"} & set(unchanged.headers)
