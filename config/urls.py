"""The site map: API, admin, accounts, desk, feeds, citations, files, pages."""

from django.contrib import admin
from django.urls import include, path

from config.watch.page import metrics

urlpatterns = [
    path("api/v1/", include("guarantors.api.urls")),
    path("admin/", admin.site.urls),
    path("accounts/", include("guarantors.pages.desk.account_urls")),
    path("desk/", include("guarantors.pages.desk.urls")),
    path("metrics", metrics, name="metrics"),
    path("", include("guarantors.feeds.urls")),
    path("", include("guarantors.citing.urls")),
    path("", include("guarantors.files.urls")),
    path("", include("guarantors.pages.urls")),
]

handler400 = "guarantors.pages.errors.bad_request"
handler403 = "guarantors.pages.errors.forbidden"
handler404 = "guarantors.pages.errors.not_found"
handler429 = "guarantors.pages.errors.too_many"
handler500 = "guarantors.pages.errors.server_error"
