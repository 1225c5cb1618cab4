"""`/desk/webhooks/`: administrators say who is told, see what did not get through, and send it again."""

import re
from typing import Any

import pytest
from django.conf import settings as site
from django.http import HttpResponse
from django.test import Client
from standardwebhooks import Webhook as Oracle

from guarantors.actions import deliveries, webhooks
from guarantors.domain.acts import Happening
from guarantors.domain.roles import DeskRole
from guarantors.exchange.webhooks.delivering import deliver
from guarantors.models import AuditEntry, Delivery, Webhook
from tests.people import client_of
from tests.receiver import receiver
from tests.world import log, make_proposal

pytestmark = pytest.mark.django_db
FORM = {"do": "add", "title": "A paper", "url": "https://paper.example/hook", "happenings": ["stance.published"]}


@pytest.fixture
def cleo() -> Client:
    return client_of(DeskRole.ADMINISTRATOR)


@pytest.fixture
def there(settings: Any) -> Any:
    settings.WEBHOOK_PRIVATE_ADDRESSES = True
    with receiver([410]) as found:
        yield found


def text(response: HttpResponse) -> str:
    return response.content.decode()


def did(cleo: Client, webhook: Webhook, do: str, **more: Any) -> str:
    """The page that follows a deed."""
    response = cleo.post(f"/desk/webhooks/{webhook.pk}/", {"do": do, **more}, follow=True)
    assert response.redirect_chain == [(f"/desk/webhooks/{webhook.pk}/", 303)]
    return text(response)


def test_an_address_is_added_and_stands_in_the_list(cleo: Client) -> None:
    response = cleo.post("/desk/webhooks/", FORM, follow=True)

    made = Webhook.objects.get()
    assert response.redirect_chain == [(f"/desk/webhooks/{made.pk}/", 303)]
    assert "A paper is told of what happens from now on" in text(response)
    assert (made.made_by, made.happenings) == ("cleo", ["stance.published"])
    listed = text(cleo.get("/desk/webhooks/"))
    assert f'<a href="/desk/webhooks/{made.pk}/">A paper</a>' in listed
    assert "Nothing waits" in listed


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": " "}, "say who is told"),
        ({"url": "http://paper.example/"}, "begins with https"),
        ({"url": "https://10.0.0.1/"}, "10.0.0.1 is no address of the public internet"),
        ({"happenings": []}, "choose at least one"),
        ({"happenings": ["<x>"]}, "“&lt;x&gt;” is not told"),
        ({"title": "a\u200bb"}, "holds a character that cannot be seen"),
    ],
)
def test_what_cannot_be_told_is_refused_at_its_field(cleo: Client, wrong: dict[str, Any], said: str) -> None:
    response = cleo.post("/desk/webhooks/", {**FORM, **wrong})

    assert response.status_code == 422
    assert re.sub("<.*?>", "", said) in re.sub("<(?!x).*?>", "", text(response))
    assert not Webhook.objects.exists()


def test_one_address_has_one_webhook(cleo: Client) -> None:
    cleo.post("/desk/webhooks/", FORM)

    response = cleo.post("/desk/webhooks/", {**FORM, "title": "Another"})

    assert response.status_code == 422
    assert "is told already, as A paper" in text(response)


def test_its_key_is_shown_when_asked_for_and_signs(cleo: Client) -> None:
    cleo.post("/desk/webhooks/", FORM)
    made = Webhook.objects.get()
    page = f"/desk/webhooks/{made.pk}/"
    assert "whsec_" not in text(cleo.get(page))

    first = cleo.post(page, {"do": "secret"})
    did(cleo, made, "key")
    second = cleo.post(page, {"do": "secret"})

    assert first.headers["Cache-Control"] == "private, no-store"
    [shown], [later] = (re.findall(r"whsec_[A-Za-z0-9+/=]+", text(answer)) for answer in (first, second))
    assert shown != later
    Oracle(shown)
    assert site.SECRET_KEY not in text(second)
    assert "whsec_" not in repr(list(AuditEntry.objects.values()))


def test_what_was_given_up_is_listed_and_sent_again(cleo: Client, there: Any) -> None:
    made = webhooks.add(url=there.url, title="A paper", happenings=list(Happening), by="cleo")
    log(make_proposal(), "said")
    deliveries.make()
    deliver()

    page = text(cleo.get(f"/desk/webhooks/{made.pk}/"))
    assert "Given up" in page
    assert "statement.published" in page
    assert "Answered 410." in page
    assert "Paused since" in text(cleo.get("/desk/webhooks/"))

    there.answers = [200]
    assert "1 message will be sent again" in did(cleo, made, "again", delivery=str(Delivery.objects.get().pk))
    assert "is told again" in did(cleo, made, "resume")
    deliver()
    after = text(cleo.get(f"/desk/webhooks/{made.pk}/"))
    assert "Given up" not in after
    assert "delivered, tried 1 time" in after


def test_every_deed_is_on_the_audit_list(cleo: Client) -> None:
    cleo.post("/desk/webhooks/", FORM)
    made = Webhook.objects.get()
    did(cleo, made, "pause")
    did(cleo, made, "resume")
    did(cleo, made, "key")
    did(cleo, made, "change", title="The paper", url="https://paper.example/other", happenings=["stance.withdrawn"])
    response = cleo.post(f"/desk/webhooks/{made.pk}/", {"do": "remove"}, follow=True)

    assert response.redirect_chain == [("/desk/webhooks/", 303)]
    assert not Webhook.objects.exists()
    verbs = list(AuditEntry.objects.filter(noun="webhook").order_by("pk").values_list("verb", "by"))
    assert verbs == [
        (verb, "cleo") for verb in ("added", "paused", "resumed", "renewed the key of", "changed", "removed")
    ]
    shown = text(cleo.get("/desk/audit/"))
    assert "Renewed the key:</b> webhook" in shown
    assert "address: https://paper.example/hook → https://paper.example/other" in shown


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"do": "explode"}, "there is no such button"),
        ({"do": "again"}, "was not given up"),
        ({"do": "again", "delivery": "x"}, "there is no such message"),
        ({"do": "resume"}, "is not paused"),
    ],
)
def test_what_cannot_be_done_is_said(cleo: Client, sent: dict[str, str], said: str) -> None:
    cleo.post("/desk/webhooks/", FORM)
    made = Webhook.objects.get()

    response = cleo.post(f"/desk/webhooks/{made.pk}/", sent)

    assert response.status_code == 400
    assert said in text(response)


def test_a_change_that_changes_nothing_is_refused_above_the_form(cleo: Client) -> None:
    cleo.post("/desk/webhooks/", FORM)
    made = Webhook.objects.get()

    response = cleo.post(f"/desk/webhooks/{made.pk}/", {**FORM, "do": "change"})

    assert response.status_code == 422
    assert "says what is kept already" in text(response)


def test_the_list_costs_the_same_however_many_there_are(cleo: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(5):
        cleo.post("/desk/webhooks/", {**FORM, "url": f"https://paper.example/{number}"})

    with django_assert_max_num_queries(8):
        assert text(cleo.get("/desk/webhooks/")).count(">A paper</a>") == 5
