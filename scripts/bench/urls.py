"""The site map with two addresses to compare with: a constant answer, and a list as Django REST framework makes it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from rest_framework import generics, pagination, serializers

from guarantors.models import StanceRecord

CONSTANT = b"x" * 10_000


class Stance(serializers.ModelSerializer[StanceRecord]):
    class Meta:
        model = StanceRecord
        fields = "__all__"


class Pages(pagination.CursorPagination):
    page_size = 100
    ordering = "-pk"


class Stances(generics.ListAPIView[StanceRecord]):
    queryset = StanceRecord.objects.select_related("guarantor__actor", "provision").prefetch_related("statements")
    serializer_class = Stance
    pagination_class = Pages
    throttle_classes: list[Any] = []


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse(CONSTANT)


urlpatterns = [
    path("bench/constant", constant),
    path("bench/stances/", Stances.as_view()),
    path("", include("config.urls")),
]
handler400 = "guarantors.pages.errors.bad_request"
handler403 = "guarantors.pages.errors.forbidden"
handler404 = "guarantors.pages.errors.not_found"
handler429 = "guarantors.pages.errors.too_many"
handler500 = "guarantors.pages.errors.server_error"
