"""The description says what is so: every address is in it, and every row that the API answers is of its form."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
from jsonschema import Draft202012Validator, FormatChecker

from guarantors.api.schema.hoisted import hoisted
from guarantors.exchange.lists import LISTS
from tests import past
from tests.api.schema.recording import recorded

pytestmark = pytest.mark.django_db


@cache
def _asked_once() -> dict[str, Any]:
    found: dict[str, Any] = Client().get("/api/v1/schema/").json()
    return found


@pytest.fixture
def document() -> dict[str, Any]:
    """Asked within a test, where nobody asks too often: what the tests before it have read counts no more."""
    return _asked_once()


def operations(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        operation["operationId"]: operation for methods in document["paths"].values() for operation in methods.values()
    }


def checked(document: Mapping[str, Any], form: Mapping[str, Any], value: Any) -> list[str]:
    """What is wrong with a value, a key that the form does not name included."""
    whole = {**form, "components": document["components"]}
    if form.get("type") == "object" or "$ref" in form or "allOf" in form:
        whole["unevaluatedProperties"] = False
    return [error.message for error in Draft202012Validator(whole, format_checker=FormatChecker()).iter_errors(value)]


def test_it_is_valid_and_nothing_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("spectacular", validate=True, fail_on_warn=True)

    assert capsys.readouterr().out.startswith("openapi: 3.1.0")


def test_every_address_is_in_it(document: dict[str, Any]) -> None:
    [api] = [pattern for pattern in get_resolver().url_patterns if str(pattern.pattern) == "api/v1/"]

    assert len(document["paths"]) == len(api.url_patterns)


LISTED: Mapping[str, str] = {
    **{f"list{name.title()}": f"{name}/" for name in LISTS},
    "listGuarantors": "guarantors/?proposal=istanbul-2022",
    "listStanceVersions": "stances/test-2020/aa0-1/versions/",
    "listStatementVersions": "statements/said-1/versions/",
    "listAgreement": "agreement/",
    "listDisagreements": "disagreements/",
    "listCodebook": "codebook/",
}


@pytest.mark.parametrize("name", LISTED)
def test_every_row_is_of_the_form_that_it_says(document: dict[str, Any], name: str) -> None:
    past.record()
    operation = operations(document)[name]
    form = operation["responses"]["200"]["content"]["application/json"]["schema"]
    words = {item["name"]: item["schema"] for item in operation["parameters"]}
    asked = {"page_size": "1000"} if "page_size" in words else {}
    if "expand" in words:
        asked["expand"] = ",".join(words["expand"]["items"]["enum"])
    own = LISTED[name]
    answer = Client().get(f"/api/v1/{own}{'&' if '?' in own else '?'}{urlencode(asked)}").json()

    assert checked(document, form, answer) == []
    assert answer["results"] or name == "listDisagreements"  # nobody has read anything twice here
    of_page = component(document, component(document, form)["properties"]["results"]["items"])
    assert {tuple(each) for each in answer["results"]} <= {tuple(of_page["properties"])}


def component(document: Mapping[str, Any], form: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = document["components"]["schemas"][form["$ref"].rpartition("/")[2]]
    return found


def test_what_is_done_is_answered_in_the_form_that_it_says(document: dict[str, Any]) -> None:
    known = operations(document)
    for name, example in recorded().items():
        operation = known[name]
        [status] = [status for status in operation["responses"] if status.startswith("2")]
        form = operation["responses"][status]["content"]["application/json"]["schema"]

        assert (name, checked(document, form, example["answer"])) == (name, [])
        if "sent" in example:
            body = operation["requestBody"]["content"]["application/json"]["schema"]
            assert (name, checked(document, body, example["sent"])) == (name, [])


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "application/json"),
        ("application/vnd.oai.openapi+json", "application/json"),
        ("application/yaml", "application/yaml; charset=utf-8"),
        ("application/vnd.oai.openapi, application/json;q=0.5", "application/yaml; charset=utf-8"),
    ],
)
def test_it_is_json_or_yaml_as_asked(document: dict[str, Any], accept: str, content_type: str) -> None:
    answer = Client().get("/api/v1/schema/", headers={"accept": accept})

    assert answer.headers["Content-Type"] == content_type
    assert yaml.safe_load(answer.content) == document
    assert "Accept" in answer.headers["Vary"]


def test_a_format_that_it_has_not_is_refused() -> None:
    assert Client().get("/api/v1/schema/", headers={"accept": "text/html"}).status_code == 406
    refused = Client().get("/api/v1/schema/?format=xml")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == "format"
    assert Client().get("/api/v1/schema/?format=yaml").headers["Content-Type"].startswith("application/yaml")


def test_two_forms_of_one_title_are_a_fault_of_ours() -> None:
    one, other = ({"title": "Same", "type": kind} for kind in ("string", "integer"))

    assert hoisted([one, one], {}) == [{"$ref": "#/components/schemas/Same"}] * 2
    with pytest.raises(AssertionError, match="Same"):
        hoisted([one, other], {})


def test_it_is_small_enough_to_be_read_at_once(document: dict[str, Any]) -> None:
    assert len(json.dumps(document)) < 400_000
