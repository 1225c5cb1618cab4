"""The operations that hand in, review and correct."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from guarantors.api.schema import examples, given, parameters, results
from guarantors.api.schema.operation import Operation, Tag, answer
from guarantors.api.writes.bulk import BulkStatements
from guarantors.domain.roles import Scope
from guarantors.exchange import deeds
from guarantors.exchange.entries import Field, form_of
from guarantors.exchange.forms import Form
from guarantors.exchange.given import WHOLE
from guarantors.queries.waiting import Whose

_SENT = (400, 401, 403, 413, 415, 422, 429)
_OWN = (400, 401, 403, 429)


def deed(
    name: str,
    tag: Tag,
    scope: Scope,
    summary: str,
    says: str,
    title: str,
    fields: Mapping[str, Field],
    becomes: Form,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    names: Sequence[str] = (),
    refused: Sequence[int] = (404, 409),
    query: Sequence[parameters.Parameter] = (),
    links: Mapping[str, Any] | None = None,
) -> Operation:
    """A POST: done once for each key."""
    found = answer(
        "It was done.", becomes, "Idempotency-Replayed", *names, examples=examples.answered(name), links=links
    )
    return Operation(
        id=name,
        tag=tag,
        summary=summary,
        says=says,
        answers={str(status.value): found},
        refused=(*_SENT, *refused),
        parameters=(*query, parameters.IDEMPOTENCY_KEY),
        body=given.explained(form_of(fields, title)),
        needs_body=bool(fields),
        scope=scope,
        sent=examples.sent(name),
    )


def hand_in() -> Operation:
    return deed(
        "handInStatement",
        Tag.HAND_IN,
        Scope.LOG,
        "Hand in a statement with its first coding",
        "It waits for a second coder, and is on record once it is published. “source” names one on record by its id "
        "alone, or describes a new one. What the desk refuses is refused here, in the same words.",
        "StatementGiven",
        WHOLE,
        results.HANDED_IN,
        status=HTTPStatus.CREATED,
        names=("Location",),
        refused=(409,),
        links=_links(("get", "What waits."), ("code", "Its second coding."), ("return", "Sent back.")),
    )


def hand_in_many() -> Operation:
    return deed(
        "handInStatements",
        Tag.HAND_IN,
        Scope.LOG,
        "Hand in up to a thousand statements",
        "One result for each, in their order. With mode=all nothing is handed in unless all can be; with mode=each "
        "those that can be are, and of the others it is said what is wrong.",
        "StatementsGiven",
        deeds.BATCH,
        results.BULK_RESULTS,
        refused=(409,),
        query=parameters.query(("mode",), BulkStatements.parameters),
    )


def code() -> Operation:
    return _decision(
        "codeSubmission",
        "Code it a second time",
        "Without sight of the first coding; both are in the answer. An empty list says that the words take no level.",
        "CodingsGiven",
        deeds.CODINGS,
        _links(("publish", "Put on record, where both read alike."), ("adjudicate", "Decided, where they did not.")),
    )


def publish() -> Operation:
    says = "What two coders read alike goes on record; or what one coded, where the site runs without review."
    return _decision("publishSubmission", "Publish it", says, "NothingGiven", {})


def adjudicate() -> Operation:
    says = "Decides between two readings, with a rationale for each unit, and puts the statement on record."
    return _decision("adjudicateSubmission", "Decide between two readings", says, "CodingsGiven", deeds.CODINGS)


def give_back() -> Operation:
    says = "It becomes a draft of whoever logged it again; who logged it takes it back so, with the scope “log”."
    return _decision("returnSubmission", "Send it back", says, "ReasonGiven", deeds.REASON)


def _decision(
    name: str, summary: str, says: str, title: str, fields: Mapping[str, Field], links: Mapping[str, Any] | None = None
) -> Operation:
    return deed(name, Tag.REVIEW, Scope.REVIEW, summary, says, title, fields, results.SUBMISSION, links=links)


def submissions() -> Operation:
    names = ("proposal", "whose", "cursor", "page_size")
    return _own(
        "listSubmissions",
        Tag.REVIEW,
        "What waits for review",
        "The oldest first. Whoever may still code a statement gets nothing of the first coding.",
        results.SUBMISSIONS,
        "Link",
        query=parameters.query(names, {"whose": tuple(Whose)}),
        links={
            "first": {
                "operationId": "getSubmission",
                "parameters": {"id": "$response.body#/results/0/id"},
                "description": "The first one.",
            }
        },
    )


def submission() -> Operation:
    says = "Waiting or decided: whose turn it is, and what became of it."
    return _own("getSubmission", Tag.REVIEW, "One submission", says, results.SUBMISSION, missing=(404,))


def _own(
    name: str,
    tag: Tag,
    summary: str,
    says: str,
    form: Form,
    *names: str,
    query: Sequence[parameters.Parameter] = (),
    missing: Sequence[int] = (),
    links: Mapping[str, Any] | None = None,
) -> Operation:
    """What only people of the desk read."""
    found = answer("What stands there.", form, *names, examples=examples.answered(name), links=links)
    return Operation(
        id=name,
        tag=tag,
        summary=summary,
        says=says,
        answers={"200": found},
        refused=(*_OWN, *missing),
        parameters=tuple(query),
        scope=Scope.READ,
    )


def _links(*named: tuple[str, str]) -> dict[str, Any]:
    """From an answer with the id of a submission to what can be done with it."""
    return {
        name: {"operationId": f"{name}Submission", "parameters": {"id": "$response.body#/id"}, "description": says}
        for name, says in named
    }
