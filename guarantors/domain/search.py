"""Full-text search: what a word is, what a query asks for, how well a text answers it, and which words to mark.

Both databases index the tokens made here and are asked for nothing but them, so that they find the same statements; the
order is `score`, computed here too, because the ranking functions of the two engines (bm25, ts_rank) differ.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from guarantors.domain.text import folded

LONGEST_TOKEN = 60
"""A longer run of letters is cut here, in texts and queries alike: an index entry has to be short."""

PREFIX_FROM = 2
"""A last word of so many characters finds longer words too; one letter would find nearly everything."""

WEIGHTS = {"speaker": 8, "summary": 6, "quote": 5, "title": 4, "office": 3, "publisher": 2}
"""The fields that are searched, in the order in which they are indexed, and what a hit in each is worth.

Who spoke says most about a statement, then our summary and the words themselves, then where it was printed: a
publisher's name is on every statement of its paper, a speaker's only on his own.
"""

MOST_HITS = 3
"""Further occurrences in one field add nothing, so that a long quotation does not outrank a short one by length."""

_FIELD, _PART = "|", "."
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))


class _Folding(dict[int, str]):
    """From a character to what it is indexed as: folded; a space where words end; an ideograph as a word of its own."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        kept = [item if item.isalnum() or unicodedata.category(item)[0] == "M" else " " for item in folded(character)]
        made = "".join(kept) if unicodedata.category(character) != "Cf" else ""  # a soft hyphen or direction mark
        self[code] = f" {made} " if _is_ideograph(code) else made
        return self[code]


def _is_ideograph(code: int) -> bool:
    """Han and kana are written without spaces between words."""
    return (
        0x3040 <= code <= 0x30FF or 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF
    )


_FOLDING = _Folding()
_ASCII = "".join(_FOLDING[code] for code in range(128)).encode().ljust(256)
"""The same for plain texts, as a table of bytes."""


def tokens(text: str) -> list[str]:
    """The words of a text, folded: `Türkiye’s “no”` has `turkiye`, `s` and `no`."""
    # The first way is ten times faster, and the same.
    spaced = text.encode().translate(_ASCII).decode() if text.isascii() else text.translate(_FOLDING)
    words = spaced.split()
    return words if len(text) <= LONGEST_TOKEN else [word[:LONGEST_TOKEN] for word in words]


def indexed(fields: Sequence[Sequence[str | None]]) -> str:
    """What is stored of a statement: the tokens of its fields, each given as its parts, in the order of `WEIGHTS`.

    Every token stands between spaces; no phrase reaches from one part or field into the next.
    """
    pieces: list[str] = []
    for place, field in enumerate(fields):
        if place:
            pieces.append(_FIELD)
        if words := _words(tuple(field)):
            pieces.append(words)
    return f" {' '.join(pieces)} "


@lru_cache(maxsize=1024)  # many statements share who spoke, and where it was printed
def _words(parts: tuple[str | None, ...]) -> str:
    return f" {_PART} ".join([" ".join(words) for part in parts if part and (words := tokens(part))])


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must follow one another; with `is_prefix` the last may be the beginning of a longer one."""

    words: tuple[str, ...]
    is_prefix: bool = False

    @property
    def text(self) -> str:
        """The term as it stands within an indexed text."""
        return " " + " ".join(self.words) + ("" if self.is_prefix else " ")


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: every term must occur. No term means that the text asked for has no letter or digit."""

    terms: tuple[Term, ...]


def parse(text: str) -> Query:
    """Words and "phrases in quotes". The last word finds longer ones too, unless its quotes are closed."""
    text = text.translate(_QUOTES).strip()
    terms: list[Term] = []
    for number, piece in enumerate(text.split('"')):
        # Every second piece is quoted; a word with a hyphen is a phrase as well.
        chunks = [piece] if number % 2 else piece.split()
        terms += [Term(words) for chunk in chunks if (words := tuple(tokens(chunk)))]
    if terms and not text.endswith('"') and len(terms[-1].words[-1]) >= PREFIX_FROM:
        terms[-1] = Term(terms[-1].words, is_prefix=True)
    return Query(tuple(dict.fromkeys(terms)))


def answers(query: Query, text: str) -> bool:
    """Whether every term occurs in an indexed text."""
    return all(term.text in text for term in query.terms)


def score(query: Query, text: str) -> int:
    """How well an indexed text answers: for each term, the weight of every field with it, times the hits there.

    A whole word counts twice what a longer word that begins with it does. Zero where a term does not occur.
    """
    total = 0
    fields = text.split(_FIELD)
    for term in query.terms:
        whole = Term(term.words).text
        found = 0
        for field, weight in zip(fields, WEIGHTS.values(), strict=True):
            if begun := field.count(term.text):
                hits = field.count(whole) if term.is_prefix else begun
                found += weight * (min(hits, MOST_HITS) + min(begun, MOST_HITS))
        if not found:
            return 0
        total += found
    return total


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text as it is written, and whether it was looked for."""

    text: str
    is_hit: bool


def pieces(query: Query, text: str) -> list[Piece]:
    """The text in stretches, those that the query finds marked; joined they are the text again."""
    spans = list(_spans(text))
    marked = bytearray(len(text))
    for term in query.terms:
        for start, (word, first, last) in enumerate(spans):
            if len(term.words) > 1:
                run = spans[start : start + len(term.words)]
                if not _matches(term, [word for word, _, _ in run]):
                    continue
                last = run[-1][2]
            elif not _matches(term, [word]):
                continue
            marked[first:last] = b"\x01" * (last - first)
    if not any(marked):
        return [Piece(text, False)] if text else []
    found: list[Piece] = []
    begin = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or marked[end] != marked[begin]:
            found.append(Piece(text[begin:end], bool(marked[begin])))
            begin = end
    return found


def _matches(term: Term, words: Sequence[str]) -> bool:
    if term.is_prefix:
        return tuple(words[:-1]) == term.words[:-1] and words[-1].startswith(term.words[-1])
    return tuple(words) == term.words


def _spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Each token with where it begins and ends in the text."""
    word, begin, end = "", 0, 0
    for position, character in enumerate(text):
        folded_to = _FOLDING[ord(character)]
        for made in folded_to:
            if made != " ":
                begin, word, end = begin if word else position, word + made, position + 1
            elif word:
                yield word[:LONGEST_TOKEN], begin, end
                word = ""
        if word and not folded_to:
            end = position + 1  # a combining accent belongs to its letter
    if word:
        yield word[:LONGEST_TOKEN], begin, end
