"""The words of the codebook in the language of the page. In English they are the domain's own."""

from enum import StrEnum

from guarantors.domain import stance
from guarantors.domain.stance import Level
from guarantors.exchange import codebook
from guarantors.exchange.codebook import within as within  # the same for every face
from guarantors.exchange.spoken import gettext as _


def label(word: StrEnum | str) -> str:
    """The word as a reader sees it: `in_force` is "In force", `none` is "No stance"."""
    return codebook.said(stance.label(word), word)


def standing(level: Level | None, has_spoken: bool) -> str:
    """The word for where somebody stands: the level, "No stance", or "No statement" where nothing was said at all."""
    return _(stance.standing(level, has_spoken))
