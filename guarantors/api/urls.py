"""The API's site map, under /api/v1/."""

from django.urls import path

from guarantors.api.guarantors import guarantors
from guarantors.api.index import index
from guarantors.api.statements import Statements

urlpatterns = [
    path("", index, name="api_index"),
    path("guarantors/", guarantors, name="api_guarantors"),
    path("statements/", Statements.as_view(), name="api_statements"),
]
