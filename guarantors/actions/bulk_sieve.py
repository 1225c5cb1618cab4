"""Which of millions of keys have surely not been met, told from eight megabytes however many they are."""

from collections.abc import Hashable

_BITS = 26
_MASK = 2**_BITS - 1


class Sieve:
    """Keys that were put in, each as two bits: it never says no to one of them, and seldom yes to another.

    With a million keys it says yes to one other in a thousand, and whoever has to know asks the record.
    """

    def __init__(self) -> None:
        self._bits = bytearray(2**_BITS // 8)

    def add(self, key: Hashable) -> None:
        """Put a key in."""
        number, bits = hash(key), self._bits
        first, second = number & _MASK, number >> _BITS & _MASK
        bits[first >> 3] |= 1 << (first & 7)
        bits[second >> 3] |= 1 << (second & 7)

    def may_have(self, key: Hashable) -> bool:
        """Whether the key may have been put in."""
        number, bits = hash(key), self._bits
        first, second = number & _MASK, number >> _BITS & _MASK
        return bool(bits[first >> 3] >> (first & 7) & bits[second >> 3] >> (second & 7) & 1)
