"""Precision and recall on the labelled pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.near.fingerprint import fingerprint
from tests.near.pairs import Pair, Story


@dataclass
class Score:
    """Answers over all pairs, and right ones of all for each kind."""

    right: int = 0
    """Copies that were found."""
    missed: int = 0
    wrong: int = 0
    """Other stories that were taken for copies."""
    kinds: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    @property
    def precision(self) -> float:
        """Share of copies among what was taken for one."""
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of copies that were found."""
        return self.right / (self.right + self.missed)

    def add(self, pair: Pair, answer: bool) -> None:
        """One pair, and whether it was taken for a copy."""
        self.right += pair.copy and answer
        self.missed += pair.copy and not answer
        self.wrong += answer and not pair.copy
        tally = self.kinds[pair.kind]
        tally[0] += answer == pair.copy
        tally[1] += 1


def score(pairs: Iterable[Pair]) -> Score:
    """The results for each second story from an index that holds the first."""
    total = Score()
    for pair in pairs:
        total.add(pair, found(pair.first, pair.second))
    return total


def found(first: Story, second: Story) -> bool:
    """Whether the second is looked up by the bands of the first, and then confirmed by its text."""
    one, two = fingerprint(first.line("mot:1")), fingerprint(second.line("hai:2"))
    if one is None or two is None:
        return False
    return bool(set(one[1]) & set(two[1])) and two[0].near(one[0])
