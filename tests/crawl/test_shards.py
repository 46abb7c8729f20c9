"""Outlets are sharded over machines by name: each belongs to one, and a new machine moves only its own share."""

from __future__ import annotations

from collections import Counter

import pytest

from scrapers.crawl.shards import Shard
from scrapers.outlets import outlets

NAMES = [*outlets(), *(f"bao{number}" for number in range(1000))]


def owner(name: str, count: int) -> int:
    (found,) = (number for number in range(1, count + 1) if Shard(number, count).holds(name))
    return found


@pytest.mark.parametrize("count", [1, 2, 5, 12])
def test_each_outlet_is_of_one_machine_and_the_shares_are_even(count: int) -> None:
    shares = Counter(owner(name, count) for name in NAMES)
    assert max(shares.values()) < 1.5 * len(NAMES) / count


def test_where_a_machine_is_added_only_those_move_that_it_gets() -> None:
    moved = [(owner(name, 4), owner(name, 5)) for name in NAMES if owner(name, 4) != owner(name, 5)]
    assert {after for _, after in moved} == {5}
    assert 0.1 < len(moved) / len(NAMES) < 0.3


@pytest.mark.parametrize("text", ["0/5", "6/5", "5", "a/b", "1/0", "-1/2"])
def test_what_is_no_shard_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no shard: write 2/5"):
        Shard.of(text)
