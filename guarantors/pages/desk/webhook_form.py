"""The form of a webhook: for whom it is, where it leads, what it tells."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from guarantors.domain.acts import Happening
from guarantors.domain.webhook import LONGEST_TITLE
from guarantors.exchange.spoken import gettext as _
from guarantors.pages.desk.fields import Fault, Field
from guarantors.pages.desk.posted import clean
from guarantors.queries.webhooks import WebhookRow


class WebhookForm:
    """What a webhook is made of; filled with what one says where it is given."""

    def __init__(self, row: WebhookRow | None = None) -> None:
        where = _("Any address.") if settings.WEBHOOK_PRIVATE_ADDRESSES else _("https:// on the public internet.")
        told = tuple((item.value, item.value) for item in Happening)
        length = _("At most %(count)s characters.") % {"count": LONGEST_TITLE}
        self.title = Field("title", _("Who is told"), hint=length, span="h")
        self.url = Field("url", _("Address"), "url", hint=where, span="h")
        self.happenings = Field("happenings", _("What it is told"), "checks", choices=told)
        self.happenings.values = tuple(row.happenings if row else Happening)
        if row:
            self.title.values, self.url.values = (row.title,), (row.url,)
        self.fields = [self.title, self.url, self.happenings]

    def fill(self, posted: Mapping[str, list[str]]) -> None:
        """Put in what was sent."""
        for item in self.fields:
            item.fill({name: [clean(value) for value in values] for name, values in posted.items()})

    def wanted(self) -> dict[str, Any]:
        """The webhook as the actions take one."""
        return {"title": self.title.value, "url": self.url.value.strip(), "happenings": self.happenings.values}

    @property
    def errors(self) -> list[Fault]:
        """Everything that is wrong, in the order of the form."""
        return [fault for item in self.fields for fault in item.faults]
