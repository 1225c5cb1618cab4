"""What a citation says, whatever its form."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from guarantors.domain.dates import GivenDate

SITE = "Guarantor Tracker"


class Kind(StrEnum):
    """What is cited, by the item types of the Citation Style Language 1.0.2."""

    ARTICLE = "article-newspaper"
    WEBPAGE = "webpage"
    TREATY = "treaty"
    INTERVIEW = "interview"
    POST = "post"
    DATASET = "dataset"


@dataclass(frozen=True, slots=True)
class Citation:
    """`key` is stable, and made of letters, digits, dots, dashes and underscores alone.

    `authors` stand as the source names them and are never cut into given and family names, since no rule does that
    rightly for Xi Jinping, Recep Tayyip Erdoğan and an office alike. `issued` keeps the precision that was given.
    `known_at` is set where the address shows our record as of a moment; `version` where one version of it is cited.
    """

    key: str
    kind: Kind
    title: str
    address: str
    authors: tuple[str, ...] = ()
    container: str = ""
    publisher: str = SITE
    issued: GivenDate | None = None
    accessed: date | None = None
    known_at: datetime | None = None
    version: int | None = None
    language: str = ""
    abstract: str = ""
    note: str = ""


def on_one_line(text: str) -> str:
    """The text without line breaks and other control characters, for forms that give a value one line."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def date_parts(text: str) -> list[list[int]]:
    """A given date (EDTF) as lists of year, month and day, as far as it was given; two for an interval."""
    return [[int(number) for number in part.split("-")] for part in text.split("/")]
