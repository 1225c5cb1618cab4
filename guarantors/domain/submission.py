"""What an editor hands in: a statement with its source, its relations and a coding, before any of it is on record.

The plain form (`plain`, `from_plain`) is what waits in the database; its keys are those of the dataset format.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, NamedTuple

from guarantors.domain.stance import Basis, ConditionKind, ConditionStatus, Confidence, LegalStatus, Level
from guarantors.domain.voice import Directness, Identification, Relation, SourceKind, Voice

Plain = dict[str, Any]


class Unit(NamedTuple):
    """What is coded: one guarantor, on the whole proposal (None) or on one provision."""

    guarantor: str
    provision: str | None


@dataclass(frozen=True, slots=True)
class PersonGiven:
    """Who speaks or relays, as the source has it; no name for an unnamed voice or an institution."""

    name: str = ""
    office: str = ""


NOBODY = PersonGiven()


@dataclass(frozen=True, slots=True)
class SourceGiven:
    """A source that may be on record: `id` names it, and the rest is then left out; without it, all of a new one."""

    id: str = ""
    title: str = ""
    publisher: str = ""
    kind: SourceKind = SourceKind.ARTICLE
    authors: tuple[str, ...] = ()
    published_on: date | None = None
    url: str = ""
    archived_url: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class SaidGiven:
    """What was said, by whom and on behalf of whom. `said_on` is as given (EDTF)."""

    said_on: str
    actors: tuple[str, ...]
    voice: Voice
    identification: Identification
    directness: Directness
    summary: str
    speaker: PersonGiven = NOBODY
    relayed_by: PersonGiven = NOBODY
    sequence: int = 1
    quote: str = ""
    quote_language: str = ""
    corroborated_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConditionGiven:
    """What the stance hangs on."""

    kind: ConditionKind
    text: str
    status: ConditionStatus = ConditionStatus.OPEN


@dataclass(frozen=True, slots=True)
class CodingGiven:
    """One coder's reading for one guarantor, on the whole proposal or on one provision."""

    guarantor: str
    provision: str | None
    level: Level
    confidence: Confidence
    rationale: str = ""
    basis: Basis | None = None
    legal_status: LegalStatus | None = None
    conditions: tuple[ConditionGiven, ...] = ()

    @property
    def unit(self) -> Unit:
        return Unit(self.guarantor, self.provision)

    def with_confidence(self, confidence: Confidence) -> "CodingGiven":
        return replace(self, confidence=confidence)


@dataclass(frozen=True, slots=True)
class StanceGiven:
    """A whole stance record as it shall stand, with names for rows; no provision means the whole proposal."""

    effective_on: str
    level: Level
    confidence: Confidence
    rationale: str
    statements: tuple[str, ...]
    provision: str | None = None
    sequence: int = 1
    basis: Basis | None = None
    legal_status: LegalStatus | None = None
    conditions: tuple[ConditionGiven, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationGiven:
    """How the statement answers an earlier one, named by its id."""

    earlier: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class Given:
    """A whole statement as it is handed in, without anybody's coding."""

    source: SourceGiven
    said: SaidGiven
    relations: tuple[RelationGiven, ...] = ()

    def plain(self) -> Plain:
        plain: Plain = _plain(self)
        return plain

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Given":
        """The same from its plain form."""
        source, said = plain["source"], plain["said"]
        published_on = source["published_on"]
        return cls(
            source=SourceGiven(
                **{
                    **source,
                    "kind": SourceKind(source["kind"]),
                    "authors": tuple(source["authors"]),
                    "published_on": date.fromisoformat(published_on) if published_on else None,
                }
            ),
            said=SaidGiven(
                **{
                    **said,
                    "actors": tuple(said["actors"]),
                    "voice": Voice(said["voice"]),
                    "identification": Identification(said["identification"]),
                    "directness": Directness(said["directness"]),
                    "speaker": PersonGiven(**said["speaker"]),
                    "relayed_by": PersonGiven(**said["relayed_by"]),
                    "corroborated_by": tuple(said["corroborated_by"]),
                }
            ),
            relations=tuple(RelationGiven(item["earlier"], Relation(item["relation"])) for item in plain["relations"]),
        )


def plain_codings(codings: Sequence[CodingGiven]) -> list[Plain]:
    """A coder's readings in their plain form."""
    return [_plain(coding) for coding in codings]


def codings_from_plain(plain: Sequence[Mapping[str, Any]]) -> tuple[CodingGiven, ...]:
    """The same back."""
    return tuple(
        CodingGiven(
            guarantor=item["guarantor"],
            provision=item["provision"],
            level=Level(item["level"]),
            confidence=Confidence(item["confidence"]),
            rationale=item["rationale"],
            basis=Basis(item["basis"]) if item["basis"] else None,
            legal_status=LegalStatus(item["legal_status"]) if item["legal_status"] else None,
            conditions=tuple(
                ConditionGiven(
                    ConditionKind(condition["kind"]), condition["text"], ConditionStatus(condition["status"])
                )
                for condition in item["conditions"]
            ),
        )
        for item in plain
    )


def _plain(value: Any) -> Any:
    """Mappings, lists, texts, numbers and None."""
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
