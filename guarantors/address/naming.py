"""Names of actors in the language of the page: of states as CLDR has them, of organisations as our catalogue does.

In English they stay as the record has them. So does, in any language, the name of an actor that neither knows.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol, TypeVar, runtime_checkable

from babel import Locale
from babel.core import get_global
from django.utils.translation import gettext_noop

from guarantors.address.languages import active
from guarantors.domain.text import sorted_as
from guarantors.exchange.spoken import gettext as _

_OWN_CODES = {"XKX": "XK"}
"""Codes of states in the record that ISO 3166 does not have, and CLDR's for them."""

ORGANISATIONS = (
    gettext_noop("Group of Seven"),
    gettext_noop("NATO"),
    gettext_noop("European Commission"),
    gettext_noop("Organization for Security and Co-operation in Europe"),
    gettext_noop("Council of Europe"),
    gettext_noop("African Union"),
)


@runtime_checkable
class Named(Protocol):
    """An actor, or its part in a proposal."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...


def of(named: Named) -> str:
    """The name of an actor or a part."""
    return actor(named.code, named.name)


def actor(code: str, name: str) -> str:
    """The actor's name; `name` is the record's."""
    language = active()
    return (_of_a_state(code, language) or _(name)) if language else name


def actors(found: Iterable[tuple[str, str]]) -> list[str]:
    """The names of actors given as (code, name)."""
    return [actor(code, name) for code, name in found]


Called = TypeVar("Called", bound=Named)


def in_order(found: Iterable[Called]) -> list[Called]:
    """Actors or parts by their names."""
    return sorted(found, key=lambda each: sorted_as(of(each)))


@lru_cache(maxsize=4096)
def _of_a_state(code: str, language: str) -> str:
    """CLDR's name; "" for what is no state, or was one that several others came out of."""
    found = [code] if len(code) == 2 else [_OWN_CODES[code]] if code in _OWN_CODES else _alpha_2(code)
    return Locale.parse(language).territories.get(found[0], "") if len(found) == 1 else ""


def _alpha_2(code: str) -> list[str]:
    return list(get_global("territory_aliases").get(code, []))
