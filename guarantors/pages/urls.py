"""The site map. Fixed words come first, so that no proposal can hide a page: `load_dataset` refuses their slugs."""

from django.urls import path

import guarantors.address.converters  # noqa: F401 - `actor` and `ref`
from guarantors.pages import (
    changes,
    compare,
    corrected,
    embed,
    events,
    export,
    guarantor,
    guarantor_table,
    health,
    home,
    memento,
    method,
    pictures,
    provisions,
    source,
    statement,
    timeline,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("method/", method.method, name="method"),
    path("statements/<ref:ref>/", statement.statement, name="statement"),
    path("sources/<ref:ref>/", source.source, name="source"),
    path("embed/<slug:slug>/", embed.embed_table, name="embed_table"),
    path("embed/<slug:slug>/<actor:code>/", embed.embed_chart, name="embed_chart"),
    path("timegate/<path:page>", memento.timegate, name="timegate"),
    path("timemap/<path:page>", memento.timemap, name="timemap"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("chart.png", pictures.site, name="site_picture"),
    path("<slug:slug>/chart.svg", pictures.proposal, {"form": "svg"}, name="proposal_svg"),
    path("<slug:slug>/chart.png", pictures.proposal, {"form": "png"}, name="proposal_png"),
    path("<slug:slug>/<actor:code>/chart.svg", pictures.guarantor, {"form": "svg"}, name="guarantor_svg"),
    path("<slug:slug>/<actor:code>/chart.png", pictures.guarantor, {"form": "png"}, name="guarantor_png"),
    path("<slug:slug>/", guarantor_table.guarantor_table, name="guarantor_table"),
    path("<slug:slug>/timeline/", timeline.timeline, name="timeline"),
    path("<slug:slug>/provisions/", provisions.provisions, name="provisions"),
    path("<slug:slug>/changes/", changes.changes, name="changes"),
    path("<slug:slug>/compare/", compare.compare, name="compare"),
    path("<slug:slug>/events/", events.events, name="events"),
    path("<slug:slug>/corrected/", corrected.corrected, name="corrected"),
    path("<slug:slug>/export/", export.export, name="export"),
    path("<slug:slug>/<actor:code>/", guarantor.guarantor, name="guarantor"),
]
