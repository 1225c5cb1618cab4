"""What random editors hand in, drawn so that most of it keeps the rules and some of it does not."""

from collections.abc import Iterable
from typing import Any, TypeVar

from hypothesis import strategies as st

from guarantors.domain.stance import Basis, ConditionKind, Confidence, LegalStatus, Level
from guarantors.domain.submission import CodingGiven, ConditionGiven, PersonGiven, SaidGiven, Unit
from guarantors.domain.voice import Directness, Identification, Voice

Item = TypeVar("Item")

CODES = ("AA0", "AA1")
people = st.sampled_from(["ben", "cleo", "ada"])
picks = st.integers(0, 99)
rarely = st.integers(0, 19).map(lambda number: number == 13)
"""Whether to slip; hypothesis draws 0 often, so it is another number."""

days = st.sampled_from(["2020-01-02", "2020-01-03", "2020-01", "2020-01-02/2020-01-05", "2020", "2020-04-30"])
voices = st.sampled_from([Voice.MINISTER, Voice.MINISTER, Voice.SPOKESPERSON, Voice.LEGISLATOR])
reasons = st.sampled_from(["Misread.", "Misread.", "Misread.", " "])
levels = st.sampled_from(list(Level))


@st.composite
def said(draw: st.DrawFn) -> dict[str, Any]:
    """What a statement says, but for its words; now and then what no statement can."""
    named = draw(st.booleans())
    return {
        "said_on": "soon" if draw(rarely) else draw(days),
        "actors": ("ZZ9",) if draw(rarely) else draw(st.sampled_from([("AA0",), ("AA0",), ("AA1",), CODES])),
        "speaker": PersonGiven(draw(st.sampled_from(["A. Minister", "B. Other"])) if named else "", "Minister"),
        "voice": draw(voices),
        "identification": Identification.NAMED if named else Identification.UNNAMED,
        "directness": Directness.THIRD_PARTY if draw(rarely) else Directness.DIRECT,
        "sequence": draw(st.integers(1, 2)),
    }


@st.composite
def codings(draw: st.DrawFn, of: SaidGiven) -> list[CodingGiven]:
    """One coder's readings of a statement, now and then with what does not go with the level or the words."""
    units = [Unit(code, provision) for code in of.actors for provision in (None, "clause")]
    found = []
    for unit in draw(st.lists(st.sampled_from(units), unique=True, min_size=1, max_size=2)):
        level, slip = draw(levels), draw(rarely)
        sure = of.identification is Identification.NAMED or slip
        found.append(
            CodingGiven(
                guarantor=unit.guarantor,
                provision=unit.provision,
                level=level,
                confidence=draw(st.sampled_from([Confidence.HIGH, Confidence.LOW])) if sure else Confidence.LOW,
                rationale="" if slip else "Reads so.",
                basis=draw(st.sampled_from([None, Basis.MIXED])) if level is Level.NONCOMMITTAL else None,
                legal_status=LegalStatus.SIGNED if (level is Level.COMMITTED) != slip else None,
                conditions=draw(st.sampled_from([(), (ConditionGiven(ConditionKind.CONSENT, "If others do."),)])),
            )
        )
    return found


def one(found: Iterable[Item], pick: int) -> Item | None:
    """The one that the number picks, None of none."""
    listed = list(found)
    return listed[pick % len(listed)] if listed else None
