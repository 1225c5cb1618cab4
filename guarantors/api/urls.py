"""The API's site map, under /api/v1/."""

from django.urls import path

from guarantors.api.index import Index
from guarantors.api.reads import urls as reads
from guarantors.api.schema.views import SchemaView
from guarantors.api.statements import StatementsView
from guarantors.api.writes import urls as writes
from guarantors.exchange.lists import LISTS

urlpatterns = [
    path("", Index.as_view(), name="api_index"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("statements/", StatementsView.as_view(listing=LISTS["statements"]), name="api_statements"),
    *reads.urlpatterns,
    *writes.urlpatterns,
]
