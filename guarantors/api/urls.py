"""The API's site map, under /api/v1/."""

from django.urls import path

from guarantors.api.guarantors import guarantors
from guarantors.api.index import index

urlpatterns = [
    path("", index, name="api_index"),
    path("guarantors/", guarantors, name="api_guarantors"),
]
