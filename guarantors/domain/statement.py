"""What a statement must say of itself before it may be put on record."""

from collections.abc import Iterator, Sequence
from datetime import date

from guarantors.domain.dates import GivenDate, latest_possible
from guarantors.domain.errors import Breach, Refused, gettext_noop, named_once
from guarantors.domain.source import is_language
from guarantors.domain.text import text_breaches
from guarantors.domain.voice import Directness, Identification

LONGEST_QUOTE = 500
"""A short quotation for comment and research, not a copy of the article."""

MOST_IN_A_DAY = 999


def statement_breaches(
    *,
    said_on: GivenDate,
    published_on: date | None,
    actors: Sequence[str],
    speaker: str,
    relay: str,
    identification: Identification,
    directness: Directness,
    summary: str,
    quote: str,
    office: str = "",
    relay_office: str = "",
    sequence: int = 1,
    quote_language: str = "",
    corroborated_by: Sequence[str] = (),
) -> Iterator[Breach]:
    """Every rule that a statement would break, each with the fact and the fix; none when it may stand."""
    try:
        latest_possible(said_on, published_on)
    except Refused as refused:
        yield from refused.breaches
    if not actors:
        wording = gettext_noop("name at least one actor on whose behalf it was made.")
        yield Breach("statement-speaks-for-somebody", "actors", wording)
    yield from named_once("actors", actors)
    yield from named_once("corroborated_by", corroborated_by)
    if not summary.strip():
        yield Breach("statement-has-a-summary", "summary", gettext_noop("say in our own words what was said."))
    if identification is Identification.NAMED and not speaker.strip():
        wording = gettext_noop("a named speaker has a name; give it, or say unnamed or institution.")
        yield Breach("named-means-a-speaker", "speaker", wording)
    if identification is Identification.UNNAMED and speaker:
        wording = gettext_noop("“%(name)s” is a name; leave it out, or say named.")
        yield Breach("unnamed-means-no-speaker", "speaker", wording, name=speaker)
    relayed = relay or relay_office
    if directness is Directness.RELAYED and not relayed.strip():
        yield Breach("relayed-names-the-relay", "relayed_by", gettext_noop("relayed words say who relayed them."))
    if directness is not Directness.RELAYED and relayed:
        wording = gettext_noop("“%(name)s” goes with the directness relayed, not %(directness)s.")
        yield Breach("only-relayed-has-a-relay", "relayed_by", wording, name=relayed, directness=directness)
    if len(quote) > LONGEST_QUOTE:
        # Translators: any number may stand here: where a language has many plurals, put it after a colon.
        wording = gettext_noop("it has %(length)s characters; quote at most %(longest)s.")
        yield Breach("quotation-is-short", "quote", wording, length=len(quote), longest=LONGEST_QUOTE)
    if quote_language and not is_language(quote_language):
        wording = gettext_noop("name it by its code, such as en or uk.")
        yield Breach("source-names-its-language", "quote_language", wording)
    if not 1 <= sequence <= MOST_IN_A_DAY:
        wording = gettext_noop("the first statement of a day is number 1, and the last at most %(most)s.")
        yield Breach("sequence-counts-from-one", "sequence", wording, most=MOST_IN_A_DAY)
    yield from text_breaches("summary", summary)
    yield from text_breaches("quote", quote)
    for field, name, held in (("speaker", speaker, office), ("relayed_by", relay, relay_office)):
        yield from text_breaches(field, name, 160)
        yield from text_breaches(field, held, 250)


def relation_breaches(later: str, earlier: str) -> Iterator[Breach]:
    """A statement answers another one."""
    if later == earlier:
        wording = gettext_noop("%(ref)s cannot answer itself; name another one.")
        yield Breach("relation-joins-two-statements", "earlier", wording, ref=later)
