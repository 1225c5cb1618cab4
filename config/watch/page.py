"""/metrics: for the operator's own monitoring, and nobody else."""

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from config.watch.state import exposition
from guarantors.address import read_only


@never_cache
@read_only
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures for whoever sends METRICS_TOKEN as a bearer; without that setting there is nothing here."""
    if not settings.METRICS_TOKEN:
        raise Http404
    sent = request.META.get("HTTP_AUTHORIZATION", "").encode()
    if not hmac.compare_digest(sent, f"Bearer {settings.METRICS_TOKEN}".encode()):
        return HttpResponse(
            "Send “Authorization: Bearer” with METRICS_TOKEN.\n",
            status=401,
            content_type="text/plain; charset=utf-8",
            headers={"WWW-Authenticate": 'Bearer realm="metrics"'},
        )
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_PLAIN_0_0_4)
