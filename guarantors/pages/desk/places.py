"""The places of the desk that its navigation and its home lead to; each with the right that opens it."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop

from guarantors.domain.roles import Right


@dataclass(frozen=True, slots=True)
class Place:
    """`name` is the address's name in `urls.py`; `text` says what is done there; no `right`: open to all.

    `title` and `text` are messages, put into the language of the page where they are shown.

    The page itself asks for the right, by `access.desk(right)`: a link that is not shown keeps nobody out.
    """

    name: str
    title: str
    text: str
    right: Right | None = None


PLACES: tuple[Place, ...] = (
    Place("desk", gettext_noop("Desk"), gettext_noop("Who you are, and what you may do.")),
    Place("log", gettext_noop("Log"), gettext_noop("Log a statement and code it."), Right.LOG),
    Place(
        "drafts",
        gettext_noop("Drafts"),
        gettext_noop("What you log: in work, sent back, waiting, laid aside."),
        Right.LOG,
    ),
    Place(
        "review_queue", gettext_noop("Review"), gettext_noop("What waits for a second coder or a decision."), Right.LOG
    ),
    Place(
        "desk_flags",
        gettext_noop("Flags"),
        gettext_noop("Stances left on withdrawn sources, and what is locked."),
        Right.LOG,
    ),
    Place("desk_audit", gettext_noop("Audit"), gettext_noop("Who did what, newest first."), Right.AUDIT),
)
