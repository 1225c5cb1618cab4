"""What is sent to webhooks, as OpenAPI has it."""

from typing import Any

from guarantors.api.schema import examples
from guarantors.api.schema.operation import JSON
from guarantors.api.schema.parameters import header
from guarantors.api.schema.rows import described, whole
from guarantors.domain.acts import Act, Happening, Noun
from guarantors.exchange.forms import word
from guarantors.exchange.lists import LISTS

_TEXT = {"type": "string"}
_SAYS = {column.name: column.says for column in LISTS["changes"].columns}
_DATA = whole(
    "WebhookData",
    "The change: the same as in the list of changes.",
    number=described({"type": "integer", "minimum": 1}, _SAYS["number"]),
    noun=described(word(Noun), _SAYS["noun"]),
    act=described(word(Act), _SAYS["act"]),
    proposal=described({"type": ["string", "null"]}, _SAYS["proposal"]),
    id=described(_TEXT, _SAYS["id"]),
    version=described({"type": ["integer", "null"]}, _SAYS["version"]),
    reason=described(_TEXT, _SAYS["reason"]),
    recorded_at=described({"type": "string", "format": "date-time"}, _SAYS["recorded_at"]),
    recorded_by=described(_TEXT, _SAYS["recorded_by"]),
    href={"type": "string", "format": "uri", "description": "The page that shows it."},
    api={"type": "string", "format": "uri", "description": "Where the API has it."},
)
_MESSAGE = whole(
    "WebhookMessage",
    "What happened (Standard Webhooks).",
    type=described(word(Happening), "What happened."),
    timestamp={"type": "string", "format": "date-time", "description": "When."},
    data=_DATA,
)
_HEADERS = (
    header("webhook-id", _TEXT, "The id of the message, the same at each try.", required=True),
    header("webhook-timestamp", _TEXT, "The second of this try (Unix time).", required=True),
    header(
        "webhook-signature",
        _TEXT,
        "“v1,” and the HMAC-SHA256 of “id.timestamp.body” by the webhook’s secret, in base64; several with spaces "
        "between while the secret changes. Check it before you believe the body.",
        required=True,
    ),
)
_SUMMARIES = {
    Happening.STATEMENT_PUBLISHED: "A statement was published",
    Happening.STATEMENT_CORRECTED: "A statement was corrected",
    Happening.STATEMENT_WITHDRAWN: "A statement was withdrawn",
    Happening.STANCE_PUBLISHED: "A stance was published",
    Happening.STANCE_CORRECTED: "A stance was corrected",
    Happening.STANCE_WITHDRAWN: "A stance was withdrawn",
}


def webhooks() -> dict[str, Any]:
    """Every message, by what it tells."""
    return {happening.value: {"post": _webhook(happening)} for happening in Happening}


def _webhook(happening: Happening) -> dict[str, Any]:
    name = "".join(part.title() for part in happening.value.split("."))
    found = examples.sent(f"on{name}")
    return {
        "operationId": f"on{name}",
        "tags": ["Webhooks"],
        "summary": _SUMMARIES[happening],
        "description": "Sent to each webhook that was made for it at the desk, at least once, until it is taken: "
        "after a failure again for three days, ever later.",
        "security": [],
        "parameters": list(_HEADERS),
        "requestBody": {
            "required": True,
            "content": {JSON: {"schema": _MESSAGE} | ({"examples": found} if found else {})},
        },
        "responses": {
            "2XX": {"description": "Taken."},
            "410": {"description": "Never again, please: the webhook is paused."},
        },
    }
