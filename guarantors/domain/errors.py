"""The refusals: every rule that an entry can break, said with its field, the fact and the fix."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Breach:
    """One broken rule: `rule` is its stable name, `field` the entry's field, `message` the fact and the fix."""

    rule: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}"


class Refused(Exception):
    """An entry or a request that the rules refuse. Carries every breach that was found, never just the first."""

    def __init__(self, breaches: Iterable[Breach]) -> None:
        self.breaches = tuple(breaches)
        super().__init__("; ".join(str(breach) for breach in self.breaches))


class Stale(Refused):
    """What an editor worked on was changed or decided by somebody else meanwhile: nothing is written over it."""


def refuse(rule: str, field: str, message: str) -> Refused:
    """A refusal for a single breach, to be raised by the caller."""
    return Refused([Breach(rule, field, message)])


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
