"""What is wrong with a record."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`check` names the rule, `where` the thing, `fact` what is the matter with it."""

    check: str
    where: str
    fact: str

    def __str__(self) -> str:
        return f"{self.check}: {self.where}: {self.fact}"


Progress = Callable[[str, int, int], None]
"""Is told what is being looked at, how much of it is done, and how much there is."""
