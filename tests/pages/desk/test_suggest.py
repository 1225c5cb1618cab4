"""`/desk/suggest/` answers options; it is refused to whoever may not log, and for fields that it does not know."""

import pytest

from guarantors.domain.roles import DeskRole
from guarantors.domain.submission import PersonGiven
from tests.people import client_of
from tests.world import log, make_proposal

pytestmark = pytest.mark.django_db

ADDRESS = "/desk/suggest/"


def test_it_answers_options() -> None:
    client = client_of(DeskRole.EDITOR)

    response = client.get(ADDRESS, {"field": "speaker", "q": "scholz", "proposal": "istanbul-2022"})

    assert response.status_code == 200
    assert '<option value="Olaf Scholz">' in response.content.decode()
    assert "<html" not in response.content.decode()


def test_what_is_typed_is_never_markup() -> None:
    log(make_proposal(), "said", speaker=PersonGiven('Zed "<b>" Zedson', "<i>"))

    text = client_of(DeskRole.EDITOR).get(ADDRESS, {"field": "speaker", "q": "zedson"}).content.decode()

    assert "<b>" not in text
    assert "&lt;i&gt;" in text


@pytest.mark.parametrize(
    "query", [{}, {"field": "level", "q": "o"}, {"field": "\x00"}, {"field": ["office", "office"]}]
)
def test_an_unknown_field_is_refused_with_those_that_are_known(query: dict[str, object]) -> None:
    response = client_of(DeskRole.EDITOR).get(ADDRESS, query, HTTP_HX_REQUEST="true")

    assert response.status_code == 400
    assert "field" in response.content.decode()


@pytest.mark.parametrize("q", ["", "\x00", "x" * 5000, "%00", "é"])
@pytest.mark.parametrize("proposal", ["", "nope", "\x00"])
def test_any_text_is_answered(q: str, proposal: str) -> None:
    client = client_of(DeskRole.EDITOR)

    assert client.get(ADDRESS, {"field": "office", "q": q, "proposal": proposal}).status_code == 200


@pytest.mark.parametrize(
    ("roles", "status"),
    [((), 302), ((DeskRole.READER,), 403), ((DeskRole.ADMINISTRATOR,), 403), ((DeskRole.REVIEWER,), 200)],
)
def test_only_those_who_log_are_answered(roles: tuple[DeskRole, ...], status: int) -> None:
    assert client_of(*roles).get(ADDRESS, {"field": "speaker", "q": "a"}).status_code == status
