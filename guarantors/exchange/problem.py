"""What went wrong, for a program: a problem of RFC 9457, of a type that `/api/v1/problems/` explains."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from guarantors.domain.errors import Breach, Refused

CONTENT_TYPE = "application/problem+json"
EXPLAINED_AT = "/api/v1/problems/"


@dataclass(frozen=True, slots=True)
class Problem:
    """A type of problem. `fix` says what whoever sent the request can do."""

    name: str
    status: HTTPStatus
    title: str
    fix: str


PROBLEMS: tuple[Problem, ...] = (
    Problem(
        "request-cannot-be-read",
        HTTPStatus.BAD_REQUEST,
        "The request cannot be read",
        "A parameter, header or body is not what this address takes: “errors” names each fault at its field, with the "
        "allowed names or values. Mend them and send it again.",
    ),
    Problem(
        "not-signed-in",
        HTTPStatus.UNAUTHORIZED,
        "This takes a token",
        "Send “Authorization: Bearer” with a token that is neither expired nor revoked; it is made at the desk.",
    ),
    Problem(
        "not-allowed",
        HTTPStatus.FORBIDDEN,
        "You may not do this",
        "The role of the person, or a scope of the token, is missing; “detail” says which. An administrator gives "
        "roles, and a token with another scope is made at the desk.",
    ),
    Problem(
        "not-found",
        HTTPStatus.NOT_FOUND,
        "Nothing is at this address",
        "Nothing is on record under that name, or not as of the day and the moment asked for.",
    ),
    Problem(
        "method-not-allowed",
        HTTPStatus.METHOD_NOT_ALLOWED,
        "This address does not take that method",
        "The header “Allow” lists those that it takes.",
    ),
    Problem(
        "format-not-offered",
        HTTPStatus.NOT_ACCEPTABLE,
        "No such format is offered here",
        "Ask for application/json, text/csv or application/jsonl by “Accept” or by the parameter “format”.",
    ),
    Problem(
        "somebody-was-first",
        HTTPStatus.CONFLICT,
        "Somebody else was first",
        "What you worked on was changed or decided meanwhile, and nothing of yours was written. Read it again.",
    ),
    Problem(
        "precondition-failed",
        HTTPStatus.PRECONDITION_FAILED,
        "It has changed since you read it",
        "The ETag in “If-Match” is not that of what stands now, and nothing was written. Read it again.",
    ),
    Problem(
        "body-too-large",
        HTTPStatus.CONTENT_TOO_LARGE if hasattr(HTTPStatus, "CONTENT_TOO_LARGE") else HTTPStatus(413),
        "The body is too large",
        "Send less at once; “detail” names the limit.",
    ),
    Problem(
        "media-type-not-taken",
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "The body is not of a kind that is taken",
        "Send JSON with “Content-Type: application/json”.",
    ),
    Problem(
        "rule-broken",
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "A rule of the record would be broken",
        "The request can be read, and what it says may not stand: “errors” names the field and the rule of each fault. "
        "Nothing was written.",
    ),
    Problem(
        "precondition-required",
        HTTPStatus.PRECONDITION_REQUIRED,
        "Say which state you change",
        "Send the ETag of what you read in “If-Match”, so that nobody’s change is lost.",
    ),
    Problem(
        "too-many-requests",
        HTTPStatus.TOO_MANY_REQUESTS,
        "Too many requests",
        "Wait for the seconds that “Retry-After” gives; “RateLimit” in each answer says how many are left.",
    ),
    Problem(
        "broken-on-our-side",
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Something broke on our side",
        "Nothing was written. Send it again, with the same Idempotency-Key if it had one.",
    ),
    Problem(
        "out-of-service",
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Out of service for a moment",
        "Send it again after the seconds that “Retry-After” gives.",
    ),
)
"""Every type, by status. Names are for ever: programs compare them."""

BY_STATUS: dict[int, Problem] = {item.status.value: item for item in PROBLEMS}


def body(status: int, detail: str, errors: Iterable[Breach] = ()) -> dict[str, Any]:
    """The problem as JSON has it; `errors` name field, rule and fact. Its type is an address of this very site."""
    found = BY_STATUS.get(status)
    if found is None:  # a status that only a proxy or a library gives
        return {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    said = {"type": f"{EXPLAINED_AT}#{found.name}", "title": found.title, "status": status, "detail": detail}
    listed = [error(breach) for breach in errors]
    return said | ({"errors": listed} if listed else {})


def refusal(refused: Refused, status: int) -> dict[str, Any]:
    """The problem of a refusal: each of its breaches is an error."""
    return body(status, str(refused), refused.breaches)


def error(breach: Breach) -> dict[str, str]:
    """One fault."""
    return {"field": breach.field, "rule": breach.rule, "detail": breach.message}
