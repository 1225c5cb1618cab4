"""How large the synthetic record is, and how what is measured of it is named in addresses. Pure: imports no Django."""

from dataclasses import dataclass

ACTORS = 200
CODES = tuple(f"X{chr(65 + number // 26)}{chr(65 + number % 26)}" for number in range(ACTORS))


@dataclass(frozen=True, slots=True)
class Size:
    """How much is drawn: so many stance records, on so many proposals."""

    name: str
    records: int
    proposals: int = 50

    @property
    def sources(self) -> int:
        return min(4000, max(50, self.records // 20))

    def share(self, number: int) -> int:
        """How many records the proposal of that number has."""
        first = self.records if self.proposals == 1 else max(self.records // self.proposals, 2 * ACTORS)
        if number == 0:
            return first
        rest, others = self.records - first, self.proposals - 1
        return rest // others + (number <= rest % others)


SIZES = {
    "1k": Size("1k", 1_000),
    "10k": Size("10k", 10_000),
    "100k": Size("100k", 100_000),
    "1M": Size("1M", 1_000_000),
    "deep-100k": Size("deep-100k", 100_000, proposals=1),
    "deep": Size("deep", 1_000_000, proposals=1),
}


def slug(number: int) -> str:
    return f"bench-{number + 1:02}"


SLUG = slug(0)
CODE = CODES[0]
"""The proposal and the guarantor whose pages are measured."""
