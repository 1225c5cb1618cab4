"""The pages on the API: every operation, the problems, and where they lead."""

import re
from html import escape

import pytest
from django.test import Client

from guarantors.exchange.description import document
from guarantors.exchange.problem import PROBLEMS, body
from guarantors.pages.operations import kind, resolved
from tests.pages.site import answer


@pytest.mark.django_db
def test_every_type_of_problem_leads_to_its_explanation() -> None:
    page = answer("/api/v1/problems/").text

    for problem in PROBLEMS:
        address, _, anchor = body(problem.status, "")["type"].partition("#")
        assert address == "/api/v1/problems/"
        assert f'id="{anchor}"' in page
        assert problem.title in page


@pytest.mark.django_db
def test_each_operation_of_the_description_stands_on_the_page_with_all_that_it_takes() -> None:
    page, told = answer("/api/v1/docs/").text, document()
    parts = dict(re.findall(r'<details class="op">.*?<div id="(\w+)">(.*?)</details>', page, re.DOTALL))

    every = [each for part in (told["paths"], told["webhooks"]) for item in part.values() for each in item.values()]
    assert parts.keys() == {each["operationId"] for each in every}
    for each in every:
        part = parts[each["operationId"]]
        form = resolved(each.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {}))
        names = [*(given["name"] for given in each["parameters"]), *form.get("properties", {}), *each["responses"]]
        assert [f"<code>{name}</code>" for name in names if f"<code>{name}</code>" not in part] == []
        assert escape(each["description"]) in part


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"type": "string", "format": "date"}, "date"),
        ({"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}, "integer from 1 to 1000, 100 by default"),
        ({"type": ["array", "null"], "items": {"type": "string"}}, "list, each string or null"),
        ({"anyOf": [{"type": "string", "enum": ["a", "b"]}, {"type": "null"}]}, "one of a, b or null"),
        ({"$ref": "#/components/schemas/Confidence"}, "one of high, medium, low"),
    ],
)
def test_what_a_value_may_be_is_said_in_words(form: dict[str, object], words: str) -> None:
    assert kind(form) == words


@pytest.mark.django_db
def test_who_has_no_scripts_is_led_from_trying_to_reading() -> None:
    page = answer("/api/v1/docs/try/").text

    assert 'href="/api/v1/docs/"' in page.partition('id="operations"')[2]


def directives(path: str) -> set[str]:
    """The parts of the policy, whose order changes from process to process."""
    return {part.strip() for part in answer(path).headers["Content-Security-Policy"].split(";")}


@pytest.mark.django_db
def test_only_where_operations_are_tried_may_a_page_have_pictures_in_a_style_sheet() -> None:
    policies = {path: directives(path) for path in ("/api/v1/docs/try/", "/api/v1/docs/", "/method/")}

    assert policies["/api/v1/docs/try/"] == policies["/method/"] - {"img-src 'self'"} | {"img-src 'self' data:"}
    assert policies["/api/v1/docs/"] == policies["/method/"]
    assert {"img-src 'self'", "script-src 'self'"} <= policies["/method/"]


@pytest.mark.django_db
def test_the_tutorial_names_the_site_on_which_it_is_read() -> None:
    page = Client().get("/api/v1/tutorial/", headers={"host": "localhost:9000"}).content.decode()

    assert "SITE=http://localhost:9000" in page


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["docs", "docs/try", "problems", "tutorial"])
def test_a_parameter_that_there_is_not_is_a_problem(name: str) -> None:
    refused = Client().get(f"/api/v1/{name}/?page=2")

    assert refused.status_code == 400
    assert refused.json()["type"].endswith("#request-cannot-be-read")
