"""A form of a draft as it was posted, and how it is kept: nothing typed is lost, and nothing of another window."""

import uuid
from dataclasses import dataclass

from django.http import HttpRequest

from guarantors.actions import drafts
from guarantors.models import Draft, Proposal
from guarantors.queries.drafts import DraftRow

WINDOW = "window"
"""The window that typed it. Its own savings may overtake each other and do not make its form out of date."""

_NOT_TYPED = {"csrfmiddlewaretoken", "do", "revision", "scripts"}


@dataclass(frozen=True, slots=True)
class Posted:
    """`revision` is the one that the form was made of; `scripts` says that the page filled in what it could."""

    do: str
    revision: int
    typed: dict[str, list[str]]
    scripts: bool

    @classmethod
    def of(cls, request: HttpRequest) -> "Posted":
        revision = request.POST.get("revision", "")
        return cls(
            do=request.POST.get("do", "save"),
            revision=int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 9 else 0,
            typed={
                name: [clean(str(value)) for value in values]
                for name, values in request.POST.lists()
                if name not in _NOT_TYPED and len(name) < 200 and "\0" not in name
            },
            scripts=bool(request.POST.get("scripts")),
        )


def clean(text: str) -> str:
    """The text as both databases can keep it, with line ends of one kind."""
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def keep(posted: Posted, ident: uuid.UUID, *, owner: str, proposal_id: int, stored: DraftRow | None) -> Draft:
    """Save it. `stored` is the draft as it stands. Raises `Stale` where another window saved it, or handed it in."""
    typed, revision = posted.typed, posted.revision
    if stored is not None and is_same(stored.fields, typed):
        typed = stored.fields
    elif stored is not None and stored.fields.get(WINDOW) == typed.get(WINDOW):
        revision = stored.revision
    return drafts.save(
        draft_id=str(ident),
        owner=owner,
        proposal=Proposal.objects.get(pk=proposal_id),
        fields=typed,
        revision=revision,
    )


def is_same(one: dict[str, list[str]], other: dict[str, list[str]]) -> bool:
    """Whether two forms say the same, in whichever window they were typed."""
    return _said(one) == _said(other)


def _said(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: values for name, values in fields.items() if name != WINDOW and any(values)}
