"""Robust statistics: shares and lengths against their history, counts against the same weekday's.

A share of pages is judged by the beta-binomial distribution around the median of earlier blocks of pages, as wide as
those blocks differ among each other (Gelman et al., Bayesian Data Analysis, 2013, 5.3); a count by the negative
binomial, wide as the days differ; a length by its distance from the median in median absolute deviations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp, lgamma, log, sqrt
from statistics import median

CHANCE = 1e-6
"""Significance level: some thousand tests are made for each outlet in a year."""
BLOCK = 30
"""Pages that are compared at a time."""
FEWEST = 10
"""Minimum of pages for a judgement."""
REACH = timedelta(days=7)
"""How far back the pages may lie that are judged: layouts that few pages have need time."""
WIDEST, FEW_BLOCKS, NARROWEST = 20.0, 30.0, 100.0
"""Pages that a habit is worth at least, when it is young, and at most: outlets do change from day to day."""
STILL = 0.15
"""Spread of the logarithm of a mean over a block of pages, at least."""


@dataclass(slots=True)  # not frozen, which takes three times as long: every figure of every crawl is one
class Share:
    """A share of the pages of a crawl."""

    at: datetime
    hits: float
    of: float

    @property
    def value(self) -> float:
        """Between 0 and 1."""
        return self.hits / self.of if self.of else 0.0

    def __add__(self, other: Share) -> Share:
        return Share(self.at, self.hits + other.hits, self.of + other.of)


@dataclass(frozen=True)
class Change:
    """An observed value and the usual one."""

    seen: Share
    usual: float
    """The same figure by habit."""


def fallen(shares: Sequence[Share]) -> Change | None:
    """Whether a share, given crawl by crawl, newest first, is below half of its habit and not by chance."""
    for seen, past in _recent(shares):
        now = max(seen.value, _newest(shares).value)
        # A habit is a share of 1 at most, and costs a look at every crawl.
        if now < 1 / 2 and (habit := _Habit.of(past)) and now < habit.share / 2 and habit.at_most(seen) < CHANCE:
            return Change(seen, habit.share)
    return None


def risen(shares: Sequence[Share], least: int = 5) -> Change | None:
    """Whether what is rare has become common: three times its habit, a sixth of the pages, and not by chance."""
    for seen, past in _recent(shares):
        now = min(seen.value, _newest(shares).value)
        if seen.hits < least or now < 1 / 6 or not (habit := _Habit.of(past)) or now < 3 * habit.share:
            continue
        if habit.turned().at_most(Share(seen.at, seen.of - seen.hits, seen.of)) < CHANCE:
            return Change(seen, habit.share)
    return None


def shrunk(lengths: Sequence[Share]) -> Change | None:
    """Whether a mean (`hits` for each of `of`) is below half of its habit, far out of its range."""
    return next((change for change, ratio in _moved(lengths) if ratio < 0.5), None)


def grown(lengths: Sequence[Share]) -> Change | None:
    """Whether a mean is above twice its habit, far out of its range."""
    return next((change for change, ratio in _moved(lengths) if ratio > 2), None)


def too_few(count: float, expected: float, spread: float) -> float:
    """The chance of so low a count: negative binomial, `spread` being the days' relative standard deviation."""
    variance = max(expected * 1.01, (spread * expected) ** 2)
    size = expected**2 / (variance - expected)
    part = size / (size + expected)
    terms = (
        exp(lgamma(n + size) - lgamma(size) - lgamma(n + 1) + size * log(part) + n * log(1 - part))
        for n in range(int(count) + 1)
    )
    return min(1.0, sum(terms))


def spread(values: Sequence[float]) -> float:
    """The standard deviation, from the median absolute deviation: 1.4826 times it for a normal distribution."""
    middle = median(values)
    return 1.4826 * median(abs(value - middle) for value in values)


@dataclass(frozen=True)
class _Habit:
    share: float
    weight: float
    """Pages that it is worth: few where the blocks differ much."""

    @classmethod
    def of(cls, past: Sequence[Share]) -> _Habit | None:
        """Of crawls newest first; None where there are not yet two blocks of pages."""
        blocks = list(_blocks(past))
        if len(blocks) < 2:
            return None
        values = [block.value for block in blocks]
        edge = 0.5 / sum(block.of for block in blocks)
        share = min(max(median(values), edge), 1 - edge)
        by_chance = share * (1 - share) / BLOCK
        beyond = max(0.0, spread(values) ** 2 - by_chance) / (share * (1 - share))
        if len(blocks) < 4:  # too few to tell how much they differ
            return cls(share, FEW_BLOCKS)
        return cls(share, min(NARROWEST, max(WIDEST, 1 / beyond - 1)) if beyond else NARROWEST)

    def turned(self) -> _Habit:
        """Of the pages that are not so."""
        return _Habit(1 - self.share, self.weight)

    def at_most(self, seen: Share) -> float:
        """The chance of so many hits or fewer: the lower tail of the beta-binomial."""
        a, b, n = self.share * self.weight, (1 - self.share) * self.weight, round(seen.of)
        whole = lgamma(n + 1) + lgamma(a + b) - lgamma(n + a + b) - lgamma(a) - lgamma(b)
        terms = (
            exp(whole - lgamma(x + 1) - lgamma(n - x + 1) + lgamma(x + a) + lgamma(n - x + b))
            for x in range(round(seen.hits) + 1)
        )
        return min(1.0, sum(terms))


def _blocks(shares: Sequence[Share], size: int = BLOCK) -> Iterator[Share]:
    hits, of = 0.0, 0.0
    for share in shares:
        hits, of = hits + share.hits, of + share.of
        if of >= size:
            yield Share(share.at, hits, of)
            hits, of = 0.0, 0.0


def _newest(shares: Sequence[Share]) -> Share:
    """The newest pages, enough for a judgement."""
    return next(_blocks(shares, FEWEST), Share(shares[0].at, 0, 0))


def _recent(shares: Sequence[Share]) -> Iterator[tuple[Share, Sequence[Share]]]:
    """The newest pages (a crawl's, a block's, four blocks', where they are not old) and the crawls before them."""
    for size in (FEWEST, BLOCK, 4 * BLOCK):
        seen: Share | None = None
        for number, share in enumerate(shares):
            if shares[0].at - share.at > REACH:
                break
            seen = share if seen is None else seen + share
            if seen.of >= size:
                yield seen, shares[number + 1 :]
                break


def _moved(lengths: Sequence[Share]) -> Iterator[tuple[Change, float]]:
    """The newest means that are far from their habit, each with its ratio to it."""
    for seen, past in _recent(lengths):
        blocks = [block.value for block in _blocks(past) if block.value > 0]
        if len(blocks) < 2 or seen.of < 2 * BLOCK / 3:
            continue
        usual = median(blocks)
        noise = max(STILL, spread([log(value) for value in blocks])) * sqrt(max(1.0, BLOCK / seen.of))
        ratio, newest = seen.value / usual, _newest(lengths).value / usual
        if abs(log(max(ratio, 1e-9))) > 5 * noise and (newest < 1) == (ratio < 1):
            yield Change(seen, usual), ratio
