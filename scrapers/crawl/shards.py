"""Divides outlets over machines by rendezvous hashing of their names."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Shard:
    """One of several machines, counted from 1."""

    number: int
    count: int

    @classmethod
    def of(cls, text: str) -> Self:
        """Parses `2/5`. Raises ValueError."""
        found = re.fullmatch(r"(\d{1,4})/(\d{1,4})", text)
        if not found or not 1 <= int(found[1]) <= int(found[2]):
            raise ValueError(f"'{text}' is no shard: write 2/5 for the second of five machines")
        return cls(int(found[1]), int(found[2]))

    def holds(self, outlet: str) -> bool:
        """Whether the outlet is this machine's.

        By the highest random weight (Thaler and Ravishankar, 1998): where a machine is added only the outlets move
        that it gets.
        """
        return max(range(1, self.count + 1), key=lambda number: _weight(outlet, number)) == self.number


def _weight(outlet: str, number: int) -> bytes:
    return hashlib.blake2b(f"{outlet} {number}".encode(), digest_size=8).digest()
