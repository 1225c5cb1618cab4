"""Text: how it is compared (without case and diacritics, so that "Turkiye" finds "Türkiye"), and what may be kept."""

import re
import unicodedata
from collections.abc import Iterator

from guarantors.domain.errors import Breach, gettext_noop

LONGEST_TEXT = 5000
"""A summary, rationale or reason is a paragraph or two; more is a page that was pasted by mistake."""

REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}", re.ASCII)
"""An id that stands in addresses and files as it is, without quotes or escapes."""


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

_PLAIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that Unicode does not take apart into a plain one and a mark."""

_AFTER = str.maketrans({"ґ": "г\uffff", "є": "е\uffff", "і": "и\uffff"})
"""Letters that come right after another, and have their number in Unicode behind all of them."""


def folded(text: str) -> str:
    """The text as it is searched and sorted."""
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN)).casefold()
    return "".join(character for character in bare if not unicodedata.combining(character))


def sorted_as(text: str) -> str:
    """What the text is sorted by, Ukrainian in the order of its own alphabet."""
    return folded(text).translate(_AFTER)


def text_breaches(field: str, text: str, longest: int = LONGEST_TEXT) -> Iterator[Breach]:
    """What keeps a text from being stored, on either database, and written to a file and read again."""
    if len(text) > longest:
        yield too_long(field, text, longest)
    if _CONTROL.search(text):
        wording = gettext_noop("holds a control character; take it out.")
        yield Breach("text-has-no-control-characters", field, wording)


def too_long(field: str, text: str, longest: int) -> Breach:
    """What is said of a text that is longer than what is kept."""
    # Translators: any number may stand here: where a language has many plurals, put it after a colon.
    wording = gettext_noop("has %(length)s characters; at most %(longest)s are kept.")
    return Breach("text-is-short-enough", field, wording, length=len(text), longest=longest)


def ref_breaches(field: str, ref: str) -> Iterator[Breach]:
    """Whether an id can stand in an address."""
    if not REF.fullmatch(ref):
        wording = gettext_noop("“%(ref)s” is not an id: letters, digits, dots, dashes and underscores, at most 120.")
        yield Breach("id-can-stand-in-an-address", field, wording, ref=ref[:60])


def shown(text: str) -> str:
    """A refused value as it may be shown back: cut short, nothing invisible in it."""
    clean = "".join(character if character.isprintable() else "�" for character in text[:61])
    return clean if len(text) <= 60 else clean[:60] + "…"
