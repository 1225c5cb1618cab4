"""The admin looks at the record and never writes it: everything is written through the actions."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from guarantors.models import CodingSheet, Draft, KeptAnswer, Submission, Token


class LookOnly(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """Every row can be read by whoever the site lets in; nobody adds, changes or deletes one here."""

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}  # never filled in, but Django 5 asks for it

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class DecidedOnly(LookOnly):
    """What waits for a second coder is not looked at here: an administrator may be that coder, and codes blind."""

    waits: dict[str, str] = {}

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).exclude(**self.waits)


@admin.register(Submission)
class SubmissionAdmin(DecidedOnly):
    waits = {"outcome": ""}


@admin.register(CodingSheet)
class CodingSheetAdmin(DecidedOnly):
    waits = {"submission__outcome": ""}


UNSEEN = {Draft, KeptAnswer, Submission, CodingSheet, Token}
"""A draft is its owner's alone, and so is an answer kept for whoever sent the request. Submissions and sheets are shown
once they are decided; tokens are managed at the desk, without their digests."""

for model in apps.get_app_config("guarantors").get_models():
    if model not in UNSEEN:
        admin.site.register(model, LookOnly)
