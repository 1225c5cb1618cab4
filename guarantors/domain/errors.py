"""The refusals: every rule that an entry can break, said with its field, the fact and the fix."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, init=False)
class Wording:
    """What is said in words, and can be said in another language: a text, and the facts for its places.

    `%(name)s` in the text is the place of the fact of that name; without facts the text stands as it is. A fact is a
    name or a number, a word of the vocabulary, a `GivenDate`, another wording, or a tuple of such.
    """

    text: str
    facts: tuple[tuple[str, object], ...]

    def __init__(self, text: str, /, **facts: object) -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "facts", tuple(facts.items()))

    @property
    def message(self) -> str:
        """The fact and the fix in English, as programs, commands and logs say them."""
        return self.text % {name: _in_english(value) for name, value in self.facts} if self.facts else self.text

    def __str__(self) -> str:
        return self.message


def _in_english(fact: object) -> object:
    if not isinstance(fact, tuple):
        return fact
    return between(fact).join(map(str, fact))


def between(facts: Sequence[object]) -> str:
    """What stands between several facts in one place, in any language: names in a row, or clauses one by one."""
    return "; " if any(isinstance(fact, Wording) for fact in facts) else ", "


@dataclass(frozen=True, slots=True, init=False)
class Breach(Wording):
    """One broken rule: `rule` is its stable name, `field` the entry's field, the wording the fact and the fix."""

    rule: str
    field: str

    def __init__(self, rule: str, field: str, text: str, /, **facts: object) -> None:
        Wording.__init__(self, text, **facts)
        object.__setattr__(self, "rule", rule)
        object.__setattr__(self, "field", field)

    def at(self, field: str) -> "Breach":
        """The same, said of another field: of the one that holds it in a larger entry or form."""
        return Breach(self.rule, field, self.text, **dict(self.facts))

    def __str__(self) -> str:
        return f"{self.field}: {self.message}"


class Refused(Exception):
    """An entry or a request that the rules refuse. Carries every breach that was found, never just the first."""

    def __init__(self, breaches: Iterable[Breach]) -> None:
        self.breaches = tuple(breaches)
        super().__init__("; ".join(str(breach) for breach in self.breaches))


class NotNow(Exception):
    """Nobody's entry is at fault: the site itself cannot take it for now. Says what is the matter, and who mends it."""

    def __init__(self, text: str, /, **facts: object) -> None:
        self.said = Wording(text, **facts)
        super().__init__(self.said.message)


class Stale(Refused):
    """What an editor worked on was changed or decided by somebody else meanwhile: nothing is written over it."""


def gettext_noop(wording: str) -> str:
    """The wording as it is; whoever gathers what is to be put into other languages finds it by this name."""
    return wording


def refuse(rule: str, field: str, text: str, /, **facts: object) -> Refused:
    """A refusal for a single breach, to be raised by the caller."""
    return Refused([Breach(rule, field, text, **facts)])


def stale(field: str, text: str, /, **facts: object) -> Stale:
    """A refusal of what came too late, to be raised by the caller."""
    return Stale([Breach("changed-meanwhile", field, text, **facts)])


def refuse_any(breaches: Iterable[Breach]) -> None:
    """Raise `Refused` when there is at least one breach."""
    found = tuple(breaches)
    if found:
        raise Refused(found)


def named_once(field: str, names: Sequence[str]) -> Iterator[Breach]:
    """A breach for every name that stands more than once in a list."""
    if len(set(names)) == len(names):
        return
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Breach("each-is-named-once", field, gettext_noop("“%(name)s” stands twice; name it once."), name=name)
