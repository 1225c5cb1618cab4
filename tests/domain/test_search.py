"""What a word is, what a query asks for, how well a text answers it, and which words are marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantors.domain.search import (
    LONGEST_TOKEN,
    MOST_HITS,
    WEIGHTS,
    Query,
    Term,
    answers,
    indexed,
    parse,
    pieces,
    score,
    tokens,
)

texts = st.text(st.sampled_from("aAbıİłøéüß ﬁ-'\"“”.|%_\\*:&!()\n\u0301\u00ad台湾שָׁ") | st.characters(), max_size=40)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Türkiye’s “No”", ["turkiye", "s", "no"]),
        ("Istanbul İSTANBUL ıstanbul", ["istanbul", "istanbul", "istanbul"]),
        ("Łódź, Øresund, Đukanović, Ærø", ["lodz", "oresund", "dukanovic", "aero"]),
        ("NATO-style, Article 5", ["nato", "style", "article", "5"]),
        ("e\u0301tat, co\u00adoperation", ["etat", "cooperation"]),
        ("台湾 安全", ["台", "湾", "安", "全"]),
        ("?! — …", []),
        ("x" * 100, ["x" * LONGEST_TOKEN]),
    ],
)
def test_a_text_is_split_and_folded_into_words(text: str, words: list[str]) -> None:
    assert tokens(text) == words


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        ("turkiye", [Term(("turkiye",), True)]),
        ("security pact", [Term(("security",)), Term(("pact",), True)]),
        ('"security pact"', [Term(("security", "pact"))]),
        ("“security pact” now", [Term(("security", "pact")), Term(("now",), True)]),
        ('"security pa', [Term(("security", "pa"), True)]),
        ("NATO-style", [Term(("nato", "style"), True)]),
        ("a", [Term(("a",))]),
        ("same same now", [Term(("same",)), Term(("now",), True)]),
        ("?!", []),
    ],
)
def test_a_query_is_words_and_phrases_and_the_last_word_may_go_on(asked: str, terms: list[Term]) -> None:
    assert parse(asked).terms == tuple(terms)


def entry(**fields: str) -> str:
    return indexed([[fields.get(name, "")] for name in WEIGHTS])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("turk", True),
        ('"turk"', False),
        ("joint declaration", True),
        ('"joint declaration"', True),
        ('"declaration joint"', False),
        ('"minister joint"', False),
        ("minister absent", False),
    ],
)
def test_a_text_answers_when_every_word_and_phrase_occurs(asked: str, found: bool) -> None:
    text = entry(speaker="A. Minister", summary="Joint declaration with Türkiye")

    assert answers(parse(asked), text) is found
    assert (score(parse(asked), text) > 0) is found


def test_no_phrase_reaches_from_one_part_into_the_next() -> None:
    text = indexed([["Olaf Scholz", "Steffen Hebestreit"], ["said"], [""], [""], [""], [""]])

    assert answers(parse("scholz said"), text)
    assert not answers(parse('"scholz steffen"'), text)
    assert not answers(parse('"hebestreit said"'), text)


def test_a_speaker_outranks_a_summary_and_a_publisher_comes_last() -> None:
    asked = parse('"pact"')
    scores = [score(asked, entry(**{field: "pact"})) for field in WEIGHTS]

    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_a_whole_word_counts_twice_a_beginning_and_repetition_has_an_end() -> None:
    whole, begun = score(parse("pact"), entry(quote="pact")), score(parse("pact"), entry(quote="pacts"))

    assert whole == 2 * begun
    assert score(parse("pact"), entry(quote="pact " * 50)) == MOST_HITS * whole


def marked(asked: str, text: str) -> str:
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces(parse(asked), text))


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("turkiye", "In [Türkiye]’s view, NATO-style pacts"),
        ("view in", "[In] Türkiye’s [view], NATO-style pacts"),
        ("NATO-style", "In Türkiye’s view, [NATO-style] pacts"),
        ("pac", "In Türkiye’s view, NATO-style [pacts]"),
        ('"pac"', "In Türkiye’s view, NATO-style pacts"),
    ],
)
def test_the_words_that_were_looked_for_are_marked_as_they_are_written(asked: str, shown: str) -> None:
    assert marked(asked, "In Türkiye’s view, NATO-style pacts") == shown


def test_a_letter_is_marked_with_its_accents() -> None:
    assert marked("turkiye", "Tu\u0308rkiye") == "[Tu\u0308rkiye]"
    assert marked('"cafe"', "cafe\u0301 au lait") == "[cafe\u0301] au lait"


@given(texts, texts)
def test_pieces_joined_are_the_text_again(asked: str, text: str) -> None:
    assert "".join(piece.text for piece in pieces(parse(asked), text)) == text


@given(texts)
def test_a_text_is_found_by_itself_and_marked(text: str) -> None:
    quoted = Query((Term(tuple(tokens(text))),)) if tokens(text) else None
    if quoted:
        assert answers(quoted, entry(summary=text))
        assert any(piece.is_hit for piece in pieces(quoted, text))


@given(texts)
def test_a_token_holds_nothing_that_could_end_its_quotes(text: str) -> None:
    for token in tokens(text):
        assert not set(token) & set("\"'\\|.%_* :&!()<>\0")
        assert token == token.casefold()
        assert tokens(token) == [token]


@pytest.mark.parametrize("code", range(128))
def test_a_plain_text_has_the_words_that_it_has_beside_another_letter(code: int) -> None:
    text = f"A{chr(code)}b {chr(code)} {chr(code)}C"
    assert [*tokens(text), "e"] == tokens(f"{text} é")
