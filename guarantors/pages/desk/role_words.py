"""Roles, and what each lets a person do, in the language of the page."""

from collections.abc import Sequence

from babel.lists import format_list

from guarantors.address.languages import active
from guarantors.domain.roles import RIGHT_WORDS, ROLE_WORDS, DeskRole, Right, holders
from guarantors.exchange.spoken import gettext as _


def role(held: DeskRole) -> str:
    """`reviewer`."""
    return _(ROLE_WORDS[held])


def right(allowed: Right) -> str:
    """What a person may do, after "you may": `read the audit list`."""
    return _(RIGHT_WORDS[allowed])


def holding(needed: Right) -> str:
    """The roles that allow it, one of which is enough: `editor or reviewer`."""
    return _either([role(held) for held in holders(needed)])


def lacks(needed: Right) -> str:
    """What is said to somebody who may not do it."""
    # Translators: %(deed)s is “read the audit list” and the like, %(roles)s “editor or reviewer”.
    wording = _("To %(deed)s takes the role %(roles)s. An administrator of this site gives roles.")
    return wording % {"deed": right(needed), "roles": holding(needed)}


def _either(words: Sequence[str]) -> str:
    code = active()
    return format_list(words, style="or", locale=code) if code else " or ".join(words)
