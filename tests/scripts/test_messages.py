"""The catalogues: each shipped language says every message, in all its plurals, with the same facts and markup."""

import re
from collections.abc import Callable, Hashable
from typing import Any

import messages
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from django.conf import settings

from guarantors.address import languages

PLACE = re.compile(r"%\(\w+\)[sd]|<[^>]*>")


@pytest.fixture(scope="module")
def gathered() -> Catalog:
    return messages.template()


@pytest.fixture(params=[*languages.OTHERS])
def code(request: pytest.FixtureRequest) -> Any:
    return request.param


def test_what_is_marked_in_python_in_templates_and_in_the_codebook_is_gathered(gathered: Catalog) -> None:
    marked = ("There is nothing at this address.", "Conditions:", "Skip to content", "In force", "in force")
    assert [text for text in marked if text not in gathered] == []
    assert gathered["%(count)s statement"].id == ("%(count)s statement", "%(count)s statements")


def test_a_catalogue_has_every_message_and_no_other(code: str, gathered: Catalog) -> None:
    assert {*_by_id(messages.read(code), _nothing)} == {*_by_id(gathered, _nothing)}, "make messages"


def test_a_catalogue_says_every_message_with_the_same_places(code: str) -> None:
    catalog = messages.read(code)
    at_the_desk = code in settings.LANGUAGES_OF_THE_DESK
    empty = messages.untranslated(catalog)
    assert [one.id for one in empty if at_the_desk or messages.AT_THE_DESK not in one.auto_comments] == []
    assert [one.id for one in catalog if one.id and one.fuzzy] == []
    assert [one.id for one in catalog if one.id and not _keeps_its_places(one, catalog.num_plurals)] == []


def test_what_programs_read_is_what_people_read(code: str) -> None:
    with messages.path_of(code).with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)

    assert _by_id(compiled, messages.forms) == _by_id(messages.read(code), messages.forms), "make messages"


def _by_id(catalog: Catalog, value: Callable[[Message], object]) -> dict[Hashable, object]:
    said = (one for one in catalog if one.id)
    return {(one.id if isinstance(one.id, str) else tuple(one.id), one.context): value(one) for one in said}


def _nothing(message: Message) -> None:
    return None


def _keeps_its_places(message: Message, plurals: int) -> bool:
    said = messages.forms(message)
    if isinstance(message.id, str):
        return sorted(PLACE.findall(message.id)) == sorted(PLACE.findall(said[0]))
    asked = {*PLACE.findall(message.id[1])}
    places = [{*PLACE.findall(form)} for form in said]
    # A form for one alone may leave out the number, as in “the one signatory”.
    return len(said) == plurals and all(asked - {"%(count)s"} <= found <= asked for found in places) and asked in places
