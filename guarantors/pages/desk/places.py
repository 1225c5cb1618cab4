"""The places of the desk that its navigation and its home lead to; each with the right that opens it."""

from dataclasses import dataclass

from guarantors.domain.roles import Right


@dataclass(frozen=True, slots=True)
class Place:
    """`name` is the address's name in `urls.py`; `text` says what is done there; no `right`: open to all who sign in.

    The page itself asks for the right, by `access.desk(right)`: a link that is not shown keeps nobody out.
    """

    name: str
    title: str
    text: str
    right: Right | None = None


PLACES: tuple[Place, ...] = (
    Place("desk", "Desk", "Who you are, and what you may do."),
    Place("log", "Log", "Log a statement and code it.", Right.LOG),
    Place("drafts", "Drafts", "What you log: in work, sent back, waiting, laid aside.", Right.LOG),
    Place("review_queue", "Review", "What waits for a second coder or a decision.", Right.LOG),
    Place("desk_flags", "Flags", "Stances left on withdrawn sources, and what is locked.", Right.LOG),
    Place("desk_audit", "Audit", "Who did what, newest first.", Right.AUDIT),
)
