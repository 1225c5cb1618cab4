"""The language in which an answer is made, and messages in it: Django's own, but for English, which costs nothing.

Rows are worded by the hundred, and asking Django which language is active takes longer than the rest of a word's way.
So pages take `gettext`, `ngettext` and `pgettext` from here; a message is marked all the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import translation

_SPOKEN: ContextVar[str] = ContextVar("spoken", default="")


def active() -> str:
    """The language of the page that is being made; "" for English."""
    return _SPOKEN.get()


def is_english() -> bool:
    """Whether messages are said as they are written."""
    return not _SPOKEN.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """What is made within is made in that language."""
    before = _SPOKEN.set(code)
    try:
        with translation.override(code):
            yield
    finally:
        _SPOKEN.reset(before)


def gettext(message: str) -> str:
    """The message."""
    return message if is_english() else translation.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The message for so many."""
    return (one if count == 1 else many) if is_english() else translation.ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """The message where it is used as `context` tells."""
    return message if is_english() else translation.pgettext(context, message)
