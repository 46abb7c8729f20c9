"""Near-duplicate fingerprints: shingles, numbers, MinHash bands."""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from struct import pack
from typing import Any, Self
from zlib import crc32

from rensa import RMinHash  # type: ignore[import-untyped]

from scrapers.items import Line
from scrapers.spelling import same_spelling

VERSION = 100 * int(RMinHash.ALGORITHM_VERSION) + 2
"""Fingerprints of another version are no match for these."""
SHORTEST = 40
"""Syllables: what is shorter (a flash, a caption, a stub) says too little to be known again by its text."""
_SHINGLE = 3
"""Syllables one after another; two words, as a Vietnamese word has one or two of them."""
_BANDS, _ROWS = 32, 2
"""Two texts with 3 shingles in 10 in common share a band with a chance of .95, with 4 in 10 of .996."""
_SEED = 1

_SAME_TEXT = 0.6
"""Share of the shorter text's shingles that stand in the other one."""
_SAME_LENGTH = 0.3
"""Share of common shingles among all of both: a brief inside a long story is not nearly the same text."""
_SAME_NUMBERS = 0.5
"""Share of the poorer text's numbers, and of their pairs, that stand in the other: of today's gold prices and
yesterday's only the words are the same."""
_AKIN = 0.1
"""Share of the shorter text's shingles that two states of one story have in common at least, and far more as a rule; of
two stories that have nothing to do with each other it was 0.05 at most."""
_SAME_HEADLINE = 0.5
"""Share of the shorter headline's syllables that an edited one keeps; two headlines share 0.4 by chance at most."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A text as two sets of 16-bit hashes: 1 kB for an article, 1 % off where both texts have 600 syllables."""

    shingles: Collection[int]
    numbers: Collection[int]
    """Numbers, and numbers one after another: temperatures of two days are the same few, but in another order."""

    def near(self, other: Self) -> bool:
        """Whether the two texts are nearly the same: an edited, cut, extended or renamed copy."""
        shared = _shared(self.shingles, other.shingles)
        sizes = len(self.shingles), len(other.shingles)
        if shared < _SAME_TEXT * min(sizes) or shared < _SAME_LENGTH * (sum(sizes) - shared):
            return False
        numbers = min(len(self.numbers), len(other.numbers))
        return _shared(self.numbers, other.numbers) >= _SAME_NUMBERS * numbers

    def pack(self) -> tuple[bytes, bytes]:
        """For the index."""
        return array("H", sorted(self.shingles)).tobytes(), array("H", sorted(self.numbers)).tobytes()

    @classmethod
    def unpack(cls, shingles: bytes, numbers: bytes) -> Self:
        """What `pack` gave."""
        return cls(array("H", shingles), array("H", numbers))


def _shared(one: Collection[int], other: Collection[int]) -> int:
    return len(frozenset(one).intersection(other))


def fingerprint(line: Line) -> tuple[Fingerprint, list[int]] | None:
    """Fingerprint and bands (32-bit, signed) of what stands below the headline; None where that is too short.

    Case, signs, Unicode form and the place of the tone (hòa, hoà) do not count.
    """
    text = f"{line.lead or ''}\n{line.body}"
    syllables = same_spelling(text).encode().split()
    if len(syllables) < SHORTEST:
        return None
    shingles = _shingles(syllables)
    printed = _NUMBER.findall(f"{line.title}\n{text}")
    numbers = [number.lstrip("0").replace(".", ",").encode() for number in printed]
    pairs = map(b" ".join, pairwise(numbers))
    return Fingerprint(_hashes(shingles), _hashes((*numbers, *pairs))), _bands(shingles)


def akin(one: Line, other: Line) -> bool:
    """Whether two lines may be one article at two times, however much was written anew meanwhile."""
    titles = [set(same_spelling(line.title).split()) for line in (one, other)]
    texts = [_shingles(same_spelling(f"{x.title}\n{x.lead or ''}\n{x.body}").encode().split()) for x in (one, other)]
    return _contained(*titles) >= _SAME_HEADLINE or _contained(*texts) >= _AKIN


def _shingles(syllables: Sequence[bytes]) -> set[bytes]:
    return {b" ".join(found) for found in zip(*(syllables[start:] for start in range(_SHINGLE)), strict=False)}


def _contained(one: Set[Any], other: Set[Any]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _hashes(texts: Iterable[bytes]) -> frozenset[int]:
    return frozenset(crc32(text) & 0xFFFF for text in texts)


def _bands(shingles: Iterable[bytes]) -> list[int]:
    """Locality-sensitive hashing: near texts have one of these in common (Leskovec et al., Massive Datasets, 3.4)."""
    sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    sketch.update(list(shingles))
    rows = sketch.digest()
    starts = range(0, len(rows), _ROWS)
    return [crc32(pack(f"<{_ROWS + 1}I", start, *rows[start : start + _ROWS])) - (1 << 31) for start in starts]
