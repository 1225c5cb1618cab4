"""The site map of the feeds."""

from django.urls import path

import guarantors.address.converters  # noqa: F401 - `actor`
from guarantors.feeds import views

urlpatterns = [
    pattern
    for form in views.FORMS
    for pattern in (
        path(f"feed.{form}", views.site, {"form": form}, name=f"feed_{form}"),
        path(f"<slug:slug>/feed.{form}", views.proposal, {"form": form}, name=f"proposal_feed_{form}"),
        path(f"<slug:slug>/<actor:code>/feed.{form}", views.guarantor, {"form": form}, name=f"guarantor_feed_{form}"),
    )
]
