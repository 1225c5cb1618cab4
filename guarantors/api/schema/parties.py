"""The operations on guarantors: who stands where, as the table shows it."""

from guarantors.api.reads import guarantors as reading
from guarantors.api.schema import rows
from guarantors.api.schema.operation import Operation, Tag
from guarantors.api.schema.reads import read
from guarantors.api.schema.rows import whole
from guarantors.domain.coding import Review
from guarantors.domain.stance import (
    Basis,
    ConditionKind,
    ConditionStatus,
    Confidence,
    LegalStatus,
    Level,
    Role,
)
from guarantors.exchange.forms import Form, nullable, word
from guarantors.models import ActorKind

_TEXT: Form = {"type": "string"}
_DAY: Form = {"type": "string", "format": "date"}


_CONDITION = whole(
    "StandingCondition",
    "What the stance hangs on.",
    kind=word(ConditionKind),
    text=_TEXT,
    status=word(ConditionStatus),
)
_GOVERNMENT = whole("GovernmentChange", "The change of government since.", event=_TEXT, changed_on=_TEXT)
_STANDING = whole(
    "Standing",
    "The record in force.",
    id={**_TEXT, "description": "The id of the record within its proposal."},
    version={"type": "integer", "minimum": 1},
    level=word(Level),
    order={"type": "integer", "minimum": -2, "maximum": 3, "description": "The rank of the level: never to add."},
    basis=nullable(word(Basis)),
    legal_status=nullable(word(LegalStatus)),
    effective_on={**_TEXT, "description": "From when the record is in force, as given (EDTF)."},
    since={**_DAY, "description": "The day since which the level holds."},
    since_is_known={"type": "boolean", "description": "Whether that day is known; otherwise on or before it."},
    previous_government=nullable(_GOVERNMENT),
    confidence=word(Confidence),
    rationale=_TEXT,
    review=nullable(word(Review)),
    conditions={"type": "array", "items": _CONDITION},
    statements={"type": "array", "items": _TEXT, "description": "The ids of the statements that it rests on."},
    recorded_at={"type": "string", "format": "date-time"},
)
GUARANTOR: Form = {
    "title": "Guarantor",
    "description": "The part of an actor in the proposal, and where it stands.",
    "type": "object",
    "properties": {
        "actor": whole("ActorBrief", "Who it is.", code=_TEXT, name=_TEXT, kind=word(ActorKind)),
        "role": word(Role),
        "since": {"type": ["string", "null"], "format": "date", "description": "The first day of the part."},
        "until": {"type": ["string", "null"], "format": "date", "description": "The last day of the part."},
        "stance": nullable(_STANDING),
        "statement_count": {"type": "integer", "minimum": 0},
        "latest_statement": {"type": ["string", "null"], "description": "The id of the last statement."},
    },
}


def guarantors() -> Operation:
    """The guarantors of one proposal."""
    page = rows.page(
        "GuarantorPage",
        GUARANTOR,
        ("as_of", "known_at"),
        proposal={**_TEXT, "description": "The slug of the proposal."},
        provision={"type": ["string", "null"], "description": "The provision; null for the whole proposal."},
        count={"type": "integer", "minimum": 0, "description": "How many there are on all pages."},
    )
    return read(
        "listGuarantors",
        Tag.RECORD,
        "Who stands where on a proposal",
        "In the order and with the filters of the guarantor table. “stance” is null where nothing is on record: that "
        "is an absence and no level. CSV has the columns of the table’s file, and “fields” then names those.",
        page,
        names=reading.PARAMETERS,
        choices=reading.CHOICES,
        required=("proposal",),
        is_list=True,
        may_be_missing=True,
        links={
            "first": {
                "operationId": "getGuarantor",
                "description": "The first row.",
                "parameters": {
                    "proposal": "$response.body#/proposal",
                    "code": "$response.body#/results/0/actor/code",
                },
            }
        },
    )


def guarantor() -> Operation:
    """One of them."""
    return read(
        "getGuarantor",
        Tag.RECORD,
        "Where one actor stands on a proposal",
        "The same as a row of the list.",
        rows.with_included(GUARANTOR),
        names=reading.OF_ONE,
        choices=reading.CHOICES,
        may_be_missing=True,
    )
