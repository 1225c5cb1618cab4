"""`/desk/sources/<id>/describe/`: a source described better; what each field was is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from guarantors.actions import sources
from guarantors.domain import dates
from guarantors.domain.roles import Right
from guarantors.domain.voice import SourceKind
from guarantors.exchange.spoken import gettext as _
from guarantors.models import Source
from guarantors.pages.desk import source_subject
from guarantors.pages.desk.access import desk
from guarantors.pages.desk.fields import Field, word_of, words
from guarantors.pages.desk.languages import code_of
from guarantors.pages.desk.source_subject import SourceSubject
from guarantors.pages.desk.typed_dates import edtf
from guarantors.pages.desk.verb import Verb, answer
from guarantors.queries.contents import Shape


class Describe(Verb[SourceSubject]):
    name = gettext_noop("Describe the source better")
    does = gettext_noop("Do it: describe the source better")
    says = gettext_noop(
        "We described it wrongly or in part. Whether its publisher still stands by it is said by a mark instead."
    )
    done = gettext_noop("%(ref)s is described anew.")
    shows_stances = False

    def ask(self) -> list[Field]:
        found = [
            Field("title", _("Title")),
            Field("publisher", _("Publisher"), span="h"),
            Field("published_on", _("Published"), span="h", hint=_("The day: 2022-03-30, or 30 March 2022.")),
            Field("kind", _("Kind"), "select", span="h", choices=words(SourceKind)),
            Field("language", _("Language"), span="h", hint=_("Its name or code.")),
            Field("authors", _("Authors"), hint=_("Separated by commas.")),
            Field("url", _("Address")),
            Field("archived_url", _("Archived address"), hint=_("A copy that does not change.")),
            Field("note", _("Note"), "area", _("What a reader should know of it.")),
        ]
        for item in found:
            value = getattr(self.subject.row, item.name)
            text = ", ".join(value) if item.name == "authors" else "" if value is None else str(value)
            item.values = (text,)
        return found

    def act(self, *, reason: str, by: str, seen: int) -> Shape:
        sources.amend(source=self.subject.row, values=self._values(), reason=reason, by=by, seen=seen - 1)
        return source_subject.shape(Source.objects.get(pk=self.subject.row.pk))

    def effects(self) -> list[str]:
        return [_("Its page, and every page that cites it, say so from then on; pages of an earlier moment stay.")]

    def _values(self) -> dict[str, Any]:
        day = edtf(self.value("published_on"))
        kind = next(item for item in self.fields if item.name == "kind")
        names = ("title", "publisher", "url", "archived_url", "note")
        return {
            **{name: self.value(name) for name in names},
            "published_on": dates.parse_day(day, "published_on") if day else None,
            "kind": word_of(kind, SourceKind, "kind", []) or SourceKind(self.subject.row.kind),
            "language": code_of(self.value("language")),
            "authors": [name.strip() for name in self.value("authors").split(",") if name.strip()],
        }


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.CORRECT)
def describe(request: HttpRequest, ref: str) -> HttpResponse:
    about = source_subject.of(ref)
    return answer(request, lambda typed: Describe(about, typed))
