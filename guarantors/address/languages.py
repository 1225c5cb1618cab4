"""The languages of the reader's pages: how an address names one, and which addresses are in English alone."""

from typing import NamedTuple

from django.conf import settings

from guarantors.exchange.spoken import active as active  # the same word for every face

ENGLISH = "en"
OTHERS: dict[str, str] = {code: name for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}
"""Each language but English, by its code in addresses, with its own name for itself."""

_IN_ENGLISH = frozenset(
    {"accounts", "admin", "api", "desk", "healthz", "metrics", "oembed", "readyz", "static", "timegate", "timemap"}
)


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


def is_translated(path: str) -> bool:
    """Whether a path without a language is a reader's page; files end in a dot and a word, pages do not."""
    return path.split("/", 2)[1] not in _IN_ENGLISH and "." not in path.rpartition("/")[2]


def at(path: str, code: str) -> str:
    """The same page in a language; "" is English."""
    return f"/{code}{path}" if code else path
