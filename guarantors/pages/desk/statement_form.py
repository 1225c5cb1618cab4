"""The form of a statement: from what is typed to what is handed in, and from a version on record back to the form."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Self, TypeVar

from django.utils.translation import gettext_noop

from guarantors.actions import statements as statement_actions
from guarantors.address import worded
from guarantors.domain import dates
from guarantors.domain.errors import Breach, Refused, refuse_any
from guarantors.domain.source import is_language
from guarantors.domain.submission import Given, PersonGiven, RelationGiven, SaidGiven, SourceGiven
from guarantors.domain.voice import Directness, Identification, Relation, SourceKind, Voice
from guarantors.pages.desk import statement_fields as described
from guarantors.pages.desk.fields import Data, Fault, Field, put, word_of
from guarantors.pages.desk.languages import code_of, name_of
from guarantors.pages.desk.statement_typed import given_of, known_source, ref_of, typed_of
from guarantors.pages.desk.typed_dates import edtf
from guarantors.pages.labels import within
from guarantors.queries.proposals import ProposalRow

Word = TypeVar("Word", bound=StrEnum)
MOST = 200
"""So many actors and further sources at most: more is a text that was pasted into the wrong field."""

IN_WHICH_FUNCTION = gettext_noop("say in which function the speaker spoke.")
_RELATION = re.compile(r"relations\.(\d+)\.(\w+)")


class StatementForm:
    """`data` is what was typed; without it the form is as nobody has touched it. `known` is the source on record."""

    def __init__(self, proposal: ProposalRow, data: Data | None = None) -> None:
        typed = described.at_first() if data is None else data
        self.proposal = proposal
        self.source = described.source_fields()
        self.more_source = described.more_source_fields()
        self.speaker = described.speaker_fields()
        self.relay = described.relay_fields()
        self.actor = described.actor_fields(proposal)
        self.words = described.words_fields(proposal)
        self.relations = described.relation_fields(typed)
        self.corroborating = described.corroborating_field()
        self.by_name = {item.name: item for item in self._fields()}
        for item in self.by_name.values():
            item.fill(typed)
        self.known = known_source(self._text("source_url"))
        self._rows: list[tuple[Field, Field]] = []

    @classmethod
    def of(cls, proposal: ProposalRow, content: statement_actions.Content) -> Self:
        """The form filled with what a version on record says, to correct a part of it."""
        return cls(proposal, typed_of(given_of(content)))

    @property
    def actors(self) -> tuple[str, ...]:
        """The codes of those on whose behalf it was made."""
        others = re.split(r"[\s,;]+", self._text("more_actors").upper())
        named = tuple(dict.fromkeys(code for code in (*self.by_name["actors"].values, *others) if code))
        return named[: MOST + 1]

    @property
    def named(self) -> list[str]:
        """The same by name, where they have a part in the proposal."""
        names = dict(self.by_name["actors"].choices)
        return [names.get(code, code) for code in self.actors]

    @property
    def asks_for_actors(self) -> bool:
        """Whether nobody is chosen or somebody is refused, so that the choice is not folded away."""
        return not self.actors or any(item.errors for item in self.actor)

    @property
    def unnamed(self) -> bool:
        return self._text("identification") == Identification.UNNAMED

    @property
    def errors(self) -> list[Fault]:
        """Everything that is wrong, in the order of the form."""
        return [fault for item in self._fields() for fault in item.faults]

    @property
    def known_in_short(self) -> str:
        """The source on record in a line: its publisher, day, kind and language; "" for none."""
        if not (known := self.known):
            return ""
        day = worded.short_day(known.published_on) if known.published_on else ""
        parts = (known.publisher, day, within(SourceKind(known.kind)), name_of(known.language))
        return ", ".join(filter(None, parts))

    @property
    def asks_for_source(self) -> bool:
        """Whether the source is to be described, or its description is refused, so that it is not folded away."""
        return self.known is None or any(item.errors for item in [*self.source, *self.more_source])

    @property
    def has_more_source(self) -> bool:
        return any(item.value or item.errors for item in self.more_source)

    @property
    def has_relations(self) -> bool:
        """Whether relations or further sources are given or refused, so that they are not folded away."""
        rows = [item for pair in self.relations for item in pair]
        return any(item.value or item.errors for item in [*rows, self.corroborating])

    @property
    def has_relay(self) -> bool:
        return any(item.value or item.errors for item in self.relay)

    def given(self) -> Given:
        """All that is handed in. Raises `Refused` for words and dates that cannot be read, at their dotted fields."""
        given, faults = self.read()
        refuse_any(faults)
        return given

    def said(self) -> SaidGiven:
        """What was said, without the source. Raises `Refused` as `given` does."""
        return self.given().said

    def read(self) -> tuple[Given, list[Breach]]:
        """All that is handed in, and what of it could not be read; in place of that stands a word that is allowed."""
        faults: list[Breach] = []
        source = self._source(faults)
        published_on = self.known.published_on if self.known else source.published_on
        relations = tuple(self._relations(faults))
        also = described.lines(self.corroborating.values)
        for name, count in (("actors", len(self.actors)), ("corroborated_by", len(also))):
            if count > MOST:
                wording = gettext_noop("at most %(most)s are read; name fewer.")
                faults.append(Breach("list-is-short-enough", f"said.{name}", wording, most=MOST))
        quote, language = self._text("quote"), code_of(self._text("quote_language"))
        of_source = self.known.language if self.known else source.language
        said = SaidGiven(
            said_on=self._said_on(published_on, faults),
            actors=self.actors[:MOST],
            voice=self._word("voice", Voice, Voice.OFFICIAL, faults, needed=IN_WHICH_FUNCTION),
            identification=self._word("identification", Identification, Identification.NAMED, faults),
            directness=self._word("directness", Directness, Directness.DIRECT, faults),
            summary=self._text("summary"),
            speaker=PersonGiven(self._text("speaker"), self._text("office")),
            relayed_by=PersonGiven(self._text("relay"), self._text("relay_office")),
            sequence=self._sequence(faults),
            quote=quote,
            quote_language=language or (of_source if quote and is_language(of_source) else ""),
            corroborated_by=tuple(ref_of(line) for line in also[:MOST]),
        )
        return Given(source, said, relations), faults

    def put(self, breaches: Iterable[Breach]) -> list[Breach]:
        """Say each refusal at its field; answers those that are of something else."""
        return put(breaches, self._at)

    def _fields(self) -> list[Field]:
        rows = [item for pair in self.relations for item in pair]
        groups = (self.source, self.more_source, self.speaker, self.relay, self.actor, self.words, rows)
        return [*(item for group in groups for item in group), self.corroborating]

    def _text(self, name: str) -> str:
        return self.by_name[name].value.strip()

    def _word(self, name: str, names: type[Word], other: Word, faults: list[Breach], needed: str = "") -> Word:
        item, group = self.by_name[name], "source" if name.startswith("source_") else "said"
        place = f"{group}.{name.removeprefix('source_')}"
        if needed and not item.value:
            faults.append(Breach("word-is-known", place, needed))
        return word_of(item, names, place, faults) or other

    def _source(self, faults: list[Breach]) -> SourceGiven:
        if self.known:
            return SourceGiven(id=self.known.ref)
        authors = [name.strip() for name in self._text("source_authors").split(",")]
        return SourceGiven(
            title=self._text("source_title"),
            publisher=self._text("source_publisher"),
            kind=self._word("source_kind", SourceKind, SourceKind.ARTICLE, faults),
            authors=tuple(name for name in authors if name),
            published_on=self._published_on(faults),
            url=self._text("source_url"),
            archived_url=self._text("source_archived_url"),
            language=code_of(self._text("source_language")),
        )

    def _published_on(self, faults: list[Breach]) -> date | None:
        text = edtf(self._text("source_published_on"))
        try:
            return dates.parse_day(text, "source.published_on") if text else None
        except Refused as refused:
            faults += refused.breaches
            return None

    def _said_on(self, published_on: date | None, faults: list[Breach]) -> str:
        text = edtf(self._text("said_on"))
        if self._text("said_within") == described.BY_SOURCE:
            return self._by_source(text, published_on, faults)
        if text or published_on:
            return text or str(published_on)
        wording = gettext_noop("say when it was said, or when the source appeared.")
        faults.append(Breach("date-is-possible", "said.said_on", wording))
        return ""

    def _by_source(self, text: str, published_on: date | None, faults: list[Breach]) -> str:
        if published_on is None:
            fix = gettext_noop(
                "the source has no date, so it bounds nothing; give the date of the source or that of the words."
            )
            faults.append(Breach("date-is-possible", "said.said_on", fix))
            return text
        try:
            first = dates.parse(text, "said.said_on").first if text else self.proposal.made_on
        except Refused as refused:
            faults += refused.breaches
            return text
        return f"{first}/{published_on}" if first < published_on else text or str(published_on)

    def _sequence(self, faults: list[Breach]) -> int:
        text = self._text("sequence") or "1"
        if text.isascii() and text.isdigit() and len(text) < 5:
            return int(text)
        wording = gettext_noop("write a whole number, such as 1.")
        faults.append(Breach("sequence-counts-from-one", "said.sequence", wording))
        return 1

    def _relations(self, faults: list[Breach]) -> Iterator[RelationGiven]:
        self._rows = [row for row in self.relations if row[1].value.strip()]
        for index, (relation, earlier) in enumerate(self._rows):
            place = f"relations.{index}.relation"
            if not relation.value:
                faults.append(Breach("word-is-known", place, gettext_noop("say how it answers the earlier one.")))
            read = word_of(relation, Relation, place, faults)
            yield RelationGiven(earlier.value.strip().rstrip("/").rpartition("/")[2], read or Relation.CLARIFIES)

    def _at(self, field: str) -> Field | None:
        match = _RELATION.fullmatch(field)
        if match:
            row = self._rows[int(match[1])] if int(match[1]) < len(self._rows) else self.relations[0]
            return row[0 if match[2] == "relation" else 1]
        group, _, name = field.partition(".")
        if group == "source":
            # Of a known source only the address is asked.
            return self.by_name["source_url"] if self.known else self.by_name.get(f"source_{name}", self.source[0])
        if group != "said":
            return None
        if name == "speaker" and len(self._text("office")) > len(self._text("speaker")) > 0:
            return self.by_name["office" if len(self._text("office")) > 250 else "speaker"]
        return self.by_name.get("relay" if name == "relayed_by" else name)
