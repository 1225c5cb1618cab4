"""The languages of pages: how an address names one, and which addresses have which."""

from typing import NamedTuple

from django.conf import settings

from guarantors.exchange.spoken import active as active  # the same word for every face

ENGLISH = "en"
OTHERS: dict[str, str] = {code: name for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}
"""Each language but English, by its code in addresses, with its own name for itself."""

_IN_ENGLISH = frozenset({"admin", "api", "healthz", "metrics", "oembed", "readyz", "static", "timegate", "timemap"})
_OF_THE_DESK = frozenset({"accounts", "desk"})


class Alternate(NamedTuple):
    """The page in a language; without a name, the one for readers of any other."""

    code: str
    href: str
    name: str
    is_current: bool


def split(path: str) -> tuple[str, str]:
    """The language that a path begins with, "" where none, and the path without it: ("uk", "/method/")."""
    code, slash, rest = path[1:].partition("/")
    return (code, f"/{rest}") if slash and (code in OTHERS or code == ENGLISH) else ("", path)


def is_translated(path: str, code: str) -> bool:
    """Whether a path without a language is a page that is there in one; files end in a dot and a word, pages do not."""
    first = path.split("/", 2)[1]
    if "." in path.rpartition("/")[2] or first in _IN_ENGLISH:
        return False
    return first not in _OF_THE_DESK or code in settings.LANGUAGES_OF_THE_DESK


def at(path: str, code: str) -> str:
    """The same page in a language; "" is English."""
    return f"/{code}{path}" if code else path


def alternates(site: str, path: str, query: str) -> tuple[Alternate, ...]:
    """A page, by its path without a language, in each language that it is there in, English first; nothing for what
    is in English alone. `site` is the scheme and the host."""
    bare, spoken = f"{site}{path}{query}", active()
    others = [
        Alternate(code, f"{site}{at(path, code)}{query}", name, code == spoken)
        for code, name in OTHERS.items()
        if is_translated(path, code)
    ]
    if not others:
        return ()
    return (Alternate("en", bare, "English", not spoken), *others, Alternate("x-default", bare, "", False))
