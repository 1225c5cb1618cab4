"""Webhooks as Standard Webhooks has them: what an address may be, how messages are signed, when they are tried.

Pure: keys come in as bytes, chance as a number, and who resolves a name asks here whether its addresses may be used.
"""

import base64
import hashlib
import hmac
import ipaddress
from collections.abc import Collection, Iterator
from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

from guarantors.domain.acts import Happening
from guarantors.domain.errors import Breach, gettext_noop
from guarantors.domain.text import shown, text_breaches, too_long

LONGEST_URL, LONGEST_TITLE = 1000, 120

RETRIES: tuple[timedelta, ...] = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""How long after each failed try the next one comes, as the specification suggests: over three days in all."""

_SPREAD = 0.2
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_UNICAST = ipaddress.ip_network("2000::/3")


def wait_after(tries: int, chance: float) -> timedelta | None:
    """How long to wait after so many failed tries; None: given up. `chance`, from 0 to 1, spreads those that failed
    together by up to a fifth, so that they do not all come back at once.
    """
    return RETRIES[tries - 1] * (1 + _SPREAD * chance) if tries <= len(RETRIES) else None


def is_taken(status: int) -> bool:
    """Whether the receiver says that it has the message."""
    return HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES


def is_gone(status: int) -> bool:
    """Whether the receiver asks never to be told again."""
    return status == HTTPStatus.GONE


def key(site_secret: str, webhook: str, number: int) -> bytes:
    """The key of a webhook, made from the site's own secret: who has the database alone can sign nothing."""
    return hmac.digest(site_secret.encode(), f"guarantors.webhook:{webhook}:{number}".encode(), hashlib.sha256)


def keys(site_secret: str, webhook: str, number: int) -> list[bytes]:
    """What messages are signed with: the key of that number and the one before, for whoever has not changed it yet."""
    return [key(site_secret, webhook, each) for each in (number, number - 1) if each > 0]


def secret(key_: bytes) -> str:
    """A key as the receiver's library takes it."""
    return "whsec_" + base64.b64encode(key_).decode()


def signature(key_: bytes, message: str, timestamp: int, body: bytes) -> str:
    """The signature of a body that is sent as this message at that second."""
    signed = hmac.digest(key_, f"{message}.{timestamp}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(signed).decode()


def headers(keys_: Collection[bytes], message: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers by which a receiver knows the message, its time and that it comes from us."""
    return {
        "webhook-id": message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signature(each, message, timestamp, body) for each in keys_),
    }


def is_public(text: str) -> bool:
    """Whether an IP address is one of the public internet, through every form that carries an IPv4 address in it."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        carried = _carried(address)
        if carried is not None:
            return is_public(str(carried))
        if address not in _UNICAST:
            return False
    special = address.is_multicast or address.is_reserved or address.is_link_local or address.is_unspecified
    return address.is_global and not (special or address.is_private or address.is_loopback)


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def webhook_breaches(*, url: str, title: str, happenings: Collection[str], private_allowed: bool) -> Iterator[Breach]:
    """All that keeps these from being a webhook."""
    if not title.strip():
        yield Breach("webhook-has-a-title", "title", gettext_noop("say who is told, so that others at the desk know."))
    elif not title.isprintable():
        wording = gettext_noop("holds a character that cannot be seen; take it out.")
        yield Breach("webhook-has-a-title", "title", wording)
    yield from text_breaches("title", title, LONGEST_TITLE)
    yield from _url_breaches(url, private_allowed)
    known = tuple(item.value for item in Happening)
    if not happenings:
        yield Breach(
            "webhook-tells-something", "happenings", gettext_noop("choose at least one of %(known)s."), known=known
        )
    for word in sorted(set(happenings) - set(Happening)):
        wording = gettext_noop("“%(word)s” is not told; there are %(known)s.")
        yield Breach("happening-is-known", "happenings", wording, word=shown(word), known=known)


def _url_breaches(url: str, private_allowed: bool) -> Iterator[Breach]:
    if len(url) > LONGEST_URL:
        yield too_long("url", url, LONGEST_URL)
        return
    if not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        wording = gettext_noop(
            "has characters that an address cannot have; encode them, and write a host of other letters as xn--…."
        )
        yield Breach("webhook-address-is-plain", "url", wording)
        return
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        wording = gettext_noop("“%(url)s” is no address; write it as https://example.org/hook.")
        yield Breach("webhook-address-is-whole", "url", wording, url=shown(url))
        return
    if not host or port == 0:
        wording = gettext_noop("“%(url)s” is no whole address; write it as https://example.org/hook.")
        yield Breach("webhook-address-is-whole", "url", wording, url=shown(url))
    elif parts.scheme not in (("https", "http") if private_allowed else ("https",)):
        wording = gettext_noop("begins with https; write it as https://example.org/hook.")
        if private_allowed:
            wording = gettext_noop("begins with https or http; write it as https://example.org/hook.")
        yield Breach("webhook-address-is-safe", "url", wording)
    elif parts.username is not None or parts.fragment:
        wording = gettext_noop("holds a name, a password or a #; leave them out.")
        yield Breach("webhook-address-is-plain", "url", wording)
    elif not private_allowed and _is_private(host):
        wording = gettext_noop("%(host)s is no address of the public internet; the operator of the site allows others.")
        yield Breach("webhook-address-is-public", "url", wording, host=shown(host))


def _is_private(host: str) -> bool:
    try:
        return not is_public(host)
    except ValueError:  # a name: what it means is looked up, and checked, whenever something is sent
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))
