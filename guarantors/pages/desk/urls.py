"""The desk's part of the site map: `/desk/`. Each view asks for its right by `access.desk`."""

from django.urls import path

from guarantors.pages.desk import home

urlpatterns = [
    path("", home.home, name="desk"),
]
