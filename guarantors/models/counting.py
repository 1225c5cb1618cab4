"""Which rows count on the two clocks (DESIGN section 2, rule 6), as conditions; `domain.asof` is the rule in Python."""

from collections import defaultdict
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from guarantors.domain import dates
from guarantors.domain.evidence import begins_on_a_known_day
from guarantors.domain.voice import SPEAKS_FOR_THE_STATE, Directness
from guarantors.models.stance import StanceRecord
from guarantors.models.statement import StatementVersion


def known(known_at: datetime | None, of: str = "") -> Q:
    """What stood in our books at that moment, or stands (None); `of` is the path to the record from another table."""
    closed = f"{of}superseded_at"
    if known_at is None:
        return Q(**{f"{closed}__isnull": True})
    return Q(**{f"{of}recorded_at__lte": known_at}) & (
        Q(**{f"{closed}__isnull": True}) | Q(**{f"{closed}__gt": known_at})
    )


def counted(as_of: date, known_at: datetime, of: str = "") -> Q:
    """The stance records that count on a day as known at a moment; `of` as in `known`."""
    return Q(**{f"{of}effective_day__lte": as_of}) & known(known_at, of)


def bounded_days(records: QuerySet[StanceRecord], known_at: datetime | None) -> set[int]:
    """The ids of those records whose day is only the last on which they can have begun: `on or before`."""
    link = "statement__evidence_for__stance"
    own: dict[tuple[int, str], list[tuple[date, date]]] = defaultdict(list)
    for pk, effective_on, first, last in (
        StatementVersion.objects.filter(
            known(known_at),
            **{f"{link}__in": records.order_by().values("pk"), "spoken_for__actor": F(f"{link}__guarantor__actor")},
            voice__in=SPEAKS_FOR_THE_STATE,
        )
        .exclude(directness=Directness.THIRD_PARTY)
        .order_by()
        .values_list(f"{link}_id", f"{link}__effective_on", "said_first", "said_last")
    ):
        own[pk, effective_on].append((first, last))
    return {pk for (pk, text), days in own.items() if not begins_on_a_known_day(dates.parse(text), days)}
