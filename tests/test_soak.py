"""Ten kills at random moments (`make soak` makes hundreds): no article lost, torn or doubled."""

from __future__ import annotations

from pathlib import Path

from benchmarks.soak import PHASES, soak


def test_a_crawl_killed_ten_times_ends_with_every_article_once(tmp_path: Path) -> None:
    made = soak(10, 150, tmp_path)
    assert made.kills.total() == 10
    assert set(made.kills) == set(PHASES)
    assert (made.fewest, made.torn, made.double, made.failed) == (150, 0, 0, 0)
    assert made.fine
