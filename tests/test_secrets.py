"""Secrets come from the environment or from files, and are changed without anybody being turned away."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from standardwebhooks import Webhook as Oracle

from config.environment import secret
from guarantors.actions import deliveries, webhooks
from guarantors.domain import webhook as signing
from guarantors.domain.acts import Happening
from guarantors.domain.roles import DeskRole
from guarantors.exchange.webhooks.delivering import deliver
from tests.people import make
from tests.receiver import receiver
from tests.test_settings import check
from tests.world import log, make_proposal

PRINTED = """
import json
from django.conf import settings as s
hosts = [s.DATABASES["default"]["NAME"], s.DATABASES["replica 1"]["HOST"], s.CACHE_URL, s.EMAIL_HOST]
print(json.dumps([s.SECRET_KEY, s.SECRET_KEY_FALLBACKS, *hosts, s.METRICS_TOKEN]))
"""


def test_every_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    held = {
        "SECRET_KEY": "a key that is long enough to sign with, and has a # in it\n",
        "SECRET_KEY_FALLBACKS": "one\ntwo\n",
        "DATABASE_URL": "postgresql://somebody:p%40ss@database.example/tracker\n",
        "DATABASE_REPLICA_URLS": "postgresql://somebody@replica.example/tracker",
        "CACHE_URL": "redis://cache.example/0",
        "EMAIL_URL": "smtp://mail.example",
        "METRICS_TOKEN": "for the monitor",
    }
    for name, text in held.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = {f"{name}_FILE": str(tmp_path / name) for name in held}

    done = check(tmp_path, "shell", "--no-imports", "-c", PRINTED, **files)

    key = held["SECRET_KEY"].strip()
    found = [key, ["one", "two"], "tracker", "replica.example", held["CACHE_URL"], "mail.example", "for the monitor"]
    assert json.loads(done.stdout or "null") == found, done.stderr


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"CACHE_URL": "redis://a", "CACHE_URL_FILE": "full"}, "CACHE_URL and CACHE_URL_FILE are both set"),
        ({"CACHE_URL_FILE": "missing"}, "cannot be read: No such file or directory"),
        ({"CACHE_URL_FILE": "."}, "cannot be read: Is a directory"),
        ({"CACHE_URL_FILE": "bytes"}, "cannot be read: it is no text in UTF-8"),
        ({"CACHE_URL_FILE": "empty"}, "is empty; write the secret into it"),
    ],
)
def test_a_file_that_cannot_be_meant_is_named_and_nothing_of_it_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], refused: str
) -> None:
    (tmp_path / "full").write_text("redis://:hidden@host", encoding="utf-8")
    (tmp_path / "empty").write_text("\n", encoding="utf-8")
    (tmp_path / "bytes").write_bytes(b"\xff\xfehidden")
    monkeypatch.chdir(tmp_path)
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=refused) as raised:
        secret("CACHE_URL")
    assert "hidden" not in str(raised.value)


@pytest.mark.django_db
def test_who_is_signed_in_stays_so_while_the_key_is_changed_and_no_longer(settings: Any) -> None:
    client = Client()
    client.force_login(make(DeskRole.EDITOR))
    earlier, settings.SECRET_KEY = settings.SECRET_KEY, "another key, with which the next sessions are signed"
    settings.SECRET_KEY_FALLBACKS = [earlier]
    assert client.get("/desk/").status_code == 200

    stranger = Client()
    settings.SECRET_KEY_FALLBACKS = []
    settings.SECRET_KEY = earlier
    stranger.force_login(User.objects.get())
    settings.SECRET_KEY = "another key, and the one before is thrown away"
    assert stranger.get("/desk/").status_code == 302


@pytest.mark.django_db
def test_a_receiver_knows_us_while_the_secret_of_the_site_is_changed(settings: Any) -> None:
    settings.WEBHOOK_PRIVATE_ADDRESSES = True
    earlier, settings.SECRET_KEY = settings.SECRET_KEY, "another secret, from which keys are made from now on"
    settings.SECRET_KEY_FALLBACKS = [earlier]
    proposal = make_proposal()
    with receiver() as there:
        hook = webhooks.add(url=there.url, title="A paper", happenings=list(Happening), by="cleo")
        log(proposal, "said")
        deliveries.make()
        deliver()

    [(headers, body, _)] = there.heard
    for known in (earlier, settings.SECRET_KEY):
        Oracle(signing.secret(signing.keys(known, str(hook.pk), 1)[0])).verify(body, headers)
