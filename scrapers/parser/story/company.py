"""Features of a block from its context: neighbours, enclosing boxes, blocks of the same style."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

from scrapers.parser.page.blocks import Block
from scrapers.parser.page.tree import Element
from scrapers.parser.story.clues import Look, Surroundings

COMPANY = (
    "itself", "before 1", "before 2", "before 3", "behind 1", "behind 2", "behind 3", "ten before", "ten behind",
    "share 1", "pure 1", "share 2", "pure 2", "share 3", "pure 3", "share 4", "pure 4", "look of the story",
    "below the best", "mass before", "core", "core pure", "wide core", "gap",
)  # fmt: skip
"""Names of these clues, in the order of `company`'s rows. `share N` and `pure N` belong to the Nth box outwards: how
much of the story it holds, and how much of it is story."""

# The story's core holds most of it, its wide core nearly all.
_CORE, _WIDE = 0.6, 0.85
# The best blocks are those that hold this share of the page's text in blocks that are no labels.
_BEST, _LABEL = 0.15, 40
_NEAR = 10
_FAR = 8.0


def squash(value: float) -> float:
    """The logistic function: from a sum of weights to a chance."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def _stretch(chance: float) -> float:
    chance = min(max(chance, 0.001), 0.999)
    return math.log(chance / (1 - chance))


def company(blocks: Sequence[Block], around: Surroundings, chances: Sequence[float]) -> Iterator[list[float]]:
    """One row of `COMPANY` for each block; `chances` say how likely each is the story's by its own clues."""
    sizes = [len(b.text) for b in blocks]
    masses = [size * chance for size, chance in zip(sizes, chances, strict=True)]
    boxes: defaultdict[Element, float] = defaultdict(float)
    looks: defaultdict[Look, float] = defaultdict(float)
    for chain, shape, mass in zip(around.chains, around.looks, masses, strict=True):
        looks[shape] += mass
        for element in chain:
            boxes[element] += mass
    whole = sum(masses) or 1.0
    before, size_before = [0.0, *accumulate(masses)], [0, *accumulate(sizes)]
    best = _best(sizes, chances)
    core, wide = (_smallest(boxes, around, share * whole) for share in (_CORE, _WIDE))
    core_pure = boxes[core] / around.size[core] if core is not None and around.size[core] else 0.0
    strong, count = -1, len(blocks)
    near = [0.0, 0.0, 0.0, *chances, 0.0, 0.0, 0.0]
    for i, chain in enumerate(around.chains):
        itself = _stretch(chances[i])
        low, high = max(0, i - _NEAR), min(count, i + _NEAR + 1)
        inside = float(core is None or core in chain)
        yield [
            itself,
            near[i + 2], near[i + 1], near[i],
            near[i + 4], near[i + 5], near[i + 6],
            (before[i] - before[low]) / ((size_before[i] - size_before[low]) or 1),
            (before[high] - before[i + 1]) / ((size_before[high] - size_before[i + 1]) or 1),
            *_levels(chain, around.size, boxes, whole, around.total),
            looks[around.looks[i]] / whole,
            min(max(best - itself, 0.0), _FAR),
            before[i] / whole,
            inside, core_pure * inside, float(wide is None or wide in chain),
            min(_FAR, math.log1p(size_before[i] - strong)) if strong >= 0 else _FAR,
        ]  # fmt: skip
        if chances[i] > 0.6 and sizes[i] > 60:
            strong = size_before[i + 1]


def _levels(
    chain: Sequence[Element], sizes: dict[Element, int], boxes: dict[Element, float], whole: float, total: int
) -> list[float]:
    """Share and purity of the four innermost boxes; a level of the tree that adds no text is no level."""
    row: list[float] = []
    least = -1.0
    for element in chain:
        held = sizes[element]
        if held <= least:
            continue
        least = held * 1.02 + 3
        row += (boxes[element] / whole, boxes[element] / (held or 1))
        if len(row) == 8:
            return row
    return row + [1.0, whole / (total or 1)] * ((8 - len(row)) // 2)


def _best(sizes: Sequence[int], chances: Sequence[float]) -> float:
    """The chance, stretched, that the likeliest part of the page's text reaches."""
    ranked = sorted(((c, s) for c, s in zip(chances, sizes, strict=True) if s > _LABEL), reverse=True)
    left = _BEST * sum(s for _, s in ranked)
    for chance, size in ranked:
        left -= size
        if left <= 0:
            return _stretch(chance)
    return 0.0


def _smallest(boxes: dict[Element, float], around: Surroundings, mass: float) -> Element | None:
    """The smallest box of at least this mass; of equals the innermost, which is met first."""
    return min((e for e in boxes if boxes[e] >= mass), key=lambda e: around.size[e], default=None)
