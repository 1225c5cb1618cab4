"""The site map. Fixed words come first, so that no proposal can hide a page: `load_dataset` refuses their slugs."""

from django.urls import path

import guarantors.address.converters  # noqa: F401 - `actor` and `ref`
from guarantors.pages import guarantor, guarantor_table, health, home, method, source, statement

urlpatterns = [
    path("", home.home, name="home"),
    path("method/", method.method, name="method"),
    path("statements/<ref:ref>/", statement.statement, name="statement"),
    path("sources/<ref:ref>/", source.source, name="source"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("<slug:slug>/", guarantor_table.guarantor_table, name="guarantor_table"),
    path("<slug:slug>/<actor:code>/", guarantor.guarantor, name="guarantor"),
]
