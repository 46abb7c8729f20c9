"""Classifies blocks as story or boilerplate by two weighted passes; features are weighed nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from operator import mul

from scrapers.parser.page.blocks import Block
from scrapers.parser.story import weights
from scrapers.parser.story.clues import Surroundings, own_clues
from scrapers.parser.story.company import COMPANY, company, squash
from scrapers.parser.story.others import boxes_below

THRESHOLD = 0.45
"""A block is the story's from this chance on: a lost sentence costs readers more than one too many."""
_BARRED = frozenset(["in comments", "in mail"])
"""Whatever else speaks for them: what readers write and what asks for their address is well written, too."""
_BOTH = {name: (weights.OWN.get(name, 0.0), weights.AGAIN.get(name, 0.0)) for name in weights.OWN | weights.AGAIN}
_COMPANY = tuple(weights.COMPANY[name] for name in COMPANY)


def chances(blocks: Sequence[Block], around: Surroundings, top: int, told: str) -> list[float]:
    """How likely each block is the story's, 0 to 1: by its own clues first, then by these and its company's."""
    others = boxes_below(blocks, around, top)
    said = [around.names_around(block.element) for block in blocks]
    barred = [
        not _BARRED.isdisjoint(names) or not others.isdisjoint(chain)
        for chain, names in zip(around.chains, said, strict=True)
    ]
    shared = {names: _weigh(dict.fromkeys(names, 1.0)) for names in set(said)}
    own = [_weigh(one, shared[names]) for one, names in zip(own_clues(blocks, around, top, told), said, strict=True)]
    first = [0.0 if out else squash(once) for (once, _), out in zip(own, barred, strict=True)]
    rows = company(blocks, around, first)
    return [
        0.0 if out else squash(again + sum(map(mul, _COMPANY, row)))
        for (_, again), row, out in zip(own, rows, barred, strict=True)
    ]


def _weigh(clues: dict[str, float], others: tuple[float, float] = (0.0, 0.0)) -> tuple[float, float]:
    """The sum of clues in the first look and in the second, added to that of others."""
    first, second = others
    for name, value in clues.items():
        if weight := _BOTH.get(name):
            first += weight[0] * value
            second += weight[1] * value
    return first, second
