"""The audit list in words: what was done, to what, and what else is known of it."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop

from guarantors.domain.coding import Review
from guarantors.domain.roles import DeskRole
from guarantors.domain.voice import Relation
from guarantors.exchange.spoken import gettext as _
from guarantors.pages.desk import role_words
from guarantors.pages.labels import label
from guarantors.pages.words import REVIEWED

_VERBS = {
    "added": gettext_noop("Added"),
    "amended": gettext_noop("Amended"),
    "changed": gettext_noop("Changed"),
    "coded": gettext_noop("Coded"),
    "corrected": gettext_noop("Corrected"),
    "handed in": gettext_noop("Handed in"),
    "locked": gettext_noop("Locked"),
    "logged": gettext_noop("Logged"),
    "made": gettext_noop("Made"),
    "merged": gettext_noop("Merged"),
    "paused": gettext_noop("Paused"),
    "published": gettext_noop("Published"),
    "related": gettext_noop("Related"),
    "released": gettext_noop("Released"),
    "removed": gettext_noop("Removed"),
    "renewed the key of": gettext_noop("Renewed the key"),
    "resumed": gettext_noop("Resumed"),
    "revoked": gettext_noop("Revoked"),
    "sent again": gettext_noop("Sent again"),
    "sent back": gettext_noop("Sent back"),
    "took back": gettext_noop("Took back"),
    "withdrawn": gettext_noop("Withdrawn"),
}

_NOUNS = {
    "actor": gettext_noop("actor"),
    "event": gettext_noop("event"),
    "guarantor": gettext_noop("guarantor"),
    "nomination": gettext_noop("nomination"),
    "person": gettext_noop("person"),
    "proposal": gettext_noop("proposal"),
    "provision": gettext_noop("provision"),
    "source": gettext_noop("source"),
    "stance": gettext_noop("stance"),
    "statement": gettext_noop("statement"),
    "submission": gettext_noop("submission"),
    "token": gettext_noop("token"),
    "webhook": gettext_noop("webhook"),
}

_DETAILS = {
    "address": gettext_noop("address"),
    "expires_on": gettext_noop("expires on"),
    "happenings": gettext_noop("happenings"),
    "merged_into": gettext_noop("merged into"),
    "messages": gettext_noop("messages"),
    "person": gettext_noop("person"),
    "review": gettext_noop("review"),
    "roles": gettext_noop("roles"),
    "scopes": gettext_noop("scopes"),
    "signs_in": gettext_noop("signs in"),
    "statement": gettext_noop("statement"),
    "tells": gettext_noop("tells"),
    "title": gettext_noop("title"),
    "url": gettext_noop("address"),
}


def verb(done: str) -> str:
    """What was done, before what it was done to; a verb that is not known here as it is."""
    return _(_VERBS[done]) if done in _VERBS else done


def noun(kind: str) -> str:
    """To what kind of thing."""
    return _(_NOUNS[kind]) if kind in _NOUNS else kind


def why(reason: str, detail: Mapping[str, str]) -> str:
    """The reason given, and what else is known: `roles: editor; signs in: yes`."""
    told = "; ".join(f"{_name(name)}: {_said(name, text)}" for name, text in detail.items())
    return f"{reason} ({told})" if reason and told else reason or told


def _name(name: str) -> str:
    if name in set(Relation):
        return label(name)
    return _(_DETAILS[name]) if name in _DETAILS else name.replace("_", " ")


def _said(name: str, text: str) -> str:
    if name == "roles":
        return ", ".join(role_words.role(DeskRole(word)) for word in text.split(", ") if word)
    if name == "signs_in":
        return _("yes") if text == "yes" else _("no")
    return _(REVIEWED[Review(text)]) if name == "review" else text
