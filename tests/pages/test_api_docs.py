"""The pages on the API: every operation, the problems, and where they lead."""

import pytest
from django.test import Client

from guarantors.exchange.problem import PROBLEMS, body
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
def test_who_has_no_scripts_is_led_to_the_description() -> None:
    page = answer("/api/v1/docs/").text

    assert 'href="/api/v1/schema/?format=yaml"' in page.partition('id="operations"')[2]
    assert 'href="/api/v1/tutorial/"' in page


def directives(path: str) -> set[str]:
    """The parts of the policy, whose order changes from process to process."""
    return {part.strip() for part in answer(path).headers["Content-Security-Policy"].split(";")}


@pytest.mark.django_db
def test_only_the_list_of_operations_may_have_pictures_in_a_style_sheet() -> None:
    policies = {path: directives(path) for path in ("/api/v1/docs/", "/method/")}

    assert policies["/api/v1/docs/"] == policies["/method/"] - {"img-src 'self'"} | {"img-src 'self' data:"}
    assert {"img-src 'self'", "script-src 'self'"} <= policies["/method/"]


@pytest.mark.django_db
def test_the_tutorial_names_the_site_on_which_it_is_read() -> None:
    page = Client().get("/api/v1/tutorial/", headers={"host": "localhost:9000"}).content.decode()

    assert "SITE=http://localhost:9000" in page


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["docs", "problems", "tutorial"])
def test_a_parameter_that_there_is_not_is_a_problem(name: str) -> None:
    refused = Client().get(f"/api/v1/{name}/?page=2")

    assert refused.status_code == 400
    assert refused.json()["type"].endswith("#request-cannot-be-read")
