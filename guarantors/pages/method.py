"""`/method/`: how stances are coded, made from the codebook's own constants."""

from django.http import HttpRequest, HttpResponse

from guarantors.address import read_address, read_only, worded
from guarantors.domain import stance, voice
from guarantors.exchange.spoken import gettext as _
from guarantors.pages import agreement
from guarantors.pages.labels import label
from guarantors.pages.view import render_view
from guarantors.queries import coverage
from guarantors.queries.coverage import CoverageRow


@read_only
def method(request: HttpRequest) -> HttpResponse:
    where = read_address(request, allowed=())
    context = {
        "levels": [
            {
                "level": level,
                "label": label(level),
                "order": f"{order:+d}" if order else "0",
                "rule": _(stance.RULES[level]),
            }
            for level, order in stance.ORDER.items()
        ],
        "none": {"level": stance.NO_STANCE, "label": label(stance.NO_STANCE), "rule": _(stance.NO_STANCE_RULE)},
        "legal_statuses": [label(item) for item in stance.LegalStatus],
        "bases": [(label(item), _(rule)) for item, rule in stance.BASIS_RULES.items()],
        "voices": [(label(item), item in voice.SPEAKS_FOR_THE_STATE) for item in voice.Voice],
        "identifications": [(label(item), _(rule)) for item, rule in voice.IDENTIFICATION_RULES.items()],
        "directnesses": [(label(item), _(rule)) for item, rule in voice.DIRECTNESS_RULES.items()],
        "conditions": [(label(item), _(rule)) for item, rule in stance.CONDITION_RULES.items()],
        "roles": [(label(item), item in stance.GUARANTOR_ROLES) for item in stance.Role],
        "agreement": agreement.of(known_at=where.moment),
        "coverage": [_read(row) for row in coverage.coverage()],
    }
    return render_view(request, "method", context, where, clocked=False)


def _read(row: CoverageRow) -> dict[str, str | int]:
    """What was read of one proposal."""
    said = ""
    if row.first_said and row.last_said:
        days = {"first": worded.short_day(row.first_said), "last": worded.short_day(row.last_said)}
        said = _("%(first)s to %(last)s") % days
    return {
        "slug": row.slug,
        "title": row.title,
        "statements": row.statements,
        "sources": row.sources,
        "said": said,
        "last_published": worded.short_day(row.last_published) if row.last_published else "",
        "changed_at": f"{worded.short_day(row.changed_at.date())}, {row.changed_at:%H:%M} UTC",
    }
