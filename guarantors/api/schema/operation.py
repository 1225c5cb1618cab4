"""One operation, as OpenAPI has it: an address with a method, what it takes and what it answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from guarantors.api.schema import parameters as parameter_objects
from guarantors.api.schema.answers import Answer, headers, problems
from guarantors.domain.roles import Scope
from guarantors.exchange.forms import Form

JSON = "application/json"


class Tag(StrEnum):
    """The chapters of the description."""

    ABOUT = "About"
    RECORD = "Record"
    METHOD = "Method"
    HAND_IN = "Hand in"
    REVIEW = "Review"
    CORRECT = "Correct"


TAGS: Mapping[Tag, str] = {
    Tag.ABOUT: "What there is, and this description.",
    Tag.RECORD: "What was said, how it was read, and where each state stood, as of any day and as known at any moment.",
    Tag.METHOD: "The codebook, and how far those who code agree.",
    Tag.HAND_IN: "Statements are handed in, one or a thousand at once, and drafts are kept.",
    Tag.REVIEW: "What waits is coded a second time without sight of the first coding, then published or decided.",
    Tag.CORRECT: "We were wrong: nothing is overwritten, and a correction says why.",
}


@dataclass(frozen=True, slots=True)
class Operation:
    """`says` is more than the summary; `scope` is what a token needs, None where everybody may.

    `answers` are those of success, `refused` the statuses of the problems.
    """

    id: str
    tag: Tag
    summary: str
    says: str
    answers: Mapping[str, Answer]
    refused: tuple[int, ...]
    parameters: tuple[parameter_objects.Parameter, ...] = ()
    body: Form | None = None
    needs_body: bool = True
    scope: Scope | None = None
    sent: Mapping[str, Any] = field(default_factory=dict)

    def openapi(self, route: str) -> dict[str, Any]:
        """The operation object, at the address of that route."""
        found: dict[str, Any] = {
            "operationId": self.id,
            "tags": [self.tag.value],
            "summary": self.summary,
            "description": self.says,
            "parameters": [*parameter_objects.path(route), *self.parameters],
            "security": [{"token": [self.scope.value]}] if self.scope else [{}, {"token": []}],
            "responses": {**self.answers, **problems(self.refused)},
        }
        if self.body is not None:
            content: dict[str, Any] = {"schema": self.body} | ({"examples": dict(self.sent)} if self.sent else {})
            found["requestBody"] = {"required": self.needs_body, "content": {JSON: content}}
        return found


def answer(
    says: str,
    form: Form,
    *names: str,
    examples: Mapping[str, Any] | None = None,
    links: Mapping[str, Any] | None = None,
    more: Iterable[str] = (),
) -> Answer:
    """An answer of JSON with these headers; `more` are the other media types that it may be had in."""
    content: dict[str, Any] = {JSON: {"schema": form} | ({"examples": dict(examples)} if examples else {})}
    content |= {media: {"schema": {"type": "string"}} for media in more}
    found: Answer = {"description": says, "headers": headers(*names), "content": content}
    return found | ({"links": dict(links)} if links else {})


NOT_CHANGED: Answer = {
    "description": "It is still what you have.",
    "headers": headers("ETag", "Cache-Control"),
}
