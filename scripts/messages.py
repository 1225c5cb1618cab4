"""`make messages`: gathers what is to be put into other languages, and writes the catalogues `guarantors/locale/`.

Python and templates are read as they stand; the words of the codebook come from its own sheet. What is translated
stays, what is new is empty, what nobody says any more is taken out. `make messages NEW=es` begins another language,
which is offered to readers once it stands in `LANGUAGES` (config/settings.py).
"""

import ast
import io
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "guarantors" / "locale"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
IN_ENGLISH = ("pages/api/", "api/", "migrations/", "management/")
"""Rooms whose words are in English alone."""

OF_THE_DESK = (
    *("pages/desk/", "admin/", "actions/", "domain/", "models/", "account/", "mfa/", "allauth/"),
    *("queries/audit_marks.py", "queries/waiting.py"),
)
"""Rooms whose words no reader meets; a language is offered at the desk once these are translated too
(`LANGUAGES_OF_THE_DESK`). What the domain says of words and days that anybody types, readers meet."""

TO_READERS = ("domain/dates.py", "domain/text.py")

WITHIN_SENTENCES = {
    *(
        "level",
        "basis",
        "legal_status",
        "condition_status",
        "role",
        "voice",
        "identification",
        "directness",
        "relation",
    ),
    *("confidence", "condition_kind", "source_kind", "source_status"),
}
"""Vocabularies whose words stand within sentences too (`exchange.codebook.within`)."""

AT_THE_DESK = "At the desk."
WIDTH = 120

Found = tuple[str | tuple[str, ...], str | None, list[str]]


def template() -> Catalog:
    """Every message, without a translation; what is said at the desk alone says so."""
    catalog = Catalog(project="Guarantor Tracker", charset="utf-8")
    readers, desk = set_of(gathered(at_the_desk=False)), set_of(gathered(at_the_desk=True))
    every = set_of([*readers.values(), *desk.values()])
    for name, (wording, context, comments) in sorted(every.items(), key=str):
        added = [] if name in readers else [AT_THE_DESK]
        catalog.add(wording, context=context, auto_comments=[*comments, *added])
    return catalog


def set_of(found: Iterable[Found]) -> dict[tuple[str, str | None], Found]:
    """The messages, each once; the same with and without a plural is one, with it."""
    by_id: dict[tuple[str, str | None], Found] = {}
    for wording, context, comments in found:
        one = wording if isinstance(wording, str) else wording[0]
        if (one, context) not in by_id or not isinstance(wording, str):
            by_id[one, context] = (wording, context, comments)
    return by_id


def gathered(*, at_the_desk: bool) -> Iterator[Found]:
    """What is marked in Python and in templates: at the desk alone, or all else with the words of the codebook."""
    for folder, pattern, read in (("guarantors", "*.py", _of_source), ("templates", "*.html", _of_template)):
        for path in sorted((ROOT / folder).rglob(pattern)):
            place = path.relative_to(ROOT / folder).as_posix()
            of_the_desk = place.startswith(OF_THE_DESK) and place not in TO_READERS
            if of_the_desk == at_the_desk and not place.startswith(IN_ENGLISH):
                yield from read(path)
    if not at_the_desk:
        yield from ((text, context, []) for text, context in domain_words())


def _of_source(path: Path) -> Iterator[Found]:
    text = path.read_bytes()
    yield from _read(text)
    # What stands within an f-string is no token of its own before Python 3.12.
    for string in ast.walk(ast.parse(text)):
        for call in ast.walk(string) if isinstance(string, ast.JoinedStr) else ():
            if isinstance(call, ast.Call):
                yield from _read(ast.unparse(call).encode())


def _read(text: bytes) -> Iterator[Found]:
    for _line, wording, comments, context in extract(
        "python", io.BytesIO(text), keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    ):
        yield wording, context, comments


def _of_template(path: Path) -> Iterator[Found]:
    """Django writes a template as lines of calls, among much that is no Python: each line with a call is read."""
    from django.utils.translation.template import templatize

    written = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for line in written.splitlines():
        if "gettext(" in line or "_(" in line:
            yield from _read(line.strip().encode())


def domain_words() -> Iterator[tuple[str, str | None]]:
    """The words of the codebook as readers see them, alone and within a sentence, and its rules; each with what it is
    said of where that makes a difference."""
    from guarantors.exchange import codebook

    for vocabulary, _word, label, _order, rule in codebook.sheet().rows:
        context = codebook.CONTEXTS.get(str(vocabulary))
        yield str(label), context
        if vocabulary in WITHIN_SENTENCES:
            yield str(label).lower(), context
        if rule:
            yield str(rule), None
    yield from ((text, None) for text in _other_domain_words())


def _other_domain_words() -> Iterator[str]:
    from guarantors.domain import agreement, stance

    for metric, rule in agreement.METRIC_RULES.items():
        yield from (stance.label(metric), stance.label(metric).lower(), rule)
    yield from (stance.NO_STANCE_LABEL, stance.NO_STANCE_LABEL.lower(), stance.NO_STANCE_RULE)
    yield stance.standing(None, has_spoken=False)
    yield from (agreement.TOO_FEW, agreement.NOT_CODED_TWICE, agreement.NO_VARIATION, agreement.NO_DISAGREEMENT)
    yield from (agreement.NOT_ASKED_FOR, agreement.TOO_LITTLE_VARIATION)


def path_of(code: str) -> Path:
    """Where a language's catalogue lies."""
    return LOCALE / code / "LC_MESSAGES" / "django.po"


def read(code: str) -> Catalog:
    """A language's catalogue as it lies there; an empty one where there is none yet."""
    path = path_of(code)
    if not path.is_file():
        return Catalog(locale=code, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=code)


def renewed(code: str, all_messages: Catalog) -> Catalog:
    """The catalogue with all messages and no other; what was translated still is."""
    catalog = read(code)
    catalog.update(all_messages, no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    return catalog


def written(catalog: Catalog) -> tuple[bytes, bytes]:
    """The catalogue as people read it, and as programs do."""
    catalog.header_comment = "# `make messages` gathers the messages; what is empty wants a translation."
    catalog.project, catalog.version, catalog.fuzzy = "Guarantor Tracker", "1", False
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)  # so that only messages differ
    catalog.last_translator = catalog.language_team = catalog.msgid_bugs_address = ""
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalog, width=WIDTH, omit_header=False, no_location=True, sort_output=True, include_previous=False)
    said = read_po(io.BytesIO(po.getvalue()), locale=catalog.locale)
    for one in untranslated(said):  # English stands in for them, whose plurals would else be empty
        said.delete(one.id, one.context)
    write_mo(mo, said)
    return po.getvalue(), mo.getvalue()


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    all_messages = template()
    for code in sorted({*sys.argv[1:], *(path.name for path in LOCALE.iterdir())}):
        catalog = renewed(code, all_messages)
        po, mo = written(catalog)
        path_of(code).parent.mkdir(parents=True, exist_ok=True)
        path_of(code).write_bytes(po)
        path_of(code).with_suffix(".mo").write_bytes(mo)
        empty = untranslated(catalog)
        desk = sum(AT_THE_DESK in one.auto_comments for one in empty)
        print(f"{code}: {len(catalog)} messages, {len(empty)} without a translation, {desk} of them at the desk alone")
    return 0


def untranslated(catalog: Catalog) -> list[Message]:
    """The messages that lack a translation, or one of its plurals."""
    return [one for one in catalog if one.id and not all(forms(one))]


def forms(message: Message) -> tuple[str, ...]:
    """What the message is in the language: one text, or one for each of its plurals."""
    string = message.string
    return (string or "",) if isinstance(string, str) or string is None else tuple(string)


if __name__ == "__main__":
    sys.exit(main())
