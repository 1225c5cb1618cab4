"""The refusals: every rule that an entry can break, said with its field, the fact and the fix."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field


@dataclass(frozen=True, slots=True)
class Breach:
    """One broken rule: `rule` is its stable name, `field` the entry's field, `message` the fact and the fix.

    What a reader can meet has its `wording`, which is the message with places for its `facts`, so that a page can say
    the same in another language.
    """

    rule: str
    field: str
    message: str
    wording: str = dataclass_field(default="", compare=False)
    facts: tuple[tuple[str, object], ...] = dataclass_field(default=(), compare=False)

    def __str__(self) -> str:
        return f"{self.field}: {self.message}"


class Refused(Exception):
    """An entry or a request that the rules refuse. Carries every breach that was found, never just the first."""

    def __init__(self, breaches: Iterable[Breach]) -> None:
        self.breaches = tuple(breaches)
        super().__init__("; ".join(str(breach) for breach in self.breaches))


class NotNow(Exception):
    """Nobody's entry is at fault: the site itself cannot take it for now. Says what is the matter, and who mends it."""


class Stale(Refused):
    """What an editor worked on was changed or decided by somebody else meanwhile: nothing is written over it."""


def gettext_noop(wording: str) -> str:
    """The wording as it is; whoever gathers what is to be put into other languages finds it by this name."""
    return wording


def worded(rule: str, field: str, wording: str, **facts: object) -> Breach:
    """A breach that a reader can meet: `%(name)s` in its wording is the place of the fact of that name."""
    return Breach(rule, field, wording % facts, wording, tuple(facts.items()))


def refuse(rule: str, field: str, message: str) -> Refused:
    """A refusal for a single breach, to be raised by the caller."""
    return Refused([Breach(rule, field, message)])


def refuse_reader(rule: str, field: str, wording: str, **facts: object) -> Refused:
    """The same for a breach that a reader can meet (`worded`)."""
    return Refused([worded(rule, field, wording, **facts)])


def stale(field: str, message: str) -> Stale:
    """A refusal of what came too late, to be raised by the caller."""
    return Stale([Breach("changed-meanwhile", field, message)])


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
        yield Breach("each-is-named-once", field, f"“{name}” stands twice; name it once.")
