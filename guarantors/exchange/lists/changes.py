"""The list of changes: every act on the record by number, for a mirror to follow for ever."""

from typing import Any

from django.db.models import CharField, F, Func, QuerySet, Value
from django.db.models.functions import NullIf

from guarantors.domain.acts import Act, Noun
from guarantors.exchange.lists.listing import Computed, Listing, Named, Order, Row
from guarantors.exchange.sheet import Column, Kind
from guarantors.exchange.tables.table import Attribute, Scope, Table, moment, number, text, word
from guarantors.models import Change

_DIGEST = r"[0-9a-f]{64}"


class _Hex(Func):
    """Bytes as lower-case hexadecimal digits."""

    template = "encode(%(expressions)s, 'hex')"
    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(compiler, connection, template="lower(hex(%(expressions)s))", **extra)


def _changes(scope: Scope) -> QuerySet[Change]:
    return Change.objects.annotate(
        its_version=NullIf(F("version"), Value(0)), its_content=_Hex("content"), its_digest=_Hex("digest")
    )


def _href(row: Row) -> str:
    """Where the API has what was changed: the thing itself, or the list in which it stands."""
    noun, proposal, name = row["noun"], row["proposal"], row["id"]
    match noun:
        case Noun.CODING | Noun.RELATION:
            return f"/api/v1/{noun}s/?statement={name}"
        case Noun.NOMINATION:
            return f"/api/v1/nominations/?proposal={proposal}"
        case Noun.STANCE | Noun.PROVISION | Noun.GUARANTOR | Noun.EVENT:
            return f"/api/v1/{noun}s/{proposal}/{name}/"
        case _:
            return f"/api/v1/{noun}s/{name}/"


CHANGES = Listing(
    name="changes",
    one="change",
    table=Table(
        name="changes",
        says="Every act on the record, in the order in which they were committed: numbers have no gaps.",
        attributes=(
            number("number", "Its number: whoever has read up to one has missed nothing before it.", least=1),
            word("noun", "What it was done to.", Noun),
            word("act", "What was done.", Act),
            text(
                "proposal",
                "The slug of the proposal; empty for what belongs to none.",
                "proposal__slug",
                required=False,
            ),
            text("id", "The name of the thing: within its proposal where it has one.", "ref"),
            Attribute(
                Column("version", Kind.INTEGER, "The version that it made or withdrew; empty where there are none."),
                "its_version",
                required=False,
                least=1,
            ),
            text("reason", "Why; empty for what was added.", required=False),
            moment("recorded_at", "The moment from which a view knows of it (UTC)."),
            text("recorded_by", "Who did it."),
            text(
                "content",
                "The SHA-256 of what it put on record, in hexadecimal digits.",
                "its_content",
                pattern=_DIGEST,
            ),
            text(
                "digest",
                "The SHA-256 of the act, its content and the digest before it: no act up to this one can be rewritten "
                "without another digest here.",
                "its_digest",
                pattern=_DIGEST,
            ),
        ),
        query=_changes,
        key=("number",),
    ),
    computed=(
        Computed(
            text("href", "Where the API has it: the thing itself, or the list in which it stands."),
            _href,
        ),
    ),
    orders={"number": Order(())},
    key=("number",),
    filters={"proposal": "proposal__slug", "noun": "noun", "act": "act"},
    names={"proposal": Named("proposals", ("proposal",))},
    goes_on=True,
)
