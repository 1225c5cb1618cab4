"""The operations on one's own drafts."""

from typing import Any

from guarantors.api.schema import examples, given, parameters, results
from guarantors.api.schema.answers import headers
from guarantors.api.schema.operation import Operation, Tag, answer
from guarantors.domain.roles import Scope
from guarantors.exchange.deeds import DRAFT
from guarantors.exchange.entries import form_of

_BODY = given.explained(form_of(DRAFT, "DraftGiven"))
_READ = (400, 401, 403, 429)
_WRITTEN = (*_READ, 413, 415, 422)
_MATCHED = (404, 409, 412, 428)


def drafts() -> Operation:
    return Operation(
        id="listDrafts",
        tag=Tag.HAND_IN,
        summary="One’s own drafts",
        says="The last saved first, those that wait for review or were published included.",
        answers={"200": answer("The drafts.", results.DRAFTS, examples=examples.answered("listDrafts"))},
        refused=_READ,
        scope=Scope.READ,
    )


def make() -> Operation:
    found = answer(
        "It was made.",
        results.DRAFT,
        "ETag",
        "Location",
        "Idempotency-Replayed",
        examples=examples.answered("makeDraft"),
        links=_links(),
    )
    return Operation(
        id="makeDraft",
        tag=Tag.HAND_IN,
        summary="Make a draft",
        says="The fields of the desk’s form as they were typed, right or wrong: each a list of texts by its name.",
        answers={"201": found},
        refused=(*_WRITTEN, 409),
        parameters=(parameters.IDEMPOTENCY_KEY,),
        body=_BODY,
        scope=Scope.LOG,
        sent=examples.sent("makeDraft"),
    )


def one() -> Operation:
    return Operation(
        id="getDraft",
        tag=Tag.HAND_IN,
        summary="One draft",
        says="One of one’s own. Its ETag is what “If-Match” takes.",
        answers={"200": answer("The draft.", results.DRAFT, "ETag", examples=examples.answered("getDraft"))},
        refused=(*_READ, 404),
        scope=Scope.READ,
    )


def save() -> Operation:
    return Operation(
        id="saveDraft",
        tag=Tag.HAND_IN,
        summary="Save a draft anew",
        says="All of it as it shall be. One that waits for review is taken back first.",
        answers={"200": answer("The draft.", results.DRAFT, "ETag", examples=examples.answered("saveDraft"))},
        refused=(*_WRITTEN, *_MATCHED),
        parameters=(parameters.IF_MATCH,),
        body=_BODY,
        scope=Scope.LOG,
        sent=examples.sent("saveDraft"),
    )


def lay_aside() -> Operation:
    return Operation(
        id="layDraftAside",
        tag=Tag.HAND_IN,
        summary="Lay a draft aside",
        says="It is gone from here, and can be taken up again at the desk.",
        answers={"204": {"description": "It was laid aside.", "headers": headers()}},
        refused=(*_READ, *_MATCHED),
        parameters=(parameters.IF_MATCH,),
        scope=Scope.LOG,
    )


def _links() -> dict[str, Any]:
    named = {"id": "$response.body#/id"}
    matched = {**named, "header.If-Match": "$response.header.ETag"}
    return {
        "get": {"operationId": "getDraft", "parameters": named, "description": "The draft."},
        "save": {"operationId": "saveDraft", "parameters": matched, "description": "Saved anew."},
        "layAside": {"operationId": "layDraftAside", "parameters": matched, "description": "Laid aside."},
    }
