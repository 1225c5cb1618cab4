"""`/accounts/data/`: what is kept of whoever asks, in words, and all of it as a file."""

from datetime import UTC, datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from guarantors.queries import own


@require_safe
@login_required
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "account/data.html")


@require_safe
@login_required
def download(request: HttpRequest) -> HttpResponse:
    now = datetime.now(UTC)
    kept = own.of(request.user, now=now)  # type: ignore[arg-type]  # `login_required` let a person in
    answer = JsonResponse({"as_of": now, **kept}, json_dumps_params={"indent": 1, "ensure_ascii": False})
    name = f"{request.user.get_username()}_{now.date().isoformat()}.json"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
